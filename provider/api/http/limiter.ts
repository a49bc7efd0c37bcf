import { AsyncLocalStorage } from "node:async_hooks";
import { type Clock, monotonicMs } from "./clock";
import { RequestRate, type ThrottleWait } from "./request-rate";

/** Lets requests through: all at once until the service throttles, or as many a minute as configured. */
export interface Limiter {
  /** Runs the request when its turn has come. */
  run<T>(request: () => Promise<T>): Promise<T>;
  /** The service refused a request because there were too many; no request is sent before the wait is over. */
  throttled(wait: ThrottleWait): void;
  /** Requests that the work makes are polls: while there are too many, they take turns with all others. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
}

type Lane = "work" | "polls";

interface Ticket {
  go(): void;
  refuse(error: unknown): void;
}

/** One for the process: each storage that was ever used takes its time from every promise that follows. */
const laneOf = new AsyncLocalStorage<Lane>();

/** One limiter serves the whole process: the service counts requests by account, not by resource. */
export function createLimiter(requestsPerMinute: number | undefined, clock: Clock): Limiter {
  const rate = new RequestRate(requestsPerMinute);
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
        const freeAt = rate.freeAt(now());
        if (freeAt > now()) {
          await clock.wait(freeAt - now());
          reached = freeAt;
        } else {
          rate.sent(now());
          next()?.go();
        }
      }
    } catch (error) {
      // The run was interrupted: no further request will be sent.
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
    throttled: (wait) => rate.throttled(wait, now()),
    patiently: (work) => laneOf.run("polls", work),
  };
}
