import type { Dispatcher } from "undici";
import type { Clock } from "./clock";

/** How every request of a process is sent: one pool, one clock, the same limits for all. */
export interface RequestPolicy {
  readonly network: Dispatcher;
  readonly clock: Clock;
  /** How long one request may take, its answer included. Default 100,000. */
  readonly requestTimeoutMs?: number;
  /** How long one piece of work may go on repeating requests, pauses included. Default 600,000. */
  readonly retryTimeoutMs?: number;
  /** Links of the service lead over TLS only, as its endpoint does. Default false. */
  readonly refusesPlainLinks?: boolean;
  /** Takes note of the `Date` of who signs us in. */
  readonly heardAtSignIn?: ((date: string | undefined, age?: string) => void) | undefined;
  /** Ends requests and waits. */
  readonly signal?: AbortSignal | undefined;
  /** Tells the person at the terminal why nothing happens. */
  readonly say?: ((message: string) => void) | undefined;
  /** A number in [0, 1), as Math.random gives. */
  readonly random?: () => number;
}

export const defaultRequestTimeoutMs = 100_000;
export const defaultRetryTimeoutMs = 600_000;
