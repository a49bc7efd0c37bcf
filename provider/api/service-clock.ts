import { DateTime } from "luxon";
import { type Clock, monotonicMs } from "./clock";

/** The service's clock beside ours, as far as its answers have told: no machine can be trusted to be right. */
export interface ServiceClock {
  /** An answer came just now, with this `Date` header. */
  heard(date: string | undefined): void;
  /** What the service's clock shows now, however ours is set meanwhile. Undefined, as long as no answer has told. */
  now(): Date | undefined;
  /** What the service's clock shows when ours shows this. The same, as long as no answer has told. */
  at(ours: Date): Date;
}

export function createServiceClock(clock: Clock): ServiceClock {
  let heard: { readonly theirsMs: number; readonly atMs: number } | undefined;
  const nowMs = () => heard && heard.theirsMs + monotonicMs(clock) - heard.atMs;
  return {
    heard(date) {
      const theirs = DateTime.fromHTTP(date ?? "");
      if (theirs.isValid) heard = { theirsMs: theirs.toMillis(), atMs: monotonicMs(clock) };
    },
    now() {
      const ms = nowMs();
      return ms === undefined ? undefined : new Date(ms);
    },
    at(ours) {
      const aheadMs = (nowMs() ?? clock.now().getTime()) - clock.now().getTime();
      return new Date(ours.getTime() + aheadMs);
    },
  };
}
