import { setMaxListeners } from "node:events";
import { type Clock, stoppable } from "../api/http/clock";

/** What a second ^C leaves time for: waits end at once, transfers stop, and what is half made is reported. */
export interface Interruption {
  readonly signal: AbortSignal;
  interrupt(): void;
  /** A clock whose waits end with an error when the run is interrupted. */
  readonly clock: Clock;
}

export function createInterruption(clock: Clock): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  // Each request and each wait listens, and there are as many as the engine runs at a time.
  setMaxListeners(0, signal);
  return {
    signal,
    interrupt: () => controller.abort(new Error("The run was interrupted.")),
    clock: stoppable(clock, signal),
  };
}
