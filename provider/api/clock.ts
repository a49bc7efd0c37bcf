import { setTimeout as sleep } from "node:timers/promises";

/** Time, as everything that waits sees it: passed in, so that no test has to sleep. */
export interface Clock {
  now(): Date;
  wait(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms) => sleep(ms),
};
