import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, noon, startAtNoon, template } from "./dev-center-client";

const path = "/analytics/driver/report";
const schedule = { startTime: "2026-03-03T00:00:00Z", recurrenceInterval: 12, recurrence: 3 };
const hourMs = 60 * 60_000;

interface Row {
  [name: string]: unknown;
  isActive: boolean;
  schedule: string;
}

interface Run {
  ReportDatetime: string;
  ReportStatus: string;
  ReportLocation: string;
}

describe("report schedules of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set(noon);
    await call(emulator, "POST", "/analytics/driver/reporttemplate", { body: template });
  });
  after(() => emulator.close());

  async function rows(): Promise<Row[]> {
    return at((await call(emulator, "GET", path)).body, "data") as Row[];
  }

  async function runs(query = ""): Promise<Run[]> {
    const { body } = await call(emulator, "GET", `/analytics/driver/reportdata/2${query}`);
    return at(body, "data") as Run[];
  }

  it("answers the id of a new schedule", async () => {
    const { status, text } = await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    assert.deepEqual([status, text], [201, '{"data":{"reportId":2},"errors":[]}']);
  });

  it("lists the schedule as a JSON string, with the callback beside it", async () => {
    const callbackUrl = "https://example.test/ready";
    await call(emulator, "POST", path, { body: { templateId: 15, schedule, callbackUrl } });
    const [row] = await rows();
    assert.deepEqual([JSON.parse(String(row?.schedule)), row?.callbackUrl], [schedule, callbackUrl]);
  });

  it("reads the capitals of the documentation's edit sample", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    const Schedule = { StartTime: "2026-03-04T00:00:00Z", RecurrenceInterval: 24, Recurrence: 2 };
    await call(emulator, "POST", `${path}/2`, { body: { templateId: 15, Schedule } });
    const [row] = await rows();
    assert.equal(
      row?.schedule,
      '{"startTime":"2026-03-04T00:00:00Z","recurrenceInterval":24,"recurrence":2}',
    );
  });

  for (const [what, change] of [
    ["an interval under 12 hours", { schedule: { ...schedule, recurrenceInterval: 11 } }],
    [
      "a start with a fraction of a second",
      { schedule: { ...schedule, startTime: "2026-03-03T00:00:00.0Z" } },
    ],
    ["an unknown property", { schedule: { ...schedule, colour: "red" } }],
    ["a template that is not there", { templateId: 16 }],
  ] as [string, object][]) {
    it(`refuses ${what}`, async () => {
      const body: object = { templateId: 15, schedule, ...change };
      assert.equal((await call(emulator, "POST", path, { body })).status, 400);
    });
  }

  it("is not active while paused", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    await call(emulator, "POST", `${path}/pause/2`);
    const paused = (await rows())[0]?.isActive;
    await call(emulator, "POST", `${path}/resume/2`);
    assert.deepEqual([paused, (await rows())[0]?.isActive], [false, true]);
  });

  it("is not active after its last run", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    emulator.clock.set("2026-03-04T00:00:01Z");
    assert.equal((await rows())[0]?.isActive, false);
  });

  it("runs by the clock", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    emulator.clock.set("2026-03-03T12:00:30Z");
    assert.deepEqual(
      (await runs()).map(({ ReportDatetime, ReportStatus }) => [ReportDatetime, ReportStatus]),
      [
        ["2026-03-03T00:00:00.000", "Completed"],
        ["2026-03-03T12:00:00.000", "Pending"],
      ],
    );
  });

  it("skips the runs that come due during a pause", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    await call(emulator, "POST", `${path}/pause/2`);
    emulator.clock.set("2026-03-03T06:00:00Z");
    await call(emulator, "POST", `${path}/resume/2`);
    emulator.clock.set("2026-03-04T06:00:00Z");
    assert.deepEqual(
      (await runs()).map(({ ReportDatetime }) => ReportDatetime),
      ["2026-03-03T12:00:00.000", "2026-03-04T00:00:00.000"],
    );
  });

  it("answers the runs of the days asked for", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    emulator.clock.set("2026-03-05T00:00:00Z");
    const found = await runs("?startDate=2026-03-04&endDate=2026-03-04");
    assert.deepEqual(
      found.map(({ ReportDatetime }) => ReportDatetime),
      ["2026-03-04T00:00:00.000"],
    );
  });

  it("links a completed run to a file with the projected columns", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    emulator.clock.set("2026-03-03T01:00:00Z");
    const [run] = await runs();
    const response = await fetch(String(run?.ReportLocation));
    assert.equal((await response.text()).split("\n")[0], "FailureName\tDriverName");
  }).timeout(20_000);

  it("lets the link of a run expire after 12 hours", async () => {
    await call(emulator, "POST", path, { body: { templateId: 15, schedule } });
    emulator.clock.set("2026-03-03T01:00:00Z");
    const [run] = await runs();
    emulator.clock.advance(12 * hourMs);
    const response = await fetch(String(run?.ReportLocation));
    assert.deepEqual([response.status, /AuthenticationFailed/.test(await response.text())], [403, true]);
  });
});
