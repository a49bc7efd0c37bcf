import { setTimeout as sleep } from "node:timers/promises";

/** A wait that can be cut short. */
export class WakeSignal {
  #isWoken = false;
  #interrupt: () => void = () => undefined;

  /** Ends the wait that is under way, or the next one. */
  wake(): void {
    this.#isWoken = true;
    this.#interrupt();
  }

  /**
   * Waits until the time is over, `wake` is called, or the signal aborts.
   *
   * @param minPauseMs the shortest wait: repeated calls of `wake` must not keep us busy
   */
  async wait(ms: number, minPauseMs: number, signal: AbortSignal): Promise<void> {
    const pause = Math.min(ms, minPauseMs);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    if (!this.#isWoken && !signal.aborted) {
      const cut = new AbortController();
      this.#interrupt = () => cut.abort();
      const either = AbortSignal.any([signal, cut.signal]);
      await sleep(ms - pause, undefined, { signal: either }).catch(() => undefined);
      this.#interrupt = () => undefined;
    }
    this.#isWoken = false;
  }
}
