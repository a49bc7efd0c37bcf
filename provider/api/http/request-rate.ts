const minuteMs = 60_000;
/** What the sister API of the same host allows in a minute: a first guess, where ours were refused before any was let through. */
const firstGuess = 20;

export interface ThrottleWait {
  readonly waitMs: number;
  /** The service named the time itself, and starts a new count after it. */
  readonly wasAsked: boolean;
}

/**
 * How many requests go out in a minute. Where nothing is configured, the number is what the service let through in the
 * minute before it throttled, but never less than half of what it was; it grows again with every quiet minute, faster each
 * time. Times are those of the clock.
 */
export class RequestRate {
  #perMinute: number | undefined;
  #lastIncreaseAt = 0;
  #growth = 1;
  /** Lower bound while several 429s of one burst arrive: others may have used up what the account has. */
  #floor = firstGuess;
  #heldUntil = 0;
  #resetsAfterHold = false;
  /** When the requests of the last minute went out, but for those that were refused. */
  #sent: number[] = [];

  constructor(private readonly configured: number | undefined) {
    this.#perMinute = configured;
  }

  /** When the next request may go out; now or earlier: at once. */
  freeAt(now: number): number {
    if (now < this.#heldUntil) return this.#heldUntil;
    this.#forgetOld(now);
    this.#grow(now);
    if (this.#perMinute === undefined || this.#sent.length < this.#perMinute) return now;
    return (this.#sent.at(-Math.floor(this.#perMinute)) ?? now) + minuteMs;
  }

  sent(now: number): void {
    this.#sent.push(now);
  }

  throttled({ waitMs, wasAsked }: ThrottleWait, now: number): void {
    this.#forgetOld(now);
    this.#sent.pop();
    if (this.configured === undefined) {
      if (now >= this.#heldUntil && this.#perMinute !== undefined) {
        this.#floor = Math.max(1, Math.floor(this.#perMinute / 2));
      }
      this.#perMinute = Math.max(this.#floor, this.#sent.length);
      this.#growth = 1;
    }
    const until = now + waitMs;
    if (until >= this.#heldUntil) this.#resetsAfterHold = wasAsked;
    this.#heldUntil = Math.max(this.#heldUntil, until);
    this.#lastIncreaseAt = this.#heldUntil;
  }

  #forgetOld(now: number): void {
    if (this.#resetsAfterHold && now >= this.#heldUntil) {
      this.#sent = [];
      this.#resetsAfterHold = false;
    }
    const first = this.#sent.findIndex((at) => at > now - minuteMs);
    this.#sent.splice(0, first === -1 ? this.#sent.length : first);
  }

  #grow(now: number): void {
    const isQuiet = now - this.#lastIncreaseAt >= minuteMs;
    if (this.configured !== undefined || this.#perMinute === undefined || !isQuiet) return;
    this.#perMinute += this.#growth;
    this.#growth *= 2;
    this.#lastIncreaseAt = now;
  }
}
