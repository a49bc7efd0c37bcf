import assert from "node:assert/strict";
import { nextLook, type WatchState } from "../../../../cli/src/reports/watch-plan";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const schedule = {
  reportId: "17",
  templateId: "15",
  startTime: "2026-03-01T00:00:00Z",
  recurrenceInterval: 24,
  recurrence: 3,
  isActive: true,
};
const completed = (...days: number[]) =>
  days.map((day) => ({ reportDatetime: `2026-03-0${day}T00:00:00Z`, status: "Completed" as const }));

function plan(standing: Partial<WatchState>, now: string, everyMs = 100 * hourMs) {
  const all = { schedule, runs: [], hasStopped: false, quietLooks: 0, ...standing };
  return nextLook(all, new Date(now), everyMs);
}

describe("the next look of a watch", () => {
  it("comes a minute after the next run's time", () => {
    assert.equal(plan({ runs: completed(1) }, "2026-03-01T12:00:00Z")?.inMs, 12 * hourMs + minuteMs);
  });

  it("comes as often as it was asked for, at least", () => {
    assert.equal(plan({ runs: completed(1) }, "2026-03-01T12:00:00Z", hourMs)?.inMs, hourMs);
  });

  it("comes once a day at least, for files come due", () => {
    assert.equal(plan({}, "2026-01-01T00:00:00Z")?.inMs, 24 * hourMs);
  });

  it("comes soon while a run is under way, and later each time", () => {
    const runs = [{ reportDatetime: "2026-03-01T00:00:00Z", status: "Pending" as const }];
    const waits = [0, 1, 2, 20].map((quietLooks) => plan({ runs, quietLooks }, "2026-03-01T00:01:00Z")?.inMs);
    assert.deepEqual(waits, [minuteMs, 1.5 * minuteMs, 2.25 * minuteMs, 15 * minuteMs]);
  });

  it("comes soon while the service does not show a run that is due", () => {
    assert.equal(plan({ runs: completed(1) }, "2026-03-02T00:05:00Z")?.inMs, minuteMs);
  });

  it("waits for the next run when one did not happen", () => {
    assert.match(plan({ runs: completed(1) }, "2026-03-02T07:00:00Z")?.reason ?? "", /2026-03-03/);
  });

  it("knows that a paused report has no coming run", () => {
    const paused = { ...schedule, isActive: false };
    assert.match(plan({ schedule: paused }, "2026-03-01T12:00:00Z")?.reason ?? "", /paused/);
  });

  it("comes soon when a download has stopped", () => {
    assert.equal(plan({ runs: completed(1), hasStopped: true }, "2026-03-01T12:00:00Z")?.inMs, minuteMs);
  });

  it("is none after the last run", () => {
    assert.equal(plan({ runs: completed(1, 2, 3) }, "2026-03-03T00:10:00Z"), undefined);
  });

  it("is none when the service's clock is ahead and it shows the last run", () => {
    assert.equal(plan({ runs: completed(1, 2, 3) }, "2026-03-01T00:00:00Z"), undefined);
  });

  it("waits some hours for a last run that the service does not show", () => {
    const over = { ...schedule, isActive: false };
    assert.equal(plan({ schedule: over, runs: completed(1, 2) }, "2026-03-03T05:00:00Z")?.inMs, minuteMs);
    assert.equal(plan({ schedule: over, runs: completed(1, 2) }, "2026-03-03T06:01:00Z"), undefined);
  });

  it("tries some times more what has stopped after the last run", () => {
    const runs = completed(1, 2, 3);
    const looks = [1, 4, 5].map((quietLooks) =>
      plan({ runs, hasStopped: true, quietLooks }, "2026-03-04T00:00:00Z"),
    );
    assert.deepEqual(
      looks.map((look) => look !== undefined),
      [true, true, false],
    );
  });
});
