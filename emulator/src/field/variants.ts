import { isJsonObject, type JsonObject } from "../http/json";

/** Picks one of the forms in which the field has a value: always the same one for the same key. */
export interface Variants {
  /** One of these. */
  pick<T>(...options: readonly T[]): T;
  /** A text in one case or another; anything else as it is. */
  anyCase(value: unknown): unknown;
  /** A list in one order or another. An empty one may be null. */
  list(value: unknown, of?: (item: unknown) => unknown): unknown;
  /** A number, or the text of its digits. */
  digits(value: unknown): unknown;
  /** With an undocumented property, or without. */
  withUnknownProperty(value: JsonObject): JsonObject;
  /** With each missing property as its default, as null, or left out. */
  withDefaults(value: JsonObject, defaults: Readonly<Record<string, unknown>>): JsonObject;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Numbers below a limit, drawn from a seed (mulberry32). */
function drawnFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** @param key names the value, such as the path of a response and the id of an object in it */
export function variantsFor(key: string): Variants {
  const draw = drawnFrom(hashOf(key));
  const pick = <T>(...options: readonly T[]) => options[draw(options.length)] as T;
  const addedLater = () => pick<unknown>(null, 0, "", [1], { since: "2027" });
  return {
    pick,
    anyCase: (value) =>
      typeof value === "string"
        ? pick(
            value,
            value.toUpperCase(),
            value.toLowerCase(),
            value.charAt(0).toUpperCase() + value.slice(1),
          )
        : value,
    list(value, of = (item) => item) {
      if (!Array.isArray(value) || value.length === 0) return pick<unknown>(value, null);
      const written = value.map(of);
      return pick(written, [...written].reverse());
    },
    digits: (value) => (value === undefined || value === null ? value : pick<unknown>(value, String(value))),
    withUnknownProperty: (value) =>
      pick<JsonObject>(value, { ...value, addedLater: addedLater() }, { addedLater: addedLater(), ...value }),
    withDefaults(value, defaults) {
      const missing = Object.keys(defaults).filter(
        (name) => value[name] === undefined || value[name] === null,
      );
      const written = missing.map((name) => [name, pick<unknown>(undefined, null, defaults[name])]);
      return { ...value, ...Object.fromEntries(written) };
    },
  };
}

/** An object with some of its properties in another form: those that it has, because a row of a list may lack one. */
export function rewritten(
  value: JsonObject,
  writers: Readonly<Record<string, (item: unknown) => unknown>>,
): JsonObject {
  const present = Object.entries(writers).filter(([name]) => value[name] !== undefined);
  return { ...value, ...Object.fromEntries(present.map(([name, write]) => [name, write(value[name])])) };
}

/** The object itself; an empty one for anything else. */
export function orEmpty(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
