import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Emulator } from "devcenter-emulator";
import * as devcenter from "pulumi-devcenter";
import { failureOf } from "../../../harness/scripted-service";
import { accessToken, at, call, startAtNoon, template } from "../emulator/dev-center-client";

const paths = { templates: "/analytics/driver/reporttemplate", schedules: "/analytics/driver/report" };
const timing = { startTime: "2026-03-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30 };
const callbackUrl = "https://hooks.contoso.com/in?key=KEY-1";

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply((value) => resolve(value as T)));
}

describe("the functions about reports", () => {
  let emulator: Emulator;
  let templateId: number;
  let reportId: number;
  before(async () => {
    emulator = await startAtNoon();
    pulumi.runtime.setConfig("devcenter:endpoint", emulator.url);
    pulumi.runtime.setConfig("devcenter:accessToken", accessToken);
    templateId = await made(paths.templates, template, "templateId");
    reportId = await made(paths.schedules, { templateId, schedule: timing, callbackUrl }, "reportId");
  });
  after(async () => {
    pulumi.runtime.setAllConfig({});
    await emulator.close();
  });

  async function made(path: string, body: object, id: string): Promise<number> {
    const answer = await call(emulator, "POST", path, { body });
    return Number(at(answer.body, `data.${id}`));
  }

  it("read the runs of a report that have come due", async () => {
    assert.deepEqual(await devcenter.getReportRuns({ reportId }), [
      { reportDatetime: "2026-03-01T00:00:00Z", status: "Completed" },
      { reportDatetime: "2026-03-02T00:00:00Z", status: "Completed" },
    ]);
  });

  it("read the runs of some days only", async () => {
    const runs = await devcenter.getReportRuns({ reportId, startDate: "2026-03-02", endDate: "2026-03-02" });
    assert.deepEqual(
      runs.map(({ reportDatetime }) => reportDatetime),
      ["2026-03-02T00:00:00Z"],
    );
  });

  it("read templates as objects that a program can declare", async () => {
    const [found] = await devcenter.getReportTemplates({ templateId });
    const { templateId: id, template: read, createdDatetime } = found ?? {};
    assert.deepEqual([id, read, createdDatetime], [templateId, template, "2026-03-02T12:00:00.000Z"]);
  });

  it("read templates of one view", async () => {
    assert.equal((await devcenter.getReportTemplates({ view: "ihvdriver" })).length, 1);
    assert.deepEqual(await devcenter.getReportTemplates({ view: "OEMDriver" }), []);
  });

  it("read schedules, and of a callback only that there is one", async () => {
    const [found] = await devcenter.getReportSchedules({ templateId });
    assert.deepEqual(
      [found?.reportId, found?.startTime, found?.recurrence, found?.isActive, found?.hasCallbackUrl],
      [reportId, timing.startTime, timing.recurrence, true, true],
    );
    assert.doesNotMatch(JSON.stringify(found), /KEY-|hooks/);
  });

  it("read only schedules that meet every part of the filter", async () => {
    assert.equal((await devcenter.getReportSchedules({ reportId, isActive: true })).length, 1);
    assert.deepEqual(await devcenter.getReportSchedules({ reportId, isActive: false }), []);
    assert.deepEqual(await devcenter.getReportSchedules({ reportId: reportId + 1 }), []);
  });

  it("see what was made since they were asked last", async () => {
    const before = (await devcenter.getReportTemplates()).length;
    await made(paths.templates, template, "templateId");
    assert.equal((await devcenter.getReportTemplates()).length, before + 1);
  });

  it("take outputs for arguments", async () => {
    const runs = devcenter.getReportRunsOutput({ reportId: pulumi.output(reportId) });
    const schedules = devcenter.getReportSchedulesOutput({ templateId: pulumi.output(templateId) });
    const templates = devcenter.getReportTemplatesOutput({ templateId: pulumi.output(templateId) });
    const counts = [await settled(runs), await settled(schedules), await settled(templates)].map(
      ({ length }) => length,
    );
    assert.deepEqual(counts, [2, 1, 1]);
  });

  it("give outputs without arguments", async () => {
    assert.equal((await settled(devcenter.getReportSchedulesOutput())).length, 1);
    assert.ok((await settled(devcenter.getReportTemplatesOutput())).length > 0);
  });

  it("fail with an error that a program can tell apart", async () => {
    const failure = await failureOf(devcenter.getReportRuns({ reportId: 4711 }));
    assert.ok(failure instanceof devcenter.ApiError && failure.meansGone);
  });

  const refused: [what: string, asks: () => Promise<unknown>, told: RegExp[]][] = [
    [
      "an id and days that cannot be",
      () => devcenter.getReportRuns({ reportId: -1, startDate: "2026-02-30", endDate: "tomorrow" }),
      [/reportId: expected an id .* got -1/, /startDate: .*got "2026-02-30"/, /endDate: .*got "tomorrow"/],
    ],
    [
      "a range that ends before it starts",
      () => devcenter.getReportRuns({ reportId: 1, startDate: "2026-03-02", endDate: "2026-03-01" }),
      [/endDate: expected a day not before startDate/],
    ],
    [
      "a filter of templates that cannot be",
      () => devcenter.getReportTemplates({ templateId: "15" as unknown as number, view: "ODMDriver" }),
      [/templateId: expected an id .* as a number; got "15"/, /view: .*got "ODMDriver"/],
    ],
    [
      "a filter of schedules that cannot be",
      () => devcenter.getReportSchedules({ reportId: 0, templateId: 1.5, isActive: "no" as never }),
      [/reportId: .*got 0/, /templateId: .*got 1\.5/, /isActive: expected true or false; got "no"/],
    ],
  ];
  for (const [what, asks, told] of refused) {
    it(`refuse ${what} before anything is sent, all faults at once`, async () => {
      const before = emulator.requests.length;
      const failure = await failureOf(asks());
      for (const fault of told) assert.match(failure.message, fault);
      assert.deepEqual([pulumi.RunError.isInstance(failure), emulator.requests.length], [true, before]);
    });
  }
});
