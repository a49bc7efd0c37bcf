import assert from "node:assert/strict";
import { lastRunAt, scheduleState, upcomingRuns } from "../../../../cli/src/reports/upcoming-runs";

const schedule = {
  startTime: "2026-03-01T00:00:00Z",
  recurrenceInterval: 24,
  recurrence: 3,
  isActive: true,
};
const at = (iso: string) => new Date(iso);

describe("the coming runs of a schedule", () => {
  it("are all of them before the first", () => {
    assert.deepEqual(upcomingRuns(schedule, at("2026-02-28T00:00:00Z"), 9), [
      { run: 1, at: "2026-03-01T00:00:00Z" },
      { run: 2, at: "2026-03-02T00:00:00Z" },
      { run: 3, at: "2026-03-03T00:00:00Z" },
    ]);
  });

  it("are no more than were asked for", () => {
    assert.equal(upcomingRuns(schedule, at("2026-02-28T00:00:00Z"), 2).length, 2);
  });

  it("begin after the run that comes due this moment", () => {
    assert.deepEqual(
      upcomingRuns(schedule, at("2026-03-02T00:00:00Z"), 9).map(({ run }) => run),
      [3],
    );
  });

  it("are none after the last", () => {
    assert.deepEqual(upcomingRuns(schedule, at("2026-03-03T00:00:00Z"), 9), []);
  });

  it("take a start without a zone for UTC", () => {
    const [first] = upcomingRuns(
      { ...schedule, startTime: "2026-03-01T00:00:00" },
      at("2026-02-28T00:00:00Z"),
      1,
    );
    assert.equal(first?.at, "2026-03-01T00:00:00Z");
  });

  it("are one for a schedule without an interval that runs once", () => {
    const once = { ...schedule, recurrenceInterval: 0, recurrence: 1 };
    assert.equal(upcomingRuns(once, at("2026-02-28T00:00:00Z"), 9).length, 1);
    assert.equal(upcomingRuns(once, at("2026-03-02T00:00:00Z"), 9).length, 0);
  });

  it("end with the last", () => {
    assert.equal(lastRunAt(schedule).toISOString(), "2026-03-03T00:00:00.000Z");
  });
});

describe("the standing of a schedule", () => {
  for (const [standing, now, isActive] of [
    ["not begun", "2026-02-28T00:00:00Z", true],
    ["running", "2026-03-01T00:00:00Z", true],
    ["paused", "2026-03-01T12:00:00Z", false],
    ["paused", "2026-02-28T00:00:00Z", false],
    ["over", "2026-03-03T00:00:00Z", false],
    ["over", "2026-03-09T00:00:00Z", true],
  ] as const) {
    it(`is "${standing}" on ${now} while the service says isActive ${isActive}`, () => {
      assert.equal(scheduleState({ ...schedule, isActive }, at(now)), standing);
    });
  }
});
