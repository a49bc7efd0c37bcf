/** The time of a local Dev Center. Tests move it; nothing in the emulator reads any other. */
export interface Clock {
  /** The present, as an instant. */
  now(): Date;
  /** Moves the present forward by this many milliseconds (backward when negative). */
  advance(ms: number): void;
  /** Moves the present to an instant, written as ISO 8601. Throws a RangeError when it is none. */
  set(iso: string): void;
  /** Calls a listener each time that `advance`, `set` or `reset` has moved the present. */
  onMove(listener: () => void): void;
  /** Goes back to the time and speed the clock started with. */
  reset(): void;
  /**
   * How long something a client holds may live. Tokens and links count in the client's own time, so their
   * documented life is stretched by the speed of the clock: a 60-minute token stays usable at 3600x.
   */
  lifetime(ms: number): number;
}

/** How a clock starts. */
export interface ClockOptions {
  /** The instant to start at, ISO 8601. Default: the real present. */
  start?: string;
  /** Emulated seconds in one real second. Default 1; 0: it moves only when advanced. */
  speed?: number;
}

function instantOf(iso: string): number {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) {
    throw new RangeError(`"${iso}" is not an instant; write it as 2026-01-31T12:00:00Z`);
  }
  return ms;
}

/** A clock that runs from `start` at `speed`. Throws a RangeError for a start or a speed that is none. */
export function createClock({ start, speed = 1 }: ClockOptions = {}): Clock {
  if (!Number.isFinite(speed) || speed < 0) {
    throw new RangeError(`the speed of the clock must be a number of 0 or more, not ${speed}`);
  }
  const first = start === undefined ? undefined : instantOf(start);
  let origin = performance.now();
  let present = first ?? Date.now();
  const now = () => present + (performance.now() - origin) * speed;
  const listeners: (() => void)[] = [];
  const moveTo = (ms: number) => {
    present = ms;
    origin = performance.now();
    for (const listener of listeners) listener();
  };
  return {
    now: () => new Date(now()),
    advance: (ms) => moveTo(now() + ms),
    set: (iso) => moveTo(instantOf(iso)),
    onMove: (listener) => {
      listeners.push(listener);
    },
    reset: () => moveTo(first ?? Date.now()),
    lifetime: (ms) => ms * Math.max(1, speed),
  };
}
