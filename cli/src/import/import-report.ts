import type { SurveyCost } from "./survey";

/** What came of an import. */
export interface ImportReport {
  readonly found: number;
  readonly alreadyManaged: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly declared: number;
  /** Objects that cannot be declared, by id. */
  readonly undeclared: readonly { readonly id: string; readonly reasons: readonly string[] }[];
  /** Paths from the folder of the program. */
  readonly files: readonly string[];
  /** Lines that index.ts still needs. */
  readonly missingImports: readonly string[];
  /** Keys of the stack's configuration that hold callback URLs. */
  readonly secrets: readonly string[];
  /** Where there was no stack to put them in. */
  readonly secretsToSet: readonly string[];
}

/** What an import uses of the command that runs it. */
export interface ImportTools {
  /** The stacks named by the global option. */
  readonly stacks: readonly string[];
  /** What tells one account from another. */
  readonly account: string;
  readonly say: (text: string) => void;
  readonly agree: (cost: SurveyCost) => Promise<void>;
  readonly progress: (what: string, done: number, total: number) => void;
  /** Versions that a new package.json asks for. */
  readonly versions: { readonly package: string; readonly sdk: string };
}
