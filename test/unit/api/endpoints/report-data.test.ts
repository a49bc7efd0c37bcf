import assert from "node:assert/strict";
import { inspect } from "node:util";
import { failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { reportData, reportRunDetails } from "../../../../provider/api/endpoints/report-data";

const link = "https://reports.example/a.txt?sig=hush";
const completed = {
  ReportDatetime: "2026-04-01T00:00:00",
  ReportStatus: "Completed",
  ReportLocation: link,
};

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, runs: reportData(client) };
}

function rows(...data: object[]): ScriptedAnswer {
  return { status: 200, body: { data, errors: [] } };
}

/** What the list makes of one row. */
async function readRow(row: object) {
  const [run] = await over(rows({ ...completed, ...row })).runs.list("1");
  return run;
}

describe("the calls of report data", () => {
  it("ask by GET for all runs of a report", async () => {
    const { runs, sent } = over(rows());
    await runs.list("7");
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["GET", "/analytics/driver/reportdata/7"]);
  });

  it("ask for the days of a range only", async () => {
    const { runs, sent } = over(rows());
    await runs.list("7", { startDate: "2026-04-01", endDate: "2026-04-30" });
    assert.equal(sent[0]?.path, "/analytics/driver/reportdata/7?startDate=2026-04-01&endDate=2026-04-30");
  });

  it("leave out the end that a range does not have", async () => {
    const { runs, sent } = over(rows());
    await runs.list("7", { startDate: "2026-04-01" });
    assert.equal(sent[0]?.path, "/analytics/driver/reportdata/7?startDate=2026-04-01");
  });

  it("ask again each time, for links expire", async () => {
    const { runs, sent } = over(rows(), rows());
    await runs.list("7");
    await runs.list("7");
    assert.equal(sent.length, 2);
  });

  it("give the oldest run first, whatever the order of the service", async () => {
    const later = { ...completed, ReportDatetime: "2026-04-02T00:00:00" };
    const read = await over(rows(later, completed)).runs.list("7");
    assert.deepEqual(
      read.map(({ reportDatetime }) => reportDatetime),
      ["2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"],
    );
  });

  it("read null for no runs as none", async () => {
    assert.deepEqual(await over({ status: 200, body: { data: null, errors: [] } }).runs.list("7"), []);
  });

  it("say of 404 that there is no such report, or no such service", async () => {
    const { message } = await failureOf(over({ status: 404 }).runs.list("7"));
    assert.match(message, /no scheduled report with this id, or .* does not offer/);
  });

  it("say of 410 that the service does not offer them", async () => {
    assert.match((await failureOf(over({ status: 410 }).runs.list("7"))).message, /does not offer/);
  });

  it("give the other runs where one cannot be read", async () => {
    const read = await over(rows(completed, { ...completed, ReportDatetime: "soon" })).runs.list("7");
    assert.deepEqual(
      read.map(({ reportDatetime }) => reportDatetime),
      ["2026-04-01T00:00:00Z"],
    );
  });

  it("say nothing of missing reports at another refusal", async () => {
    const { message } = await failureOf(over({ status: 403 }).runs.list("7"));
    assert.doesNotMatch(message, /no scheduled report|does not offer/);
  });
});

describe("a run of a report", () => {
  const moments: [wire: string, read: string][] = [
    ["2026-04-01T00:00:00", "2026-04-01T00:00:00Z"],
    ["2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z"],
    ["2026-04-01T02:00:00+02:00", "2026-04-01T00:00:00Z"],
    ["2026-04-01T00:00:00.0000000", "2026-04-01T00:00:00Z"],
    ["2026-04-01T00:00:00.250", "2026-04-01T00:00:00.250Z"],
    ["2026-04-01 00:00:00", "2026-04-01T00:00:00Z"],
  ];
  for (const [wire, read] of moments) {
    it(`came due at ${read} when the wire says ${wire}`, async () => {
      assert.equal((await readRow({ ReportDatetime: wire }))?.reportDatetime, read);
    });
  }

  it("is refused when its time cannot be read", async () => {
    assert.match(
      (await failureOf(readRow({ ReportDatetime: "soon" }))).message,
      /data\.0\.reportDatetime is not what the API documents/,
    );
  });

  const statuses: [wire: unknown, location: string | null, read: string][] = [
    ["Completed", link, "Completed"],
    ["completed", link, "Completed"],
    ["Completed", null, "Completed"],
    ["Pending", null, "Pending"],
    ["Pending", link, "Pending"],
    ["In Progress", null, "In Progress"],
    ["InProgress", null, "In Progress"],
    ["IN_PROGRESS", null, "In Progress"],
    ["Failed", null, "Failed"],
    ["FAILED ", null, "Failed"],
    // Unknown ones are final only with data.
    ["Archived", link, "Completed"],
    ["Queued", null, "Pending"],
    [null, null, "Pending"],
  ];
  for (const [wire, location, read] of statuses) {
    const having = location === null ? "without" : "with";
    it(`is ${read} when the wire says ${JSON.stringify(wire)} ${having} a link`, async () => {
      assert.equal((await readRow({ ReportStatus: wire, ReportLocation: location }))?.status, read);
    });
  }

  it("is read when its names are written in lower case", async () => {
    const row = { reportDatetime: "2026-04-01T00:00:00", reportStatus: "Completed", reportLocation: link };
    const [run] = await over(rows(row)).runs.list("1");
    assert.deepEqual(
      [run?.reportDatetime, run?.status, run?.location()],
      ["2026-04-01T00:00:00Z", "Completed", link],
    );
  });

  it("gives its link verbatim to whoever asks for it", async () => {
    assert.equal((await readRow({}))?.location(), link);
  });

  for (const nothing of [null, "", undefined]) {
    it(`has no link when the wire says ${JSON.stringify(nothing)}`, async () => {
      const run = await readRow({ ReportStatus: "Pending", ReportLocation: nothing });
      assert.equal(run?.location(), undefined);
    });
  }

  it("never shows its link in JSON or in a log, for it is a secret", async () => {
    const run = await readRow({});
    const shown = [JSON.stringify(run), inspect(run, { depth: null, showHidden: true })];
    assert.doesNotMatch(shown.join(), /hush|example/);
  });

  it("has details without the link", async () => {
    const run = await readRow({});
    assert.ok(run);
    assert.deepEqual(reportRunDetails(run), { reportDatetime: "2026-04-01T00:00:00Z", status: "Completed" });
  });
});
