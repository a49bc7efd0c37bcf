/** Why an attempt did not succeed, as far as it matters to the question whether to try again. */
export type Failure =
  | { readonly kind: "refused"; readonly status: number; readonly retryAfterMs?: number }
  | {
      readonly kind: "no answer";
      readonly mayHaveTakenEffect: boolean;
      /** It will be no other next time: a certificate does not become right by waiting. */
      readonly permanent?: boolean;
    };

export interface RetryQuestion {
  readonly failure: Failure;
  /** True when doing it twice is the same as doing it once: reads and edits, never a creation. */
  readonly repeatable: boolean;
  /** Attempts made so far, 1 after the first. */
  readonly attempts: number;
}

const maxAttempts = 5;
const firstWaitMs = 500;
const longestWaitMs = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds; undefined: do not try again.
 * By what the service asks for, else exponentially with full jitter.
 *
 * @param random a number in [0, 1), as Math.random gives
 */
export function retryWaitMs(question: RetryQuestion, random: number): number | undefined {
  if (question.attempts >= maxAttempts || !worthAnother(question)) return undefined;
  const { failure } = question;
  if (failure.kind === "refused" && failure.retryAfterMs !== undefined) {
    return Math.min(failure.retryAfterMs, longestWaitMs) + random * firstWaitMs;
  }
  return random * Math.min(longestWaitMs, firstWaitMs * 2 ** question.attempts);
}

function worthAnother({ failure, repeatable }: RetryQuestion): boolean {
  if (failure.kind === "no answer") {
    return failure.permanent !== true && (repeatable || !failure.mayHaveTakenEffect);
  }
  // Throttled means: not done. The 5xx are answered for things that were done, too.
  if (failure.status === 429) return true;
  return repeatable && [408, 500, 502, 503, 504].includes(failure.status);
}
