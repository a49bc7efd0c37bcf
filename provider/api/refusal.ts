import { DateTime } from "luxon";
import type { Refusal } from "./errors/api-error";
import { wordsOf } from "./refusal-words";

/** Reads any body that a service, or a gateway before it, may refuse with. No shape loses its words. */
export function readRefusal(
  status: number,
  retryAfter: string | undefined,
  body: string,
  now: Date,
): Refusal {
  const { code, reason, targets, supportIds } = wordsOf(body);
  const retryAfterMs = askedWait(retryAfter, reason, now);
  return {
    status,
    ...(code === undefined ? {} : { code }),
    reason,
    targets,
    ...(supportIds.length === 0 ? {} : { supportIds }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The wait that the service asks for: by header (seconds or date), else by the seconds in its message. */
function askedWait(header: string | undefined, reason: string | undefined, now: Date): number | undefined {
  if (header !== undefined) {
    const seconds = Number(header);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    const at = DateTime.fromHTTP(header);
    if (at.isValid) return Math.max(0, at.toMillis() - now.getTime());
  }
  const inMessage = /try again in (\d+) second/i.exec(reason ?? "")?.[1];
  return inMessage === undefined ? undefined : Number(inMessage) * 1000;
}
