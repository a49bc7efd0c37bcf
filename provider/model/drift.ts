import { serviceLines } from "../api/text/service-text";
import { type Canonicalizer, isEqual } from "../lifecycles/core/equality";
import type { Lifecycle, Observed, Property, Values } from "../lifecycles/core/lifecycle";
import { ownProperties } from "./reserved";

/**
 * The declared properties as they are on the service. Where the service means the same, the program's own spelling
 * stays, so that case, order, defaults and zones that it adds by itself are no drift. With nothing declared (a read
 * of what exists) everything that a program could declare is told.
 */
export function liveProperties(
  lifecycle: Lifecycle,
  observed: Observed,
  known: Values,
): Record<string, unknown> {
  const own = ownProperties(known);
  const names = Object.keys(lifecycle.properties);
  const declared = names.filter((name) => own[name] !== undefined);
  const wanted = declared.length > 0 ? declared : names;
  const live = wanted.map((name) => [name, liveValue(lifecycle, observed, name, own[name])] as const);
  return Object.fromEntries(live.filter(([, value]) => value !== undefined && value !== null));
}

function liveValue(lifecycle: Lifecycle, observed: Observed, name: string, declared: unknown): unknown {
  if (observed.notReported?.includes(name)) return declared;
  const value = observed.inputs[name] ?? undefined;
  const property = lifecycle.properties[name];
  if (property === undefined) return value;
  // What the service fills in where a program says nothing must never replace anything.
  if (property.onChange === "replace" && isEmpty(declared)) return declared;
  if (declared !== undefined && isEqual(sameThere(property), value, declared)) {
    return declared;
  }
  const readable = property.schema.safeParse(value);
  return readable.success ? readable.data : value;
}

/** What counts as the same on the service. */
export function sameThere({ remoteEquality, inputEquality }: Property): Canonicalizer {
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
  const live = liveProperties(lifecycle, observed, inputs);
  return Object.entries(ownProperties(inputs))
    .filter(([name, value]) => live[name] !== value)
    .map(([name, value]) => {
      if (lifecycle.properties[name]?.secret || secrets.includes(name))
        return `${name}: differs (the values are not shown)`;
      const there = live[name] === undefined ? "nothing" : readable(live[name]);
      return `${name}: the program has ${readable(value)}, Dev Center has ${there}`;
    });
}

/** A value as a message shows it: what others have written may hold a link, and be of any length. */
function readable(value: unknown): string {
  return serviceLines(JSON.stringify(value).slice(0, 4_000), 1_000);
}
