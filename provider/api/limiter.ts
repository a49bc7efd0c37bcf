import { AsyncLocalStorage } from "node:async_hooks";
import { type Clock, monotonicMs } from "./clock";

/** Lets requests through: all at once until the service throttles, or so many a minute as configured. */
export interface Limiter {
  /** Runs the request when its turn has come. */
  run<T>(request: () => Promise<T>): Promise<T>;
  /** The service refused a request because there were too many; nobody sends before the wait is over. */
  throttled(wait: ThrottleWait): void;
  /** Requests that the work makes are polls: while there are too many, they take turns with all others. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
}

export interface ThrottleWait {
  readonly waitMs: number;
  /** The service named the time itself, and counts anew after it. */
  readonly wasAsked: boolean;
}

type Lane = "work" | "polls";

interface Ticket {
  go(): void;
  refuse(error: unknown): void;
}

const minuteMs = 60_000;
/** One for the process: each storage that was ever used takes its time from every promise that follows. */
const laneOf = new AsyncLocalStorage<Lane>();
/** What the sister API of the same host allows in a minute: a first guess, where ours were refused before any was let through. */
const firstGuess = 20;

/** One limiter serves the whole process: the service counts requests by account, not by resource. */
export function createLimiter(requestsPerMinute: number | undefined, clock: Clock): Limiter {
  const pace = createPace(requestsPerMinute);
  const lanes: Record<Lane, Ticket[]> = { work: [], polls: [] };
  let latest: Lane = "polls";
  let isServing = false;
  // A wait that is over has moved time on, also for a clock that stands still.
  let reached = 0;
  const now = () => Math.max(reached, monotonicMs(clock));

  function next(): Ticket | undefined {
    latest = latest === "work" ? "polls" : "work";
    if (lanes[latest].length === 0) latest = latest === "work" ? "polls" : "work";
    return lanes[latest].shift();
  }

  async function serve(): Promise<void> {
    if (isServing) return;
    isServing = true;
    try {
      while (lanes.work.length + lanes.polls.length > 0) {
        const freeAt = pace.freeAt(now());
        if (freeAt > now()) {
          await clock.wait(freeAt - now());
          reached = freeAt;
        } else {
          pace.sent(now());
          next()?.go();
        }
      }
    } catch (error) {
      // The run was interrupted: nobody's turn will come.
      for (const lane of Object.values(lanes)) for (const ticket of lane.splice(0)) ticket.refuse(error);
    } finally {
      isServing = false;
    }
  }

  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        lanes[laneOf.getStore() ?? "work"].push({
          go: () => void request().then(resolve, reject),
          refuse: reject,
        });
        void serve();
      }),
    throttled: (wait) => pace.throttled(wait, now()),
    patiently: (work) => laneOf.run("polls", work),
  };
}

/**
 * How many requests go out in a minute. Where nothing is configured, the number is what the service let through in the
 * minute before it throttled, but never less than half of what it was; it grows again with every quiet minute, faster each
 * time. Times are those of the clock.
 */
function createPace(configured: number | undefined) {
  let perMinute = configured;
  let grownAt = 0;
  let growth = 1;
  /** Below which no refusal of the same moment brings us: others may have used up what the account has. */
  let least = firstGuess;
  let heldUntil = 0;
  let countsAnew = false;
  /** When the requests of the last minute went out, but for those that were refused. */
  let sent: number[] = [];

  function forgetOld(now: number): void {
    if (countsAnew && now >= heldUntil) {
      sent = [];
      countsAnew = false;
    }
    const first = sent.findIndex((at) => at > now - minuteMs);
    sent.splice(0, first === -1 ? sent.length : first);
  }

  function grow(now: number): void {
    if (configured !== undefined || perMinute === undefined || now - grownAt < minuteMs) return;
    perMinute += growth;
    growth *= 2;
    grownAt = now;
  }

  return {
    /** When the next request may go out; now or earlier: at once. */
    freeAt(now: number): number {
      if (now < heldUntil) return heldUntil;
      forgetOld(now);
      grow(now);
      if (perMinute === undefined || sent.length < perMinute) return now;
      return (sent.at(-Math.floor(perMinute)) ?? now) + minuteMs;
    },
    sent: (now: number) => void sent.push(now),
    throttled({ waitMs, wasAsked }: ThrottleWait, now: number): void {
      forgetOld(now);
      sent.pop();
      if (configured === undefined) {
        if (now >= heldUntil && perMinute !== undefined) least = Math.max(1, Math.floor(perMinute / 2));
        perMinute = Math.max(least, sent.length);
        growth = 1;
      }
      const until = now + waitMs;
      if (until >= heldUntil) countsAnew = wasAsked;
      heldUntil = Math.max(heldUntil, until);
      grownAt = heldUntil;
    },
  };
}
