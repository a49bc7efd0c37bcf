/** Picks one of these, at random. */
export type Pick = <T>(...options: readonly T[]) => T;

export type Wire = Record<string, unknown>;

export type FieldWords = ReturnType<typeof fieldWords>;

/** The ways in which the service may write one value: each picks one of them. */
export function fieldWords(pick: Pick) {
  const anyCase = (text: string) =>
    pick(text, text.toUpperCase(), text.toLowerCase(), text.charAt(0).toUpperCase() + text.slice(1));
  const anyOrder = (list: readonly unknown[]) => pick([...list], [...list].reverse());
  const stranger = (value: Wire): Wire =>
    pick(
      value,
      { ...value, addedLater: pick<unknown>(null, 0, "x", [1], { a: true }) },
      { addedLater: "", ...value },
    );
  return {
    pick,
    anyCase,
    anyOrder,
    /** With a property that nobody knows, or without. */
    stranger,
    asIs: (value: unknown) => value,
    /** What is declared, or one of the ways to write that nothing is. */
    or: (value: unknown, written: (value: never) => unknown, ...nothing: unknown[]) =>
      isThere(value) ? written(value as never) : pick<unknown>(undefined, null, ...nothing),
    /** A list in any order and, where nothing is in it, perhaps null. */
    list: (values: readonly unknown[], of: (value: never) => unknown = (value) => value) =>
      values.length === 0 ? pick<unknown>([], null) : anyOrder(values.map((value) => of(value as never))),
    digits: (value: unknown) => pick<unknown>(value, String(value)),
    moment(text: string) {
      const iso = new Date(text).toISOString();
      return pick(iso, iso.replace("Z", "+00:00"), iso.replace(".000Z", "Z"), iso.replace(".000Z", ""));
    },
    /** With what else an object of these names has, empty in one of the ways that the service has for it. */
    filled(names: string, value: Wire | undefined): Wire {
      const rest = names.split(" ").filter((name) => !isThere(value?.[name]));
      const empty = rest.map((name) => [name, pick<unknown>(undefined, null, emptyOf(name))]);
      return stranger({ ...value, ...Object.fromEntries(empty) });
    },
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function emptyOf(name: string): unknown {
  if (name === "affectedOems") return [];
  if (/^(is|used|has|supports[SD]|publishTo)/.test(name)) return false;
  return name.startsWith("max") ? 0 : "";
}
