import { DateTime } from "luxon";

/** Further away than anybody waits: a number to compare with, not to hand to a timer. */
const longestMs = 30 * 24 * 60 * 60_000;

/**
 * The wait that the header `Retry-After` asks for, in milliseconds: seconds, or a moment of the service's clock.
 * Undefined where there is none that can be read.
 */
export function retryAfterMs(header: string | undefined, serviceNow: Date): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(longestMs, Number(text) * 1000);
  const at = DateTime.fromHTTP(text);
  if (!at.isValid) return undefined;
  return Math.min(longestMs, Math.max(0, at.toMillis() - serviceNow.getTime()));
}
