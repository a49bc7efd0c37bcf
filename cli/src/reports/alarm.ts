import { setTimeout as sleep } from "node:timers/promises";

/** A wait that somebody can cut short. */
export class Alarm {
  #isRung = false;
  #wake: () => void = () => undefined;

  /** Ends the wait that is under way, or the next one. */
  ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /**
   * Waits for so long, or until the alarm rings, or until the signal aborts.
   *
   * @param deafMs so long the alarm is not heard: whoever rings it all the time must not keep us busy
   */
  async wait(ms: number, deafMs: number, signal: AbortSignal): Promise<void> {
    const deaf = Math.min(ms, deafMs);
    await sleep(deaf, undefined, { signal }).catch(() => undefined);
    if (!this.#isRung && !signal.aborted) {
      const cut = new AbortController();
      this.#wake = () => cut.abort();
      const either = AbortSignal.any([signal, cut.signal]);
      await sleep(ms - deaf, undefined, { signal: either }).catch(() => undefined);
      this.#wake = () => undefined;
    }
    this.#isRung = false;
  }
}
