import type { Clock } from "../clock";

/** Default minutes from a commit to the end of the last step. */
export const defaultMinutes = 25;

const minuteMs = 60_000;

/** How fast workflows run. Everything that takes minutes, hours or days after a request follows it. */
export class WorkflowSpeed {
  #workflowMinutes: number;

  constructor(
    private readonly clock: Clock,
    private readonly initial = defaultMinutes,
  ) {
    this.#workflowMinutes = this.#checked(initial);
  }

  /** Minutes of the clock from a commit to the end of the last step. */
  get workflowMinutes(): number {
    return this.#workflowMinutes;
  }

  /** Sets them; all other waits change by the same factor. 0: all is done at the next look. Throws a RangeError for a negative number. */
  set(workflowMinutes: number): void {
    this.#workflowMinutes = this.#checked(workflowMinutes);
  }

  /** Goes back to the speed that the emulator started with. */
  reset(): void {
    this.#workflowMinutes = this.initial;
  }

  /** Minutes since an instant (ISO 8601) at the default speed. */
  minutesSince(instant: string): number {
    if (this.#workflowMinutes === 0) return Number.POSITIVE_INFINITY;
    const minutes = (this.clock.now().getTime() - Date.parse(instant)) / minuteMs;
    return (minutes * defaultMinutes) / this.#workflowMinutes;
  }

  #checked(minutes: number): number {
    if (!Number.isFinite(minutes) || minutes < 0) {
      throw new RangeError(`workflowMinutes must be a number of 0 or more, not ${minutes}`);
    }
    return minutes;
  }
}
