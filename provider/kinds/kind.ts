/**
 * What a change means beyond its own property:
 * - `irrevocable`: Dev Center has no way to take it back;
 * - `personal`: it changes what is collected about people, or where that goes;
 * - `reach`: it changes which machines or partners get a driver;
 * - `cost`: it changes how long a run takes and how many requests it sends;
 * - `schedule`: it changes when something happens.
 */
export type Effect = (typeof effects)[number];
export const effects = ["irrevocable", "personal", "reach", "cost", "schedule"] as const;

/** The facts about one property of a kind. Its shape stands in the lifecycle, its documentation at the class. */
export interface PropertyFacts {
  /** Whether every program has to declare it. Default: false. */
  readonly required?: true;
  /** What a change asks for. `depends`: on the values; the lifecycle decides. */
  readonly onChange: "update" | "replace" | "depends";
  /**
   * What a change means beside what `onChange` says already: where a property replaces an object that stays on Dev
   * Center, its change is irrevocable.
   */
  readonly effects: readonly Effect[];
  /** What a program that leaves it out gets. To declare this value, and to declare none, is the same. */
  readonly default?: unknown;
  /** Its value is never shown, and encrypted in state. */
  readonly secret?: true;
  /** How this package is to work: the service knows nothing of it, so every value counts as unchanged there. */
  readonly local?: true;
  /** Not declared by the program, but found by the lifecycle's `deriveInputs`. */
  readonly derived?: true;
  /** It only steers a run, so the resource has no output of this name. */
  readonly inputOnly?: true;
}

/** The facts about one kind of resource: plain data, which a user's program can load without any library. */
export interface Kind {
  /** The name of its class. Stands in users' state: it can never change. */
  readonly name: string;
  /** As messages call it. */
  readonly displayName: string;
  /** An id; those of nested objects are joined by slashes. */
  readonly idExample: string;
  /** Whether an object stays for ever as it was made, so that a replacement adds one. */
  readonly isLasting: boolean;
  readonly properties: Readonly<Record<string, PropertyFacts>>;
  /** The names of what only the service can say. */
  readonly outputs: readonly string[];
}

type NamesWith<K extends Kind, Fact> = {
  [N in keyof K["properties"]]: K["properties"][N] extends Fact ? N : never;
}[keyof K["properties"]];

export type RequiredNames<K extends Kind> = NamesWith<K, { required: true }>;
/** The names of the properties that a program can declare. */
export type DeclarableNames<K extends Kind> = Exclude<keyof K["properties"], NamesWith<K, { derived: true }>>;
/** The names of the properties of which the lifecycle decides what a change asks for. */
export type DependingNames<K extends Kind> = NamesWith<K, { onChange: "depends" }>;
/** The names of what a resource shows to a program. */
export type OutputNames<K extends Kind> =
  | Exclude<keyof K["properties"], NamesWith<K, { inputOnly: true }>>
  | K["outputs"][number];

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T;

/** The defaults of a kind, by property. */
export type Defaults<K extends Kind> = {
  readonly [N in NamesWith<K, { default: unknown }>]: K["properties"][N] extends { default: infer D }
    ? Widened<D>
    : never;
};

/** The defaults of a kind, by property. */
export function defaultsOf<const K extends Kind>({ properties }: K): Defaults<K> {
  const given = Object.entries(properties).filter(([, facts]) => "default" in facts);
  return Object.fromEntries(given.map(([name, facts]) => [name, facts.default])) as Defaults<K>;
}

/** The names of what a resource shows to a program, inputs first. */
export function outputNamesOf({ properties, outputs }: Kind): string[] {
  return [...Object.keys(properties).filter((name) => !properties[name]?.inputOnly), ...outputs];
}

/** The names of the properties about which this is true. */
export function namesWith(
  { properties }: Pick<Kind, "properties">,
  fact: "required" | "secret" | "local" | "derived",
): string[] {
  return Object.keys(properties).filter((name) => properties[name]?.[fact]);
}
