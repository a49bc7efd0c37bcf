import type { z } from "zod";
import type { DevCenter } from "../../api/dev-center";
import type { Clock } from "../../api/http/clock";
import type { Query } from "../../api/http/pagination";
import type { Canonicalizer } from "./equality";

/** Property values by name, as they stand in a program or in state. */
export type Values = Readonly<Record<string, unknown>>;

export type OnChange = "update" | "replace";

/** What is known of one property of a kind, of its facts and its shape: never coded inside create or update. */
export interface Property {
  /** The shape. The messages of its issues say what was expected. Its output is what the state keeps. */
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** What a change of this property asks for; where it depends, by the outputs in state. */
  readonly onChange: OnChange | ((olds: Values, news: Values) => OnChange);
  /** Two values with the same canonical form are no change of the program. */
  readonly inputEquality: Canonicalizer;
  /** Two values with the same canonical form are no drift on the service. Default: as when edited. */
  readonly remoteEquality?: Canonicalizer;
  /** Its value is not for messages. */
  readonly secret?: boolean;
  /** Not declared by the program, but found by `deriveInputs`. */
  readonly derived?: boolean;
  /** How this package is to work: the service knows nothing of it, so every value counts as unchanged there. */
  readonly local?: boolean;
}

/** One thing wrong with an input, and where. */
export interface Fault {
  readonly path: readonly (string | number)[];
  /** In the form "expected …". Only in parentheses may it quote the value: they are left out where that is secret. */
  readonly expected: string;
  /** The service may know more values than the documentation, and some object may have one. */
  readonly mayExist?: boolean;
}

/** What is unwise though not forbidden: told once in preview, with what to do instead. */
export interface Warning {
  /** The properties that it is about: it stays silent where none of them is new or changed. */
  readonly about: readonly string[];
  /** Begins with the path of what it is about. */
  readonly message: string;
}

/** An object of the service. Ids are unique among the objects of one kind only. */
export interface ObjectRef {
  /** Its kind as in users' state: "ReportSchedule". */
  readonly kind: string;
  readonly id: string;
}

/** What this run has seen of the objects in state, by kind and id: of each what its lifecycle lists in `noted`. */
export type Seen = (kind: string) => ReadonlyMap<string, Values>;

/** What the service shows of one object. */
export interface Observed {
  /** The properties that a program can declare, in the program's names. */
  readonly inputs: Values;
  /** Names of inputs about which the service says nothing now: they count as unchanged. */
  readonly notReported?: readonly string[];
  /** What only the service can say. */
  readonly outputs: Values;
}

/** An object that exists: its id, and what only the service can say of it. */
export interface Created {
  readonly id: string;
  readonly outputs: Values;
}

/** An object in a list of the service. */
export interface Listed extends Observed {
  readonly id: string;
  /** When the service made it, where it says so. */
  readonly createdAt?: Date;
}

/** One page of what exists. */
export interface Enumerated {
  readonly found: readonly EnumeratedObject[];
  /** How many rows of the page lack an id, so that they are not among `found`. Default: 0. */
  readonly unreadable?: number;
  readonly next?: Query | undefined;
}

/** An object as a page of a list shows it. */
export interface EnumeratedObject extends Listed {
  /** The list does not show all that a program can declare: `read` does. */
  readonly isPartial?: boolean;
  /** It belongs to another publisher, so that nothing of it can be changed from here. */
  readonly isForeign?: boolean;
}

/** What the decisions of a lifecycle may use. */
export interface Context {
  readonly devCenter: DevCenter;
  readonly clock: Clock;
  /** Aborted when the run is interrupted: transfers stop then. Waits of the clock end by themselves. */
  readonly signal: AbortSignal;
  /** Whether an object belongs to a resource of this run already, or another stack has just made it. */
  readonly isManaged: (ref: ObjectRef) => boolean;
  /** Tells the person at the terminal. */
  readonly log: (message: string) => void;
}

/**
 * The decisions about one kind of resource: which calls, in which order, and what half made means.
 * Knows the service; knows nothing of how Pulumi talks to us.
 */
export interface Lifecycle<Inputs = Values> {
  /** Its name in users' state: "ReportTemplate". */
  readonly kind: string;
  /** As messages call it: "report template". For eyes only: what has to be found again goes by `kind`. */
  readonly displayName: string;
  readonly properties: Readonly<Record<string, Property>>;
  /** How the id of this kind is written, for messages: "a number such as 15". */
  readonly idFormat: { readonly pattern: RegExp; readonly example: string };
  /** Where Partner Center shows an object; without it, no page does. */
  address?(id: string): string;
  /**
   * What the properties demand of each other, by `rulesOf`. Gets raw values, in which a symbol stands for what is not
   * known yet.
   *
   * @param olds the inputs of before, where the object exists: what only a creation needs is not demanded again
   */
  rules?(values: Values, olds?: Values): Fault[];
  /** The names of properties that mean nothing beside the others: nothing is sent or compared of them. */
  idle?(values: Values): readonly string[];
  /** The names of declared and computed properties by which other kinds are warned. */
  readonly noted?: readonly string[];
  /** Gets checked inputs, in which a symbol stands for what is not known yet. Must not throw. */
  warnings?(inputs: Values, seen: Seen): Warning[];
  /** Finds on this machine what belongs to the inputs, such as the content of a file. Asked in preview; asks no service. */
  deriveInputs?(values: Values): Promise<{ found: Values; faults: Fault[] }>;
  /** The one call that makes the object. Whatever has to follow it is for `complete`. */
  create(context: Context, inputs: Inputs): Promise<Created>;
  /**
   * Objects among which one would stand that `make` made although its answer was lost. May hold any others besides.
   *
   * @param isAfresh the service is to be asked now, whatever list of this run is known
   */
  list(context: Context, inputs: Inputs, isAfresh?: boolean): Promise<Listed[]>;
  /**
   * What exists of this kind, a page at a time, as far as a list shows it: for imports.
   *
   * @param parent the ids of what the objects belong to: `productId`, `submissionId`
   * @param query what the page before said is next
   */
  enumerate?(context: Context, parent: Values, query?: Query): Promise<Enumerated>;
  /**
   * Brings an object that exists, made now or left half made, to what is declared; gives what only the service can
   * say then. May be called again after it failed at any point. Default: nothing has to follow `make`.
   */
  complete?(context: Context, made: Created, inputs: Inputs): Promise<Values>;
  /**
   * Undefined: it is proven that the object does not exist.
   *
   * @param known what state or program says of it, where they do
   */
  read(context: Context, id: string, known?: Values): Promise<Observed | undefined>;
  /** Gives what only the service can say, as it is after the update. */
  update(context: Context, change: Change<Inputs>): Promise<Values>;
  /** For kinds that the service cannot delete: does what can be done, and says what stays. */
  delete(context: Context, id: string, outputs: Values): Promise<void>;
  /**
   * What cannot be told of an object that a killed run made and perhaps finished, when the program was edited since: whether
   * it is as declared. A sentence; undefined: it can be told.
   */
  uncertainty?(observed: Observed, inputs: Inputs): string | undefined;
  /** Whether these outputs show a creation that stopped half way, so that an update has to finish it. */
  isIncomplete?(outputs: Values): boolean;
  /** Why this change can never be made, in words that say what to do instead. Asked in preview. */
  forbiddenChange?(olds: Values, news: Values, changed: readonly string[], seen: Seen): string | undefined;
}

export interface Change<Inputs> {
  readonly id: string;
  readonly olds: Values;
  readonly news: Inputs;
  /** The names of the declared properties that differ. */
  readonly changed: readonly string[];
}
