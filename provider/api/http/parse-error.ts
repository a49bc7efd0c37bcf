import type { ErrorResponse } from "../errors/api-error";
import { wordsOf } from "./error-words";
import { retryAfterMs } from "./retry-after";

/** Of a longer body no more than its beginning is worth the time. */
const longest = 1024 ** 2;

/** Reads any body that a service, or a gateway before it, may refuse with. No shape loses its words. */
export function parseErrorResponse(
  status: number,
  retryAfter: string | undefined,
  body: string,
  now: Date,
): ErrorResponse {
  const { code, reason, targets, supportIds } = wordsOf(body.slice(0, longest));
  const askedMs = askedWait(retryAfter, reason, now);
  return {
    status,
    ...(code === undefined ? {} : { code }),
    reason,
    targets,
    ...(supportIds.length === 0 ? {} : { supportIds }),
    ...(askedMs === undefined ? {} : { retryAfterMs: askedMs }),
  };
}

/** The wait that the service asks for: by header, else by the seconds in its message. */
function askedWait(header: string | undefined, reason: string | undefined, now: Date): number | undefined {
  const inMessage = /try again in (\d+) second/i.exec(reason ?? "")?.[1];
  return retryAfterMs(header, now) ?? retryAfterMs(inMessage, now);
}
