import { comparable, serviceLines } from "../api/text/service-text";
import { type Canonicalizer, isEqual } from "../lifecycles/core/equality";
import type { Lifecycle, Observed, Property, Values } from "../lifecycles/core/lifecycle";
import { resourceInputs } from "./reserved";

/** A property as the service shows it. */
export interface LiveValue {
  /** In the program's own spelling where the service means the same. Undefined: nothing. */
  readonly value: unknown;
  /** Whether the service means something else than the program declares. */
  readonly isDrift: boolean;
}

/**
 * The declared properties as they are on the service. Where the service means the same, the program's own spelling
 * is kept, so that case, order, defaults and zones that it adds by itself are no drift. With nothing declared (a read
 * of what exists) everything that a program could declare is shown.
 */
export function liveProperties(
  lifecycle: Lifecycle,
  observed: Observed,
  known: Values,
): Record<string, unknown> {
  const own = resourceInputs(known);
  const names = Object.keys(lifecycle.properties);
  const declared = names.filter((name) => own[name] !== undefined);
  const wanted = declared.length > 0 ? declared : names;
  const live = wanted.map((name) => {
    const { value, isDrift } = liveValue(lifecycle, observed, name, own[name]);
    // What others have written goes into the state; what is secret is encrypted there.
    return [name, isDrift && !lifecycle.properties[name]?.secret ? comparable(value) : value] as const;
  });
  return Object.fromEntries(live.filter(([, value]) => value !== undefined && value !== null));
}

/** @param declared by the program; undefined: nothing */
export function liveValue(
  lifecycle: Lifecycle,
  observed: Observed,
  name: string,
  declared: unknown,
): LiveValue {
  const asDeclared: LiveValue = { value: declared, isDrift: false };
  if (observed.notReported?.includes(name)) return asDeclared;
  const there = observed.inputs[name] ?? undefined;
  const property = lifecycle.properties[name];
  if (property === undefined) return { value: there, isDrift: there !== declared };
  // What the service fills in where a program says nothing must never replace anything.
  if (property.onChange === "replace" && isEmpty(declared)) return asDeclared;
  const isSame = (value: unknown) =>
    declared !== undefined && isEqual(remoteEqualityOf(property), value, declared);
  if (isSame(there)) return asDeclared;
  const parsed = property.schema.safeParse(there);
  const value = parsed.success ? parsed.data : there;
  return { value, isDrift: !isSame(value) };
}

/** What counts as the same on the service. */
export function remoteEqualityOf({ remoteEquality, inputEquality }: Property): Canonicalizer {
  return remoteEquality ?? inputEquality;
}

function isEmpty(declared: unknown): boolean {
  return declared !== null && typeof declared === "object" && Object.keys(declared).length === 0;
}

/**
 * The declared properties in which a program and an existing object differ.
 *
 * @param secrets the names of inputs that the program marked as secrets
 */
export function mismatches(
  lifecycle: Lifecycle,
  observed: Observed,
  inputs: Values,
  secrets: readonly string[] = [],
): string[] {
  return Object.entries(resourceInputs(inputs)).flatMap(([name, declared]) => {
    const { value, isDrift } = liveValue(lifecycle, observed, name, declared);
    if (!isDrift) return [];
    const isHidden = lifecycle.properties[name]?.secret || secrets.includes(name);
    if (isHidden) return [`${name}: differs (the values are not shown)`];
    const there = value === undefined || value === null ? "nothing" : readable(value);
    return [`${name}: the program has ${readable(declared)}, Dev Center has ${there}`];
  });
}

/** A value as a message shows it: what others have written may hold a link, and be of any length. */
function readable(value: unknown): string {
  return serviceLines(JSON.stringify(value).slice(0, 4_000), 1_000);
}
