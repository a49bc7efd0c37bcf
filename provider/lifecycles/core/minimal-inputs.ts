import { documentedSpelling } from "./documented-spelling";
import { isEqual } from "./equality";
import type { Lifecycle, Observed, Property, Values } from "./lifecycle";
import { shapeFaults } from "./schema";

/**
 * What a program has to declare so that it says what the service shows: nothing that is the default, and enumerations
 * in the documentation's spelling.
 */
export function minimalInputs(lifecycle: Lifecycle, { inputs, notReported = [] }: Observed): Values {
  const shown = Object.entries(lifecycle.properties).flatMap(([name, property]) => {
    const value = inputs[name] ?? (property.required ? emptyOf(property) : undefined);
    if (value === undefined || property.derived || notReported.includes(name)) return [];
    const readable = property.schema.safeParse(value);
    const spelt = documentedSpelling(property.schema, readable.success ? readable.data : value);
    return [{ name, property, value: pruned(spelt, (candidate) => isAsGood(property, candidate, spelt)) }];
  });
  const isDefault = ({ property, value }: (typeof shown)[number]) =>
    !property.required && meansTheSame(property, value, undefined);
  const needed = Object.fromEntries(shown.filter((one) => !isDefault(one)).map(valueByName));
  // A rule can demand a property that says nothing by itself.
  const demanded = new Set((lifecycle.rules?.(needed) ?? []).map(({ path }) => path.join(".")));
  return Object.fromEntries(
    shown.filter((one) => !isDefault(one) || demanded.has(one.name)).map(valueByName),
  );
}

/** The service may say null where a program must say that it is an empty list. */
function emptyOf({ schema }: Property): readonly never[] | undefined {
  return schema.safeParse([]).success ? [] : undefined;
}

function valueByName({ name, value }: { name: string; value: unknown }): [string, unknown] {
  return [name, value];
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

function meansTheSame({ inputEquality, remoteEquality }: Property, one: unknown, other: unknown): boolean {
  return isEqual(inputEquality, one, other) && isEqual(remoteEquality ?? inputEquality, one, other);
}
