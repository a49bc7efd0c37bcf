import { monotonicMs, stoppable } from "./clock";
import { defaultRetryTimeoutMs, type RequestPolicy } from "./request-policy";
import { type AttemptFailure, isThrottled, retryWaitMs } from "./retry";

/** How one attempt ended. */
export type Outcome<T> =
  | { readonly answered: T }
  /** Something was renewed, such as a token: try again at once. The attempt itself limits how often. */
  | { readonly again: true }
  | {
      readonly error: Error;
      readonly failure: AttemptFailure;
      /** So much was achieved that it counts as a first attempt: `some` for the number, `much` for the time as well. */
      readonly progress?: "some" | "much" | undefined;
    };

/** What is to be tried until it succeeds, and how. */
export interface Work<T> {
  /** Who answers, for the person who waits: "Dev Center". */
  readonly peer: string;
  /** Doing it twice is the same as doing it once. Default true. */
  readonly idempotent?: boolean;
  readonly attempt: () => Promise<Outcome<T>>;
  /** Gives an attempt its turn; the time until then does not count. */
  readonly inTurn?: <U>(attempt: () => Promise<U>) => Promise<U>;
  /** Takes note of a wait that concerns all requests; they are held back then, the next attempt of this one too. */
  readonly throttled?: (wait: { readonly waitMs: number; readonly wasAsked: boolean }) => void;
}

type RetryPolicy = Omit<RequestPolicy, "network">;

/** A shorter wait is over before anybody has read why. */
const worthSayingMs = 10_000;

/**
 * The one loop of this package that sends anything again: attempts and time are bounded, `Retry-After` is obeyed where
 * the time allows it, and every wait ends by the signal.
 *
 * @throws the error of the last attempt, or the signal's reason
 */
export async function retrying<T>(policy: RetryPolicy, work: Work<T>): Promise<T> {
  const { clock, signal, retryTimeoutMs = defaultRetryTimeoutMs, random = Math.random } = policy;
  const { idempotent = true, inTurn = (attempt) => attempt() } = work;
  let leftMs = retryTimeoutMs;
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const outcome = await inTurn(async () => {
      const startMs = monotonicMs(clock);
      const ended = await work.attempt();
      leftMs -= monotonicMs(clock) - startMs;
      return ended;
    });
    if ("answered" in outcome) return outcome.answered;
    if ("again" in outcome) continue;
    const { failure, progress } = outcome;
    if (progress !== undefined) attempts = 1;
    if (progress === "much") leftMs = retryTimeoutMs;
    const waitMs = retryWaitMs({ failure, idempotent: idempotent, attempts, leftMs }, random());
    if (waitMs === undefined) throw outcome.error;
    leftMs -= waitMs;
    sayWait(policy, work.peer, failure, waitMs);
    // Throttling concerns the account, so everybody waits; a broken connection concerns this call alone.
    if (isThrottled(failure) && work.throttled) work.throttled({ waitMs, wasAsked: wasAsked(failure) });
    else await (signal === undefined ? clock : stoppable(clock, signal)).wait(waitMs);
  }
}

function wasAsked(failure: AttemptFailure): boolean {
  return failure.kind === "refused" && failure.retryAfterMs !== undefined;
}

function sayWait({ say }: RetryPolicy, peer: string, failure: AttemptFailure, waitMs: number): void {
  if (waitMs < worthSayingMs) return;
  const why = wasAsked(failure) ? "asks for a pause" : "did not answer as it should";
  say?.(`${peer} ${why}: the next attempt is in ${Math.ceil(waitMs / 1000)} s.`);
}
