import assert from "node:assert/strict";
import { asked, did, keptIds, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";

const PROGRAM = `
  const template = new devcenter.ReportTemplate("template", {
    view: "IHVDriver", projection: ["DriverName", "EventCount"], dateRange: { reportPeriod: "Last7Days" },
    condition: { and: [{ attribute: "DriverName", operator: "EQ", value: "nic.sys" }] },
  });
  new devcenter.ReportSchedule("schedule", {
    templateId: template.templateId, startTime: new Date("2026-12-01T01:00:00.123+01:00"),
    recurrenceInterval: 24, recurrence: 30, paused: false,
  });
  new devcenter.ReportSchedule("paused", {
    templateId: template.templateId, startTime: "2026-12-01", recurrenceInterval: 24, recurrence: 30, paused: true,
  });
  const product = new devcenter.Product("product", {
    productName: "nic", testHarness: "Attestation", deviceType: "Internal",
    requestedSignatures: ["windows_v100_x64_rs3_full", "WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { Windows_v100_RS3: "Unclassified" }, announcementDate: "2027-01-31T12:00:00+02:00",
    marketingNames: ["one", "two"],
  });
  new devcenter.Submission("submission", { productId: product.productId, name: "first", type: "Initial" });
`;

const SAME = ["same paused", "same product", "same schedule", "same submission", "same template"];

describe("drift", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  let ids: Record<string, string>;

  before(async () => {
    devCenter = await LocalDevCenter.open();
    project = await devCenter.program(PROGRAM);
    await devCenter.run(() => project.up());
    ids = await keptIds(project);
  });
  after(() => devCenter.close());

  /** What refresh and then up did, leaving out what stayed. */
  async function afterRefreshAndUp(): Promise<{ refresh: string[]; up: string[]; requests: string[] }> {
    const changed = (steps: string[]) => steps.filter((step) => !step.startsWith("same"));
    const refresh = await devCenter.run(() => project.refresh());
    const up = await devCenter.run(() => project.up());
    return {
      refresh: changed(did(refresh.outcome)),
      up: changed(did(up.outcome)),
      requests: asked(up.requests).sort(),
    };
  }

  it("is not what the service adds by itself, and not another order or case", async () => {
    devCenter.emulator.edit("product", "14631253285588838", {
      marketingNames: ["two", "one"],
      requestedSignatures: ["WINDOWS_v100_RS3_FULL", "WINDOWS_V100_X64_RS3_FULL"],
      testHarness: "ATTESTATION",
    });
    devCenter.emulator.edit("reportTemplate", "15", {
      template: {
        view: "ihvdriver",
        projection: ["EventCount", "DriverName"],
        dateRange: { reportPeriod: "Last7Days" },
        condition: { and: [{ attribute: "DriverName", operator: "eq", value: "nic.sys" }], or: [] },
        limit: 0,
      },
    });
    const { outcome } = await devCenter.run(() => project.refresh());
    assert.deepEqual(did(outcome), SAME);
  });

  it("is a pause, a resume and a property that somebody took away, and up repairs each", async () => {
    await devCenter.ask("POST", `/analytics/driver/report/pause/${ids.schedule}`);
    await devCenter.ask("POST", `/analytics/driver/report/resume/${ids.paused}`);
    await devCenter.ask("POST", "/analytics/driver/reporttemplate/15", {
      view: "IHVDriver",
      projection: ["DriverName", "EventCount"],
      dateRange: { reportPeriod: "Last7Days" },
    });
    const repaired = ["update paused", "update schedule", "update template"];
    assert.deepEqual(await afterRefreshAndUp(), {
      refresh: repaired,
      up: repaired,
      requests: [
        `POST /analytics/driver/report/pause/${ids.paused}`,
        `POST /analytics/driver/report/resume/${ids.schedule}`,
        "POST /analytics/driver/reporttemplate/15",
      ],
    });
  });

  it("asks for a replacement where only a new object can be as declared", async () => {
    devCenter.emulator.edit("product", "14631253285588838", { testHarness: "hlk" });
    await devCenter.run(() => project.refresh());
    const { outcome } = await devCenter.run(() => project.preview());
    assert.deepEqual(
      outcome.steps.find(({ name, op }) => name === "product" && op === "replace")?.replaceKeys,
      ["testHarness"],
    );
  });
});
