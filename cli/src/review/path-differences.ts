import { isDeepStrictEqual } from "node:util";
import { hidden, notKnownYet } from "pulumi-devcenter/internal/lifecycles";

/** One place in which two values differ. */
export interface PathDifference {
  /** As Pulumi writes it: `condition.and[0].operator`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Every place in which two values differ, as deep as both go. */
export function differencesBetween(before: unknown, after: unknown, path = ""): PathDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [one, other] = [childrenOf(before), childrenOf(after)];
  if (one === undefined || other === undefined || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before, after }];
  }
  const isList = Array.isArray(after);
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const step = isList ? `[${name}]` : stepText(name, path);
    return differencesBetween(one.get(name), other.get(name), path + step);
  });
}

function childrenOf(value: unknown): Map<string, unknown> | undefined {
  return value !== null && typeof value === "object" ? new Map(Object.entries(value)) : undefined;
}

function stepText(name: string, path: string): string {
  if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
  return path === "" ? name : `.${name}`;
}

/** A value as a reviewer reads it. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  return JSON.stringify(value, (_, inner: unknown) => markText(inner) ?? inner) ?? String(value);
}

/** The replacement of a value that cannot be shown; undefined: it can. */
export function markText(value: unknown): string | undefined {
  if (value === notKnownYet) return "known only in up";
  return value === hidden ? "a secret" : undefined;
}
