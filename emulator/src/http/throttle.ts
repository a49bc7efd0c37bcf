import type { Clock } from "../clock";
import { gatewayRefusal } from "./refusals";

/** How many requests the API accepts before it responds with 429. */
export interface ThrottleLimit {
  /** Requests in any 60 seconds of the clock. */
  requestsPerMinute: number;
  /** Whether the refusal carries Retry-After besides the seconds in its message. Default true. */
  retryAfter?: boolean;
}

/** Counts requests and refuses those beyond the limit. */
export class Throttle {
  #limit: ThrottleLimit | undefined;
  #taken: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly initial: ThrottleLimit | undefined,
  ) {
    this.#limit = initial;
  }

  /** Sets another limit, or none. */
  set(limit: ThrottleLimit | undefined): void {
    if (limit && !(limit.requestsPerMinute >= 1)) {
      throw new RangeError("requestsPerMinute must be 1 at least");
    }
    this.#limit = limit;
    this.#taken = [];
  }

  /** Back to the limit that the emulator started with. */
  reset(): void {
    this.set(this.initial);
  }

  /** Counts a request. Throws the gateway's refusal when it is over the limit. */
  take(): void {
    if (!this.#limit) return;
    const { requestsPerMinute, retryAfter = true } = this.#limit;
    const now = this.clock.now().getTime();
    this.#taken = this.#taken.filter((at) => at > now - 60_000);
    const oldest = this.#taken[this.#taken.length - requestsPerMinute];
    if (oldest !== undefined) {
      const seconds = Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
      const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
      throw gatewayRefusal(429, message, retryAfter ? { "retry-after": String(seconds) } : {});
    }
    this.#taken.push(now);
  }
}
