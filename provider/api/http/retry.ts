/** Why an attempt did not succeed, as far as it matters to the question whether to try again. */
export type AttemptFailure =
  | { readonly kind: "refused"; readonly status: number; readonly retryAfterMs?: number }
  | {
      readonly kind: "no answer";
      readonly mayHaveTakenEffect: boolean;
      /** It will be no other next time: a certificate does not become right by waiting. */
      readonly permanent?: boolean;
    };

export interface RetryDecisionInput {
  readonly failure: AttemptFailure;
  /** True when doing it twice is the same as doing it once: reads and edits, never a creation. */
  readonly idempotent: boolean;
  /** Attempts made so far, 1 after the first. */
  readonly attempts: number;
  /** How much time is left for further attempts. */
  readonly leftMs: number;
}

const maxAttempts = 5;
// A request that was throttled was not looked at, and others of the same account may be first again.
const maxThrottledAttempts = 20;
const firstWaitMs = 500;
const longestOwnWaitMs = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds; undefined: do not try again.
 * By what the service asks for, else exponentially with full jitter.
 *
 * @param random a number in [0, 1), as Math.random gives
 */
export function retryWaitMs(question: RetryDecisionInput, random: number): number | undefined {
  const { failure, attempts, leftMs } = question;
  const most = isThrottled(failure) ? maxThrottledAttempts : maxAttempts;
  if (attempts >= most || !isRetryable(question)) return undefined;
  const askedMs = failure.kind === "refused" ? failure.retryAfterMs : undefined;
  const waitMs =
    askedMs === undefined
      ? random * Math.min(longestOwnWaitMs, firstWaitMs * 2 ** attempts)
      : askedMs + random * firstWaitMs;
  // To come back earlier than the service asks would only be refused again.
  return waitMs > leftMs ? undefined : waitMs;
}

/** Whether the service refused because of the number of requests. */
export function isThrottled(failure: AttemptFailure): boolean {
  return failure.kind === "refused" && failure.status === 429;
}

function isRetryable({ failure, idempotent }: RetryDecisionInput): boolean {
  if (failure.kind === "no answer") {
    return failure.permanent !== true && (idempotent || !failure.mayHaveTakenEffect);
  }
  // Throttled means: not done. The 5xx are answered for things that were done, too.
  if (isThrottled(failure)) return true;
  return idempotent && [408, 500, 502, 503, 504].includes(failure.status);
}
