import assert from "node:assert/strict";
import { asked, did, keptIds, LocalDevCenter, type Watched } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

const PROGRAM = `
  const template = new devcenter.ReportTemplate("template", {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
  });
  new devcenter.ReportSchedule("schedule", {
    templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
    paused: true,
  });`;

describe("a schedule that is created but cannot be paused", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  let up: Watched<Outcome>;

  beforeEach(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(PROGRAM);
    const body = { data: null, errors: [{ Code: "Forbidden", Message: "Not now.", TrackingId: "1" }] };
    devCenter.emulator.fail({
      match: { path: "/analytics/driver/report/pause/" },
      action: { respond: { status: 403, body } },
    });
    up = await devCenter.watch(() => project.up());
  });
  afterEach(() => devCenter.close());

  it("makes up fail, and says what is missing and what to do", () => {
    assert.equal(up.outcome.ok, false);
    assert.match(up.outcome.output, /report schedule 2: was created, but is not finished\./);
    assert.match(up.outcome.output, /It is scheduled, but could not be paused\./);
    assert.match(up.outcome.output, /Run pulumi up again/);
  });

  it("stays in the state with its id", async () => {
    assert.deepEqual(await keptIds(project), { template: "15", schedule: "2" });
  });

  it("is paused by the next up, which creates nothing", async () => {
    const next = await devCenter.run(() => project.up());
    assert.deepEqual(
      { did: did(next.outcome), asked: asked(next.requests) },
      { did: ["same template", "update schedule"], asked: ["POST /analytics/driver/report/pause/2"] },
    );
  });

  it("is paused by the up after a refresh, which creates nothing", async () => {
    await devCenter.watch(() => project.refresh());
    const next = await devCenter.run(() => project.up());
    assert.deepEqual(
      { did: did(next.outcome), asked: asked(next.requests) },
      { did: ["same template", "update schedule"], asked: ["POST /analytics/driver/report/pause/2"] },
    );
  });

  it("needs nothing more after that", async () => {
    await devCenter.run(() => project.up());
    const { outcome, requests } = await devCenter.run(() => project.up());
    assert.deepEqual(
      { did: did(outcome), requests },
      { did: ["same schedule", "same template"], requests: [] },
    );
  });

  it("can be destroyed as it is", async () => {
    const { requests } = await devCenter.run(() => project.destroy());
    assert.deepEqual(asked(requests), ["POST /analytics/driver/report/pause/2"]);
  });
});
