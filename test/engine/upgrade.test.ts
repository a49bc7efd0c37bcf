import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asked, did, keptIds, LocalDevCenter } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";

/** The states and programs of releases, as their users have them: never to be edited. */
const STATES = join(__dirname, "states");

const PROGRAM_OF_0_1_0 = `
  const template = new devcenter.ReportTemplate("top-drivers", {
    view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last90Days" },
    aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }], limit: 10,
  });
  const schedule = new devcenter.ReportSchedule("daily", {
    templateId: template.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30,
  });
  const product = new devcenter.Product("nic", {
    productName: "VST_apdevtest1", testHarness: "attestation", deviceType: "external",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" }, marketingNames: ["Contoso Network Adapter"],
  });
  const submission = new devcenter.Submission("nic-initial", {
    productId: product.productId, name: "VST_apdevtest1_init", type: "initial",
  });
  Object.assign(exports, {
    templateId: template.templateId, reportId: schedule.reportId, productId: product.productId,
    submissionId: submission.submissionId, commitStatus: submission.commitStatus,
  });`;

const ALL_SAME = ["same daily", "same nic", "same nic-initial", "same top-drivers"];

function stateOf(file: string): { resources: object[] } {
  return JSON.parse(readFileSync(join(STATES, file), "utf8")) as { resources: object[] };
}

/** What that program had made on Dev Center. */
async function makeObjects(devCenter: LocalDevCenter): Promise<void> {
  const template = await devCenter.make("reportTemplate", "/analytics/driver/reporttemplate", {
    view: "IHVDriver",
    projection: ["DriverName"],
    dateRange: { reportPeriod: "Last90Days" },
    aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
    limit: 10,
  });
  await devCenter.ask("POST", "/analytics/driver/report", {
    templateId: Number(template),
    schedule: { startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30 },
  });
  const product = await devCenter.make("product", "/v2.0/my/hardware/products", {
    productName: "VST_apdevtest1",
    testHarness: "attestation",
    deviceType: "external",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    marketingNames: ["Contoso Network Adapter"],
  });
  await devCenter.ask("POST", `/v2.0/my/hardware/products/${product}/submissions`, {
    name: "VST_apdevtest1_init",
    type: "initial",
  });
}

describe("an upgrade of the package", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    await makeObjects(devCenter);
    project = await devCenter.program(PROGRAM_OF_0_1_0);
    await project.import(stateOf("release-0.1.0.json"));
  });
  after(() => devCenter.close());

  it("shows an empty plan for a state that release 0.1.0 wrote, and asks nothing", async () => {
    const { outcome, requests } = await devCenter.run(() => project.preview());
    assert.deepEqual({ did: did(outcome), requests }, { did: ALL_SAME, requests: [] });
  });

  it("finds no drift with the present code", async () => {
    const { outcome } = await devCenter.run(() => project.refresh());
    assert.deepEqual(did(outcome), ALL_SAME);
  });

  it("keeps every resource as it is in up", async () => {
    const { outcome, requests } = await devCenter.run(() => project.up());
    assert.deepEqual({ did: did(outcome), requests }, { did: ALL_SAME, requests: [] });
  });

  it("destroys with the present code what release 0.1.0 made", async () => {
    const { requests } = await devCenter.run(() => project.destroy());
    assert.deepEqual(
      { asked: asked(requests), kept: await keptIds(project) },
      { asked: ["POST /analytics/driver/report/pause/2"], kept: {} },
    );
  });
});

describe("a package that is older than the state", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

  it("says that a newer one is needed for a kind that it does not know", async () => {
    const project = await devCenter.program("");
    const later = readFileSync(join(STATES, "release-0.1.0.json"), "utf8").replaceAll(
      "Submission",
      "LaterKind",
    );
    await project.import(JSON.parse(later) as object);
    const outcome = await project.refresh();
    assert.equal(outcome.ok, false);
    assert.match(outcome.output, /does not know the kind LaterKind.*npm install pulumi-devcenter@latest/);
  });
});
