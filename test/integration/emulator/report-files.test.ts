import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { call, startAtNoon } from "./dev-center-client";
import { answerTo, fileOf, firstRun, schedule } from "./report-sheets";

const yesterday = { view: "IHVDriver", dateRange: { reportPeriod: "Yesterday" } };
const markets = { ...yesterday, projection: ["Market"] };

describe("report files of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  it("have the aggregated columns headed as the template writes them", async () => {
    const aggregation = { aggregatedColumns: ["dcount(DeviceId)", "Sum(EventCount)"] };
    const [header] = (await answerTo(emulator, { ...markets, aggregation })).split("\n");
    assert.equal(header, "Market\tdcount(DeviceId)\tSum(EventCount)");
  });

  it("stay as they were when the template is edited", async () => {
    const reportId = await schedule(emulator, markets);
    const before = await fileOf(emulator, reportId);
    const [{ id } = { id: "" }] = emulator.state().entities.reportTemplate;
    const edited = { ...yesterday, projection: ["DriverName"] };
    await call(emulator, "POST", `/analytics/driver/reporttemplate/${id}`, { body: edited });
    assert.equal(await fileOf(emulator, reportId), before);
  });

  it("can be made before the first request", async () => {
    const reportId = await schedule(emulator, markets);
    assert.equal(await emulator.makeReports(reportId), 1);
    const [{ id } = { id: "" }] = emulator.state().entities.reportTemplate;
    emulator.edit("reportTemplate", id, { template: { ...yesterday, projection: ["DriverName"] } });
    assert.equal((await fileOf(emulator, reportId)).split("\n")[0], "Market");
  });

  it("have all rows in order under one header when they are made in pieces", async () => {
    const large = await startAtNoon({ rows: 250_000 });
    const times = {
      ...yesterday,
      dateRange: { reportPeriod: "Last90Days" },
      projection: ["FailureDateTime"],
    };
    const text = await answerTo(large, times).finally(() => large.close());
    const [header, ...rows] = text.trimEnd().split("\n");
    assert.deepEqual([header, rows.length], ["FailureDateTime", 250_000]);
    assert.ok(rows.every((time, row) => row === 0 || (rows[row - 1] ?? "") <= time));
    assert.deepEqual([rows[0]?.slice(0, 10), rows.at(-1)?.slice(0, 10)], ["2025-12-03", "2026-03-02"]);
  });

  it("are made once, however many ask at once", async () => {
    const reportId = await schedule(emulator, markets);
    const { ReportLocation } = await firstRun(emulator, reportId);
    const answers = await Promise.all([1, 2, 3].map(() => fetch(String(ReportLocation))));
    const tags = new Set(answers.map(({ headers }) => headers.get("etag")));
    assert.deepEqual([answers.map(({ status }) => status), tags.size], [[200, 200, 200], 1]);
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  });

  it("can be had in ranges", async () => {
    const reportId = await schedule(emulator, markets);
    const whole = await fileOf(emulator, reportId);
    const { ReportLocation } = await firstRun(emulator, reportId);
    const part = await fetch(String(ReportLocation), { headers: { range: "bytes=7-9" } });
    assert.deepEqual([part.status, await part.text()], [206, whole.slice(7, 10)]);
  });

  for (const [what, template] of [
    ["sums up texts", { ...markets, aggregation: { aggregatedColumns: ["SUM(Market)"] } }],
    [
      "compares a number with a text",
      { ...markets, condition: { and: [{ attribute: "EventCount", operator: "gt", value: "many" }] } },
    ],
    [
      "orders groups by what they do not have",
      {
        ...markets,
        aggregation: { aggregatedColumns: ["COUNT(Market)"] },
        orderby: [{ attribute: "DriverName", sort: "asc" }],
      },
    ],
  ] as [string, object][]) {
    it(`are not made for a template that ${what}: its run fails`, async () => {
      const reportId = await schedule(emulator, template);
      const { ReportStatus, ReportLocation } = await firstRun(emulator, reportId);
      assert.deepEqual([ReportStatus, ReportLocation], ["Failed", null]);
    });
  }
});
