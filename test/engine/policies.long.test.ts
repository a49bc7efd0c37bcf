import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalDevCenter, program } from "../../harness/local-dev-center";
import { packFiles, runWithPack } from "../../harness/policy-pack";
import type { CommandResult, PulumiProject } from "../../harness/pulumi-project";
import { ruleNames } from "../../policies/src/rules";

const packageFile = join(
  __dirname,
  "..",
  "..",
  "examples",
  "driver-release",
  "packages",
  "contoso-nic-1.0.hlkx",
);
const audience = "00000000-0000-0000-0000-000000000001";

const pack = packFiles(`const { DevCenterPolicies } = require("devcenter-policies");
new DevCenterPolicies("devcenter", { all: "mandatory", "callback-host-allowed": { hosts: ["hooks.example.com"] } });`);

interface Choices {
  readonly columns: string;
  readonly host: string;
  readonly harness: string;
  readonly goLive: string;
  readonly isAutomatic: boolean;
  readonly audiences: string;
  readonly options: string;
}

/** One resource of each kind, each property of which the policies judge by a choice. */
function source({ columns, host, harness, goLive, isAutomatic, audiences, options }: Choices): string {
  return `
    const top = new devcenter.ReportTemplate("top", { view: "IHVDriver", projection: [${columns}], dateRange: { reportPeriod: "Last60Days" } });
    new devcenter.ReportSchedule("daily", { templateId: top.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30, callbackUrl: "https://${host}/KEY-OF-THE-RECEIVER" });
    const nic = new devcenter.Product("nic", { productName: "Contoso NIC", testHarness: "${harness}", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"], selectedProductTypes: { windows_v100_RS3: "Unclassified" } }, ${options});
    const first = new devcenter.Submission("first", { productId: nic.productId, name: "1.0", type: "initial", package: "contoso-nic.hlkx", waitFor: "none" }, ${options});
    new devcenter.ShippingLabel("wave", { productId: first.productId, submissionId: first.submissionId, name: "wave", destination: "windowsUpdate",
      publishingSpecifications: { goLiveDate: "${goLive}", isAutoInstallOnApplicableSystems: ${isAutomatic}, additionalInfoForMsApproval: { businessJustification: "It is better." } },
      targeting: { hardwareIdsFrom: { metadata: "submission", select: { pnpString: "*" } }, restrictedToAudiences: [${audiences}] } });`;
}

const keeps: Choices = {
  columns: '"DriverName", "EventCount"',
  host: "hooks.example.com",
  harness: "hlk",
  goLive: "2027-01-14T09:00:00Z",
  isAutomatic: false,
  audiences: `"${audience}"`,
  options: "{ protect: true }",
};
const breaks: Choices = {
  columns: '"DriverName", "DeviceId", "CabIdHash"',
  host: "evil.example",
  harness: "attestation",
  goLive: "2026-12-24T09:00:00Z",
  isAutomatic: true,
  audiences: "",
  options: "{}",
};

/** "policy of name", of each violation that fails the run. */
function violations({ stdout, stderr }: CommandResult): string[] {
  const printed = /\[mandatory\](?: \[severity: \w+\])?\s+(\S+)\s+\(\S+: (\S+)\)/g;
  const found = [...`${stdout}${stderr}`.matchAll(printed)];
  return [...new Set(found.map(([, policy, name]) => `${policy} of ${name}`))].sort();
}

describe("the policies, run by the engine", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    devCenter.emulator.setWorkflowMinutes(0);
    const files = { ...pack, "contoso-nic.hlkx": readFileSync(packageFile, "latin1") };
    project = await devCenter.program("", { files });
  });
  after(() => devCenter.close());

  const broken = [
    "audience-required of wave",
    "callback-host-allowed of daily",
    "go-live-outside-block-outs of wave",
    "look-back-at-most of top",
    "no-attestation-to-retail of wave",
    "no-automatic-install of wave",
    "no-cabs of top",
    "no-device-identity of top",
    "no-initial-replacement of first",
    "protect-products of nic",
  ];

  it("are all in the table of this test", () => {
    assert.deepEqual(
      broken.map((line) => line.split(" ")[0]),
      [...ruleNames].sort(),
    );
  });

  it("fail the preview of a program that breaks them, each by its name, and print no secret", async () => {
    project.write(program(source(breaks)));
    const result = await runWithPack(project, ["preview"]);
    assert.deepEqual(violations(result), broken, result.stdout);
    assert.notEqual(result.exitCode, 0);
    assert.doesNotMatch(result.stdout + result.stderr, /KEY-OF-THE-RECEIVER|evil\.example/);
  });

  it("judge resources of an explicit provider alike", async () => {
    const theirs = source({ ...breaks, options: "{ provider }" }).replaceAll(
      / \}\);$/gm,
      " }, { provider });",
    );
    project.write(program(`const provider = new devcenter.Provider("theirs");${theirs}`));
    const result = await runWithPack(project, ["preview"]);
    assert.deepEqual(violations(result), broken, result.stdout);
  });

  it("say in preview what they cannot tell yet, and decide it in up, before anything is made", async () => {
    const late = `new devcenter.ReportTemplate("late", { view: "IHVDriver", projection: top.id.apply(() => ["DeviceId"]), dateRange: { reportPeriod: "Last7Days" } });`;
    project.write(program(`${source(keeps).replace("Last60Days", "Last7Days").split("\n")[1]}\n${late}`));
    const preview = await runWithPack(project, ["preview"]);
    assert.deepEqual([preview.exitCode, violations(preview)], [0, []], preview.stdout + preview.stderr);
    assert.match(preview.stdout, /can't run policy 'no-device-identity'.*can't be known during preview/);
    const up = await runWithPack(project, ["up", "--yes", "--skip-preview"]);
    assert.notEqual(up.exitCode, 0);
    assert.deepEqual(violations(up), ["no-device-identity of late"], up.stdout);
    assert.equal(devCenter.emulator.state().entities.reportTemplate.length, 1);
  });

  it("let a program pass that keeps them, in preview and in up, with the CLI's own configuration over the pack's", async () => {
    project.write({ ...program(source(keeps)), "policies.json": '{ "look-back-at-most": { "days": 60 } }' });
    for (const verb of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const result = await runWithPack(project, [...verb, "--policy-pack-config", "policies.json"]);
      assert.deepEqual([result.exitCode, violations(result)], [0, []], result.stdout + result.stderr);
    }
    assert.equal(devCenter.emulator.state().entities.shippingLabel.length, 1);
  });
});
