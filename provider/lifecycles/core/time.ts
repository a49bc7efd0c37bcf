import { DateTime } from "luxon";

/**
 * A moment in any ISO 8601 form, as the wire wants it: `yyyy-MM-ddTHH:mm:ssZ`. A text without a zone is UTC, for so
 * the service means it. Undefined when it is no moment.
 */
export function toUtcSeconds(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const moment = DateTime.fromISO(value.trim(), { zone: "utc" });
  return moment.isValid ? moment.toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'") : undefined;
}
