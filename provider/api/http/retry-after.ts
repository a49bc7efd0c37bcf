import { DateTime } from "luxon";
import type { Clock } from "./clock";

/** Further away than anybody waits: a number to compare with, not to hand to a timer. */
const longestMs = 30 * 24 * 60 * 60_000;

/**
 * The wait that the header `Retry-After` asks for, in milliseconds: seconds, or a moment of the service's clock.
 * Undefined where there is none that can be read.
 */
export function retryAfterMs(header: string | undefined, serviceNow: Date): number | undefined {
  const text = header?.trim() ?? "";
  // Two such headers may have become one on their way: as of two, the first counts.
  const [, seconds] = /^(\d+(?:\.\d+)?)\s*(?:,|$)/.exec(text) ?? [];
  if (seconds !== undefined) return Math.min(longestMs, Number(seconds) * 1000);
  const at = DateTime.fromHTTP(/^\w+,[^,]*\w/.exec(text)?.[0] ?? text);
  if (!at.isValid) return undefined;
  return Math.min(longestMs, Math.max(0, at.toMillis() - serviceNow.getTime()));
}

/** The wait that an answer asks for, in milliseconds. A moment is one of the clock of who answers, which says its own time. */
export function askedWaitMs(headers: Headers, clock: Clock): number | undefined {
  const theirs = new Date(single(headers.date) ?? "");
  const now = Number.isNaN(theirs.getTime()) ? clock.now() : theirs;
  return retryAfterMs(single(headers["retry-after"]), now);
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
