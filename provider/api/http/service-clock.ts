import { DateTime } from "luxon";
import { type Clock, monotonicMs } from "./clock";

/** The service's clock beside ours, as far as answers have told: no machine can be trusted to be right. */
export interface ServiceClock {
  /** An answer of the service came just now, with this `Date` header, and this `Age` where it is a kept copy. */
  heard(date: string | undefined, age?: string): void;
  /** The same of who signs us in. It counts as long as the service itself has not told. */
  heardAtSignIn(date: string | undefined, age?: string): void;
  /** What the service's clock shows now, however ours is set meanwhile. Undefined, as long as no answer has told. */
  now(): Date | undefined;
  /** What the service's clock shows when ours shows this. The same, as long as no answer has told. */
  at(ours: Date): Date;
  /** What both show now, as far as their answers have told. */
  both(): HeardTimes;
  /** What the service's clock shows when that of who signs us in shows this. The same, as long as not both have told. */
  atSignIn(theirs: Date): Date;
}

/** One moment by the clocks of others. */
export interface HeardTimes {
  readonly service: Date | undefined;
  readonly signIn: Date | undefined;
}

interface Heard {
  readonly theirsMs: number;
  readonly atMs: number;
}

export function createServiceClock(clock: Clock): ServiceClock {
  let service: Heard | undefined;
  let signIn: Heard | undefined;
  const shownBy = ({ theirsMs, atMs }: Heard) => theirsMs + monotonicMs(clock) - atMs;
  const dateBy = (heard: Heard | undefined) => heard && new Date(shownBy(heard));
  const now = () => dateBy(service ?? signIn);
  const read = (date: string | undefined, age = ""): Heard | undefined => {
    const theirs = DateTime.fromHTTP(date ?? "");
    const ageMs = /^\d{1,9}$/.test(age) ? Number(age) * 1000 : 0;
    return theirs.isValid ? { theirsMs: theirs.toMillis() + ageMs, atMs: monotonicMs(clock) } : undefined;
  };
  return {
    heard(date, age) {
      service = read(date, age) ?? service;
    },
    heardAtSignIn(date, age) {
      signIn = read(date, age) ?? signIn;
    },
    now,
    at(ours) {
      const aheadMs = (now() ?? clock.now()).getTime() - clock.now().getTime();
      return new Date(ours.getTime() + aheadMs);
    },
    both: () => ({ service: dateBy(service), signIn: dateBy(signIn) }),
    atSignIn(theirs) {
      const aheadMs = service && signIn ? shownBy(service) - shownBy(signIn) : 0;
      return new Date(theirs.getTime() + aheadMs);
    },
  };
}
