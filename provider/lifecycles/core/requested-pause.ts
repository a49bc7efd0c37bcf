import { ApiError } from "../../api/errors/api-error";
import type { Context } from "./lifecycle";

/** A shorter wait is over before anybody has read why. */
const worthSayingMs = 10_000;

/**
 * Waits as long as a refusal asks for, before the service is asked what has become of a request that was not simply to be
 * sent again.
 *
 * @returns whether it asked for a pause
 * @throws the refusal, where it asks for more than requests are repeated for (`devcenter:retryTimeoutSeconds`)
 */
export async function pauseIfAsked(
  { clock, log, devCenter }: Pick<Context, "clock" | "log" | "devCenter">,
  refusal: unknown,
): Promise<boolean> {
  const askedMs = refusal instanceof ApiError ? (refusal.retryAfterMs ?? 0) : 0;
  if (askedMs > devCenter.retryTimeoutMs) throw refusal;
  if (askedMs >= worthSayingMs) {
    log(`Dev Center asks for a pause: the next attempt is in ${Math.ceil(askedMs / 1000)} s.`);
  }
  if (askedMs > 0) await clock.wait(askedMs);
  return askedMs > 0;
}
