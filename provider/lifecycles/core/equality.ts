import { isDeepStrictEqual } from "node:util";
import { toUtcSeconds } from "./time";

/** Maps values that mean the same to the same value. Undefined stands for "not there". */
export type Canonicalizer = (value: unknown) => unknown;

export function isEqual(canonical: Canonicalizer, one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(canonical(one), canonical(other));
}

export const strict: Canonicalizer = (value) => value ?? undefined;

/** A text, or its digits written as a number. An empty one is not there. */
export const asText: Canonicalizer = (value) => {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  return value === "" ? undefined : strict(value);
};

export const ignoringCase: Canonicalizer = (value) => {
  const text = asText(value);
  return typeof text === "string" ? text.toLowerCase() : text;
};

/** For texts such as `SUM(EventCount)`, in which neither case nor blanks mean anything. */
export const ignoringCaseAndBlanks: Canonicalizer = (value) => {
  const text = ignoringCase(value);
  return typeof text === "string" ? text.replaceAll(/\s/g, "") : text;
};

/**
 * Texts at any depth as a service may keep them: composed characters, single blanks and none around, an address in its
 * usual form. For what is looked for, not for drift.
 */
export const asKept: Canonicalizer = (value) => {
  if (typeof value === "string") return keptText(value);
  if (Array.isArray(value)) return value.map(asKept);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asKept(inner)]));
};

function keptText(given: string): string {
  const text = given.normalize("NFC").trim().replaceAll(/\s+/g, " ");
  return /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).href : text;
}

/** The same moment, however written. */
export const sameMoment: Canonicalizer = (value) => toUtcSeconds(value) ?? asText(value);

/** A number, or the text of its digits. */
export const asNumber: Canonicalizer = (value) => {
  const text = asText(value);
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text;
};

/** This value, and nothing at all, are one and the same. */
export function orDefault(fallback: unknown, canonical: Canonicalizer = strict): Canonicalizer {
  return (value) => (isEqual(canonical, value, fallback) ? undefined : canonical(value));
}

/** A list whose order means something. An empty one is not there. */
export function inOrder(of: Canonicalizer): Canonicalizer {
  return (value) => {
    if (!Array.isArray(value)) return strict(value);
    return value.length === 0 ? undefined : value.map(of);
  };
}

/** A list whose order means nothing. */
export function inAnyOrder(of: Canonicalizer): Canonicalizer {
  return (value) => {
    const list = inOrder(of)(value);
    return Array.isArray(list) ? list.map((item) => JSON.stringify(item) ?? "").sort() : list;
  };
}

/**
 * An object with known keys. Any other key says nothing: no program can declare it, so the service has added it. An
 * object in which nothing stands but defaults is not there.
 */
export function fields(known: Readonly<Record<string, Canonicalizer>>): Canonicalizer {
  return (value) => {
    if (!isObject(value)) return strict(value);
    return unlessEmpty(Object.entries(known).map(([key, of]) => [key, of(value[key])]));
  };
}

/** An object whose keys are data, and compare without case. */
export function keyedIgnoringCase(of: Canonicalizer): Canonicalizer {
  return (value) => {
    if (!isObject(value)) return strict(value);
    return unlessEmpty(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), of(inner)]));
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function unlessEmpty(entries: readonly (readonly [string, unknown])[]): unknown {
  const present = entries.filter(([, inner]) => inner !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}
