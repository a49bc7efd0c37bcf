import assert from "node:assert/strict";
import { standingClock } from "../../../harness/scripted-service";
import { fromNow, periodOf } from "../../../provider/exactly-once/creation-period";
import { type Intent, waitOf } from "../../../provider/exactly-once/journal-entry";

const minuteMs = 60_000;
const noonMs = Date.parse("2026-03-01T12:00:00Z");
const at = (minutes: number) => new Date(noonMs + minutes * minuteMs).toISOString();
const intent: Intent = { kind: "Product", resource: "urn:a", fingerprint: "f", startedAt: at(0), pid: 1 };

/** In minutes from noon; today the service is an hour behind us, and two behind who signs us in. */
function period(times: Partial<Intent>): number[] {
  const earlier = (minutes: number) => (date: Date) => new Date(date.getTime() - minutes * minuteMs);
  const devCenter = { serviceTime: earlier(60), serviceTimeAtSignIn: earlier(120) };
  const { fromMs, untilMs } = periodOf({ ...intent, ...times }, { clock: standingClock(), devCenter });
  return [fromMs, untilMs].map((ms) => (ms - noonMs) / minuteMs);
}

describe("when a killed run can have made what it had begun", () => {
  const runMinutes = 12 * 60;

  it("is from half a minute before its request, by the service's clock where that was known", () => {
    assert.deepEqual(period({ serviceTime: at(5), signInTime: at(9) }), [5 - 0.5, 5 + runMinutes]);
  });

  it("is known by the clock of the sign-in where only that was known", () => {
    assert.deepEqual(period({ signInTime: at(9) }), [9 - 120 - 0.5, 9 - 120 + runMinutes]);
  });

  it("is as wide as a wrong clock makes it where no other clock was known", () => {
    assert.deepEqual(period({}), [-60 - 75, runMinutes]);
  });

  it("is longer by what its request may have waited for, such as a submission that is prepared", () => {
    const waitMinutes = 2 * 24 * 60;
    assert.deepEqual(period({ serviceTime: at(5), waitMinutes }), [5 - 0.5, 5 + runMinutes + waitMinutes]);
    assert.deepEqual(period({ waitMinutes }), [-60 - 75, runMinutes + waitMinutes]);
  });

  it("is longer by no wait that is not a number", () => {
    assert.deepEqual(
      [waitOf({ waitTimeoutMinutes: 5 }), waitOf({ waitTimeoutMinutes: "5" })],
      [5, undefined],
    );
  });

  it("is not known where its begin is still to come, by whichever clock: then anything until now counts", () => {
    const same = (date: Date) => date;
    const devCenter = { serviceTime: same, serviceTimeAtSignIn: same, heardTime: () => new Date(noonMs) };
    const isAnyTime = (times: Partial<Intent>) =>
      periodOf({ ...intent, ...times }, { clock: standingClock(), devCenter }).fromMs === -Infinity;
    const { untilMs } = periodOf({ ...intent, serviceTime: at(80) }, { clock: standingClock(), devCenter });
    assert.equal(untilMs, noonMs + minuteMs / 2);
    assert.deepEqual(
      [{ serviceTime: at(80) }, { signInTime: at(80) }, { startedAt: at(80) }].map(isAnyTime),
      [true, true, true],
    );
    assert.deepEqual([{ serviceTime: at(70) }, { startedAt: at(70) }, {}].map(isAnyTime), [
      false,
      false,
      false,
    ]);
  });
});

describe("when a request of this run can have made an object", () => {
  it("is from half a minute before it was sent, however long the response took, and our clock was set meanwhile", () => {
    let minutes = 0;
    let setMinutes = 0;
    const clock = {
      ...standingClock(),
      now: () => new Date(noonMs + (minutes + setMinutes) * minuteMs),
      monotonicMs: () => minutes * minuteMs,
    };
    const devCenter = {
      serviceTime: (date: Date) => new Date(date.getTime() - setMinutes * minuteMs),
      serviceTimeAtSignIn: (date: Date) => date,
    };
    const period = fromNow({ clock, devCenter });
    [minutes, setMinutes] = [10, 180];
    assert.deepEqual(period(), { fromMs: noonMs - minuteMs / 2, untilMs: Number.POSITIVE_INFINITY });
  });

  it("is as wide as a wrong clock makes it where nobody has told the time, neither before nor with the answers", () => {
    const same = (date: Date) => date;
    let told: Date | undefined;
    const devCenter = { serviceTime: same, serviceTimeAtSignIn: same, heardTime: () => told };
    const period = fromNow({ clock: standingClock(), devCenter });
    const { fromMs: untold } = period();
    told = new Date(noonMs);
    assert.deepEqual([untold, period().fromMs], [noonMs - 75 * minuteMs, noonMs - minuteMs / 2]);
  });
});
