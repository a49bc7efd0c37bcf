import { setTimeout as sleep } from "node:timers/promises";

/** Time, as everything that waits sees it: passed in, so that no test has to sleep. */
export interface Clock {
  now(): Date;
  /** @param signal ends the wait with the signal's reason; a clock may leave that to {@link stoppable} */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds of a clock that is never set, for durations. Default: those of `now`. */
  monotonicMs?(): number;
}

/** What a timer of Node can wait at once; it takes a longer wait for none. */
const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  async wait(ms, signal) {
    for (let leftMs = ms; leftMs > 0; leftMs -= longestTimerMs) {
      await sleep(Math.min(leftMs, longestTimerMs), undefined, { signal });
    }
  },
  monotonicMs: () => performance.now(),
};

/** For durations: the wall clock can be set while something is measured. */
export function monotonicMs(clock: Clock): number {
  return clock.monotonicMs?.() ?? clock.now().getTime();
}

/** A clock whose waits end with the signal's reason when it aborts. */
export function stoppable(clock: Clock, signal: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    monotonicMs: () => monotonicMs(clock),
    async wait(ms) {
      signal.throwIfAborted();
      let stop: (() => void) | undefined;
      const stopped = new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason);
        signal.addEventListener("abort", stop);
      });
      try {
        await Promise.race([clock.wait(ms, signal), stopped]);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        if (stop) signal.removeEventListener("abort", stop);
      }
    },
  };
}
