import { monotonicMs } from "../api/http/clock";
import type { Context } from "../lifecycles/core/lifecycle";
import type { Intent } from "./journal-entry";
import { clockErrorMs, longestMs } from "./journal-files";

/** When an object that is looked for came to be, by the service's clock. */
export interface Period {
  readonly fromMs: number;
  readonly untilMs: number;
}

type Clocks = Pick<Context, "clock"> & {
  readonly devCenter: Pick<Context["devCenter"], "serviceTime" | "serviceTimeAtSignIn"> &
    Partial<Pick<Context["devCenter"], "heardTime">>;
};

/** How far the service may be from its own clock, in the times that it writes. */
const skewMs = 30_000;

/** From now on, also where our clock is set meanwhile. To be asked when the service has answered: then its time is known. */
export function fromNow({ clock, devCenter }: Clocks): () => Period {
  const startMs = monotonicMs(clock);
  return () => {
    const start = new Date(clock.now().getTime() - (monotonicMs(clock) - startMs));
    // Who has told no time yet may show another one than we do.
    const isTold = devCenter.heardTime === undefined || devCenter.heardTime() !== undefined;
    const errorMs = isTold ? skewMs : clockErrorMs;
    return { fromMs: devCenter.serviceTime(start).getTime() - errorMs, untilMs: Number.POSITIVE_INFINITY };
  };
}

/** When a killed run can have made what it had begun. */
export function periodOf(intent: Intent, { devCenter }: Clocks): Period {
  const knownMs = knownBegin(intent, devCenter);
  const nowMs = devCenter.heardTime?.()?.getTime() ?? Number.POSITIVE_INFINITY;
  // What is still to come cannot have begun: of its begin nothing is known.
  if ((knownMs ?? Date.parse(intent.startedAt)) - clockErrorMs > nowMs) {
    return { fromMs: Number.NEGATIVE_INFINITY, untilMs: nowMs + skewMs };
  }
  if (knownMs !== undefined) return { fromMs: knownMs - skewMs, untilMs: knownMs + longestMs(intent) };
  // Our clock may have been wrong then, and is right now; or the other way round.
  const ours = new Date(intent.startedAt);
  const begunMs = [ours.getTime(), devCenter.serviceTime(ours).getTime()];
  return { fromMs: Math.min(...begunMs) - clockErrorMs, untilMs: Math.max(...begunMs) + longestMs(intent) };
}

/** By the service's clock, whatever ours showed; undefined where nobody had told the time by then. */
function knownBegin({ serviceTime, signInTime }: Intent, devCenter: Clocks["devCenter"]): number | undefined {
  if (serviceTime !== undefined) return Date.parse(serviceTime);
  if (signInTime !== undefined) return devCenter.serviceTimeAtSignIn(new Date(signInTime)).getTime();
  return undefined;
}
