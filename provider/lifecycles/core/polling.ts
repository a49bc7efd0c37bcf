import { type Unfinished, WaitTimeoutError } from "../../api/errors/wait-timeout-error";
import { monotonicMs } from "../../api/http/clock";
import type { Context } from "./lifecycle";

export const firstPauseMs = 5_000;
export const longestPauseMs = 60_000;
export const pauseGrowth = 1.5;

/** A wait for something that takes minutes to days. */
export interface Wait<T> {
  /** Looks. Gives what was waited for, or undefined; throws when it can never come. */
  readonly poll: () => Promise<T | undefined>;
  readonly timeoutMinutes: number;
  /** What is to be said when the time is up. */
  readonly whenTimeIsUp: () => Unfinished | string;
}

/**
 * Looks again and again, every 5 s at first and every minute in the end, with jitter, until the time is up.
 *
 * @throws WaitTimeoutError, and whatever `poll` throws
 */
export async function pollUntil<T>({ clock, devCenter }: Context, wait: Wait<T>): Promise<T> {
  const end = monotonicMs(clock) + wait.timeoutMinutes * 60_000;
  for (let pauseMs: number = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * pauseGrowth)) {
    const found = await devCenter.patiently(wait.poll);
    if (found !== undefined) return found;
    const leftMs = end - monotonicMs(clock);
    if (leftMs <= 0) throw new WaitTimeoutError(wait.whenTimeIsUp());
    // Many waits that began together must not go on asking together.
    await clock.wait(Math.min(leftMs, pauseMs * (0.8 + 0.4 * Math.random())));
  }
}

/** Says where something stands whenever that is not where it stood before. */
export function logChanges({ log }: Context): (news: string) => void {
  let told = "";
  return (news) => {
    if (news !== told) log(news);
    told = news;
  };
}
