import type { z } from "zod";
import type { DevCenter } from "../api/dev-center";
import type { Canonical } from "./sameness";

/** Property values by name, as they stand in a program or in state. */
export type Values = Readonly<Record<string, unknown>>;

/** What is known of one property of a kind: declared, never coded inside create or update. */
export interface Property {
  /** The shape. The messages of its issues say what was expected. Its output is what the state keeps. */
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** What a change of this property asks for. */
  readonly onChange: "update" | "replace";
  /** Two values with the same canonical form are no change of the program. */
  readonly sameWhenEdited: Canonical;
  /** Two values with the same canonical form are no drift on the service. Default: as when edited. */
  readonly sameOnService?: Canonical;
  /** Its value is not for messages. */
  readonly secret?: boolean;
}

/** One thing wrong with an input, and where. */
export interface Fault {
  readonly path: readonly (string | number)[];
  /** In the form "expected …". */
  readonly expected: string;
}

/** What the service shows of one object. */
export interface Observed {
  /** The properties that a program can declare, in the program's names. */
  readonly declarable: Values;
  /** Names of declarable properties about which the service says nothing now: they count as unchanged. */
  readonly untold?: readonly string[];
  /** What only the service can say. */
  readonly computed: Values;
}

/** What a creation or an update gives: what only the service can say, beside the inputs. */
export interface Made {
  readonly id: string;
  readonly computed: Values;
}

/** What the decisions of a lifecycle may use. */
export interface Context {
  readonly devCenter: DevCenter;
  readonly now: () => Date;
  /** Tells the person at the terminal. */
  readonly say: (message: string) => void;
}

/**
 * The decisions about one kind of resource: which calls, in which order, and what half made means.
 * Knows the service; knows nothing of how Pulumi talks to us.
 */
export interface Lifecycle<Inputs = Values> {
  /** As messages call it: "report template". */
  readonly noun: string;
  readonly properties: Readonly<Record<string, Property>>;
  /** How the id of this kind is written, for messages: "a number such as 15". */
  readonly idForm: { readonly pattern: RegExp; readonly example: string };
  /**
   * What the properties demand of each other. Gets raw values: any shape is possible, and what is not known yet is a
   * symbol. Must not throw.
   */
  rules?(values: Values): Fault[];
  create(context: Context, inputs: Inputs): Promise<Made>;
  /** Undefined: it is proven that the object does not exist. */
  read(context: Context, id: string): Promise<Observed | undefined>;
  /** Gives what only the service can say, as it is after the update. */
  update(context: Context, change: Change<Inputs>): Promise<Values>;
  /** For kinds that the service cannot delete: does what can be done, and says what stays. */
  delete(context: Context, id: string, outputs: Values): Promise<void>;
  /** Whether these outputs show a creation that stopped half way, so that an update has to finish it. */
  unfinished?(outputs: Values): boolean;
}

export interface Change<Inputs> {
  readonly id: string;
  readonly olds: Values;
  readonly news: Inputs;
  /** The names of the declared properties that differ. */
  readonly changed: readonly string[];
}
