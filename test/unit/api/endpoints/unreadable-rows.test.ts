import assert from "node:assert/strict";
import { failureOf, scriptedClient } from "../../../../harness/scripted-service";
import { reportSchedules } from "../../../../provider/api/endpoints/report-schedules";
import { reportTemplates } from "../../../../provider/api/endpoints/report-templates";

const timing = { startTime: "2026-04-01T00:00:00Z", recurrenceInterval: 24, recurrence: 7 };
const schedule = { reportId: 1, templateId: 15, schedule: JSON.stringify(timing), isActive: true };
const template = { templateId: 15, template: JSON.stringify({ view: "IHVDriver" }) };

/** A service that answers every time with the list of these rows. */
function listOf(...rows: object[]) {
  const answer = { status: 200, body: { data: rows, errors: [] } };
  return scriptedClient([answer, answer]);
}

describe("a list of report schedules with a row that cannot be read", () => {
  const wrong = { ...schedule, reportId: 2, schedule: "soon" };

  it("still shows the others, in one call", async () => {
    const { client, sent } = listOf(schedule, wrong);
    assert.equal((await reportSchedules(client).get("1"))?.reportId, "1");
    assert.equal(sent.length, 1);
  });

  it("shows that another is not there", async () => {
    assert.equal(await reportSchedules(listOf(schedule, wrong).client).get("3"), undefined);
  });

  for (const [what, row] of [
    ["the row", wrong],
    ["a row without an id", { schedule: "soon" }],
  ] as const) {
    it(`lets nothing be taken for gone of which ${what} may be all there is`, async () => {
      const failure = await failureOf(reportSchedules(listOf(schedule, row).client).get("2"));
      assert.match(failure.message, /data\.1\..* is not what the API documents/);
    });
  }

  it("is refused to who may miss none", async () => {
    const failure = await failureOf(reportSchedules(listOf(schedule, wrong).client).list());
    assert.match(failure.message, /data\.1\.startTime is not what the API documents/);
  });

  it("still shows the others beside a row that may be any, in one call", async () => {
    const { client, sent } = listOf({ schedule: "soon" }, { ...schedule, schedule: null }, schedule);
    assert.equal((await reportSchedules(client).get("1"))?.reportId, "1");
    assert.equal(sent.length, 1);
  });

  it("still shows the others beside one that is nested without end", async () => {
    const nested = { ...schedule, reportId: 2, schedule: `${'{"a":['.repeat(4_000)}1${"]}".repeat(4_000)}` };
    assert.equal((await reportSchedules(listOf(nested, schedule).client).get("1"))?.reportId, "1");
  });

  it("still shows the others beside what is no row at all", async () => {
    const odd = [null, 5, "row"] as unknown as object[];
    assert.equal((await reportSchedules(listOf(...odd, schedule).client).get("1"))?.reportId, "1");
  });

  it("lets nothing be taken for gone of which one row of several may be all there is", async () => {
    const rows = [{ ...wrong, reportId: 4 }, wrong, { ...wrong, reportId: 5 }];
    const failure = await failureOf(reportSchedules(listOf(...rows).client).get("2"));
    assert.match(failure.message, /is not what the API documents/);
  });

  it("is asked for again for who wants it as it is now", async () => {
    const { client, sent } = listOf(schedule);
    const schedules = reportSchedules(client);
    await schedules.get("1");
    assert.equal((await schedules.getFresh("1"))?.reportId, "1");
    assert.equal(sent.length, 2);
  });
});

describe("a list of report templates with a row that cannot be read", () => {
  const wrong = { templateId: 16, template: "{view:" };

  it("still shows the others, in one call", async () => {
    const { client, sent } = listOf(template, wrong);
    assert.equal((await reportTemplates(client).listed("15"))?.templateId, "15");
    assert.equal(sent.length, 1);
  });

  it("shows nothing of that one, for which there is a call of its own", async () => {
    assert.equal(await reportTemplates(listOf(template, wrong).client).listed("16"), undefined);
  });

  it("is refused to who may miss none", async () => {
    const failure = await failureOf(reportTemplates(listOf(template, wrong).client).list());
    assert.match(failure.message, /data\.1\.template is not what the API documents/);
  });

  it("shows one that is written as an object, or behind a mark, with the marks within it", async () => {
    const read = async (written: unknown) =>
      (await reportTemplates(listOf({ templateId: 15, template: written }).client).listed("15"))?.template;
    const view = "IHV\uFEFFDriver";
    assert.deepEqual(await read({ View: "IHVDriver" }), { view: "IHVDriver" });
    assert.deepEqual(await read(`\uFEFF${JSON.stringify({ view })}`), { view });
    assert.deepEqual(await read(JSON.stringify({ view })), { view });
  });
});
