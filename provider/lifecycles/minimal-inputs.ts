import { documentedSpelling } from "./documented-spelling";
import type { Lifecycle, Observed, Property, Values } from "./lifecycle";
import { same } from "./sameness";
import { shapeFaults } from "./schema";

/**
 * What a program has to declare so that it says what the service shows: nothing that is the default, and enumerations
 * in the documentation's spelling.
 */
export function minimalInputs({ properties }: Lifecycle, { declarable, untold = [] }: Observed): Values {
  const said = Object.entries(properties).flatMap(([name, property]) => {
    const value = declarable[name] ?? undefined;
    if (value === undefined || property.derived || untold.includes(name)) return [];
    const readable = property.schema.safeParse(value);
    const spelt = documentedSpelling(property.schema, readable.success ? readable.data : value);
    const needed = property.required ? spelt : withoutDefaults(property, spelt);
    return needed === undefined ? [] : [[name, needed] as const];
  });
  return Object.fromEntries(said);
}

/** Undefined where the whole is the default. */
function withoutDefaults(property: Property, value: unknown): unknown {
  if (meansTheSame(property, value, undefined)) return undefined;
  return pruned(value, (candidate) => isAsGood(property, candidate, value));
}

/** Takes out of an object, at any depth, each key without which it is as good. */
function pruned(value: unknown, isAsGoodAs: (candidate: unknown) => boolean): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  let kept = value as Values;
  for (const key of Object.keys(value)) {
    const { [key]: inner, ...rest } = kept;
    if (isAsGoodAs(rest)) kept = rest;
    else kept = { ...kept, [key]: pruned(inner, (candidate) => isAsGoodAs({ ...kept, [key]: candidate })) };
  }
  return kept;
}

function isAsGood(property: Property, candidate: unknown, value: unknown): boolean {
  return (
    meansTheSame(property, candidate, value) &&
    shapeFaults(property.schema, candidate).length <= shapeFaults(property.schema, value).length
  );
}

function meansTheSame({ sameWhenEdited, sameOnService }: Property, one: unknown, other: unknown): boolean {
  return same(sameWhenEdited, one, other) && same(sameOnService ?? sameWhenEdited, one, other);
}
