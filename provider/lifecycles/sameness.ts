import { isDeepStrictEqual } from "node:util";
import { toUtcSeconds } from "./time";

/** Maps values that mean the same to the same value. Undefined stands for "not there". */
export type Canonical = (value: unknown) => unknown;

export function same(canonical: Canonical, one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(canonical(one), canonical(other));
}

export const exactly: Canonical = (value) => value ?? undefined;

export const ignoringCase: Canonical = (value) =>
  typeof value === "string" ? value.toLowerCase() : exactly(value);

/** An id, whether it is written as a number or in digits. */
export const sameId: Canonical = (value) => (typeof value === "number" ? String(value) : ignoringCase(value));

/** For texts such as `SUM(EventCount)`, in which neither case nor blanks mean anything. */
export const ignoringCaseAndBlanks: Canonical = (value) =>
  typeof value === "string" ? value.toLowerCase().replaceAll(/\s/g, "") : exactly(value);

/** The same moment, however written. */
export const sameMoment: Canonical = (value) => toUtcSeconds(value) ?? exactly(value);

/** Not there means this value. */
export function orDefault(fallback: unknown, canonical: Canonical = exactly): Canonical {
  return (value) => canonical(value ?? fallback);
}

/** A list whose order means something. An empty one is not there. */
export function inOrder(of: Canonical): Canonical {
  return (value) => {
    if (!Array.isArray(value)) return exactly(value);
    return value.length === 0 ? undefined : value.map(of);
  };
}

/** A list whose order means nothing. */
export function inAnyOrder(of: Canonical): Canonical {
  return (value) => {
    const list = inOrder(of)(value);
    return Array.isArray(list) ? list.map((item) => JSON.stringify(item) ?? "").sort() : list;
  };
}

/** An object with known keys; any other key counts exactly. One in which nothing stands is not there. */
export function fields(known: Readonly<Record<string, Canonical>>): Canonical {
  // Own keys only: every object also knows "constructor" and "__proto__".
  return entries((key) => (Object.hasOwn(known, key) ? known[key] : undefined) ?? exactly);
}

/** An object whose keys are data, and compare without case. */
export function keyedIgnoringCase(of: Canonical): Canonical {
  return entries(() => of, ignoringCase);
}

function entries(of: (key: string) => Canonical, nameKey: Canonical = exactly): Canonical {
  return (value) => {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return exactly(value);
    const present = Object.entries(value)
      .map(([key, inner]) => [String(nameKey(key)), of(key)(inner)] as const)
      .filter(([, inner]) => inner !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return present.length === 0 ? undefined : Object.fromEntries(present);
  };
}
