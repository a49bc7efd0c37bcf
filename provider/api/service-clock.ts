import { DateTime } from "luxon";

/** The service's clock beside ours, as far as its answers have told: no machine can be trusted to be right. */
export interface ServiceClock {
  /** An answer came just now, with this `Date` header. */
  heard(date: string | undefined): void;
  /** What the service's clock shows when ours shows this. The same, as long as no answer has told. */
  at(ours: Date): Date;
}

export function createServiceClock(clock: { now(): Date }): ServiceClock {
  let aheadMs = 0;
  return {
    heard(date) {
      const theirs = DateTime.fromHTTP(date ?? "");
      if (theirs.isValid) aheadMs = theirs.toMillis() - clock.now().getTime();
    },
    at: (ours) => new Date(ours.getTime() + aheadMs),
  };
}
