import { join } from "node:path";

/** Who runs pipelines. */
export type Forge = "github" | "azure" | "gitlab";

/** What makes a job run. */
export type Occasion = "pull request" | "fork" | "merge" | "night";

/** A pipeline of any forge, as far as it matters who does what with which rights, and in which order. */
export interface Pipeline {
  readonly forge: Forge;
  /** What starts it, in the forge's words. */
  readonly triggers: Mapping;
  /** How runs for the same stack are kept apart. */
  readonly queue: { readonly name: string; readonly cancelsWhatRuns: boolean };
  readonly jobs: ReadonlyMap<string, Job>;
}

export interface Job {
  readonly name: string;
  /** Undefined: on some condition that nobody knows here. */
  readonly occasion: Occasion | undefined;
  /** `kept` is the machine that keeps its disk; everything else is made for the job. */
  readonly machine: "kept" | "fresh";
  readonly environment: string | undefined;
  /** Jobs that must have ended well. */
  readonly needs: readonly string[];
  /** Whether it can sign in at Microsoft Entra ID, by federation. */
  readonly signsIn: boolean;
  /** What it may write at the forge, in the forge's words. */
  readonly writes: readonly string[];
  readonly timeoutMinutes: number | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** What a job does. Values are as written, with the forge's own placeholders in them. */
export type Step =
  | { readonly kind: "script"; readonly script: string; readonly env: Readonly<Record<string, string>> }
  /** Keeps a file for jobs that come later, and fetches it there. */
  | { readonly kind: "hand over"; readonly artifact: string; readonly path: string }
  | { readonly kind: "take over"; readonly artifact: string; readonly into: string }
  /** Anything else: the checkout, tools. */
  | { readonly kind: "tool"; readonly name: string; readonly inputs: Readonly<Record<string, string>> };

export const EXAMPLE = join(__dirname, "..", "..", "examples", "gitops");

/** Where each forge looks for its pipeline. */
export const pipelineFiles: Readonly<Record<Forge, string>> = {
  github: ".github/workflows/devcenter.yml",
  azure: "azure-pipelines.yml",
  gitlab: ".gitlab-ci.yml",
};

/** A mapping of YAML. */
export type Mapping = Readonly<Record<string, unknown>>;

export function mapping(value: unknown): Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The values of a mapping as text. */
export function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping(value)).map(([name, inner]) => [name, String(inner ?? "")]),
  );
}

export function minutes(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
