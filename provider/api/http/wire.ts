import { DateTime } from "luxon";
import { z } from "zod";
import type { ReadRows } from "./list-cache";

/** A 64-bit id: a JSON number on the wire, decimal digits here. */
export const wireId = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)], "expected an integer id")
  .transform((id) => String(id));

/** A text of the wire, which comes as a number, too. Undefined where it is nothing of the kind. */
export const wireText = z.unknown().optional().transform(textOf);

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** A flag of the wire, which comes as a text, too. */
export const wireFlag = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === "boolean") return value;
    const text = textOf(value)?.toLowerCase();
    return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : undefined;
  });

/** A list of texts; what is none of it is left out, and one that stands alone is a list of one. */
export const wireTexts = z
  .unknown()
  .optional()
  .transform((value): string[] | undefined => {
    const list = Array.isArray(value) ? value : [value];
    const texts = list.map(textOf).filter((text) => text !== undefined);
    return Array.isArray(value) || texts.length > 0 ? texts : undefined;
  });

/** An object of the wire, whatever it holds. */
export const wireObject = z
  .unknown()
  .optional()
  .transform((value): Readonly<Record<string, unknown>> | undefined =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined,
  );

/** A list whose rows are read one by one; a row that cannot be read is left out, and what is no list is an empty one. */
export function someOf<T extends z.ZodType>(row: T) {
  return z
    .unknown()
    .optional()
    .transform((value): z.output<T>[] => readRows(row, Array.isArray(value) ? value : []).readable);
}

/** A date of the wire, which without a zone is UTC; one that cannot be read counts as none. */
export const wireDate = z
  .unknown()
  .optional()
  .transform((text) => {
    const moment = typeof text === "string" ? DateTime.fromISO(text, { zone: "utc" }) : undefined;
    return moment?.isValid ? moment.toJSDate() : undefined;
  });

/** A moment of the wire, which without a zone is UTC: ISO 8601 with Z. Undefined when it cannot be read. */
export function utcMoment(text: string): string | undefined {
  const iso = DateTime.fromISO(text.trim(), { zone: "utc" });
  const moment = iso.isValid ? iso : DateTime.fromSQL(text.trim(), { zone: "utc" });
  return moment.toISO({ suppressMilliseconds: true }) ?? undefined;
}

/** The answer of calls that answer with nothing worth reading. */
export const anyAnswer = z.unknown().transform(() => undefined);

/** The envelope of the reporting API: `{ data, errors }`. */
export function reportingEnvelope<T extends z.ZodType>(data: T) {
  return z.looseObject({ data }).transform((envelope) => envelope.data as z.output<T>);
}

/** A list of which one row that cannot be read does not keep the others. */
export function rowsOf<T extends z.ZodType>(row: T) {
  return z.array(z.unknown()).transform((values) => readRows(row, values));
}

function readRows<T extends z.ZodType>(row: T, values: readonly unknown[]) {
  const readable: z.output<T>[] = [];
  const unreadable: unknown[] = [];
  for (const value of values) {
    const { success, data } = row.safeParse(value);
    if (success) readable.push(data);
    else unreadable.push(value);
  }
  return { readable, unreadable } satisfies ReadRows<z.output<T>>;
}

/**
 * Objects of the wire with the first letter of every key in lower case, all the way down: the documentation's own
 * samples write `StartTime` in one call and `startTime` in the next.
 */
export function lowerFirstLetters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirstLetters);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      lowerFirstLetters(inner),
    ]),
  );
}

/** What the reporting paths say when the whole family of endpoints is not there. */
export function notOffered({ status }: { status: number }): string | undefined {
  return status === 404 || status === 410
    ? "This account's service does not offer the driver-failure reporting API (its public pages were withdrawn in September 2019). Nothing was changed."
    : undefined;
}
