import assert from "node:assert/strict";
import { asked, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { HOOK, leaks } from "./secret-hunt";

// The first run was due long before the program is run.
const PROGRAM = `
  const template = new devcenter.ReportTemplate("template", {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
  });
  const schedule = new devcenter.ReportSchedule("schedule", {
    templateId: template.templateId, startTime: "2026-03-01T00:00:00Z", recurrenceInterval: 24, recurrence: 1,
    callbackUrl: "${HOOK}?key=KEY-1",
  });
  exports.runs = devcenter.getReportRunsOutput({ reportId: schedule.reportId });
  exports.templates = devcenter.getReportTemplatesOutput({ templateId: template.templateId });
  exports.schedules = devcenter.getReportSchedulesOutput({ templateId: schedule.templateId, reportId: schedule.reportId });`;

describe("the functions about reports in a program", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  const outcomes: Outcome[] = [];
  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(PROGRAM);
  });
  after(() => devCenter.close());

  it("ask nothing in the preview of what they depend on", async () => {
    const { outcome, requests } = await devCenter.run(() => project.preview());
    outcomes.push(outcome);
    assert.deepEqual(asked(requests), []);
  });

  it("read the runs, the template and the schedule of what was made just now", async () => {
    const { outcome } = await devCenter.run(() => project.up());
    outcomes.push(outcome);
    const { runs, templates, schedules } = await project.outputs();
    assert.deepEqual(runs?.value, [{ reportDatetime: "2026-03-01T00:00:00Z", status: "Completed" }]);
    assert.deepEqual(templates?.value[0].template.projection, ["DriverName"]);
    assert.deepEqual([schedules?.value.length, schedules?.value[0].hasCallbackUrl], [1, true]);
  });

  it("leave neither the link of a run nor a callback in state, output or events", async () => {
    assert.deepEqual(await leaks(project, outcomes), []);
  });
});
