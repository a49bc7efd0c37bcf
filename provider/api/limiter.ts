import PQueue from "p-queue";

/** Lets requests through: all at once until the service throttles, or so many a minute as configured. */
export interface Limiter {
  /** Runs the request when its turn has come. */
  run<T>(request: () => Promise<T>): Promise<T>;
  /** Holds every request of the process back for so long, because the service said so. */
  hold(ms: number): void;
}

/** One limiter serves the whole process: the service counts requests by account, not by resource. */
export function createLimiter(requestsPerMinute: number | undefined): Limiter {
  const queue = new PQueue(
    requestsPerMinute === undefined ? {} : { interval: 60_000, intervalCap: requestsPerMinute, strict: true },
  );
  let heldUntil = 0;
  let release: NodeJS.Timeout | undefined;
  return {
    run: (request) => queue.add(request),
    hold(ms) {
      const until = Date.now() + ms;
      if (until <= heldUntil) return;
      heldUntil = until;
      queue.pause();
      clearTimeout(release);
      release = setTimeout(() => queue.start(), ms);
    },
  };
}
