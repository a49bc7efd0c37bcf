import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { did, LocalDevCenter } from "../../harness/local-dev-center";
import { packFiles, runWithPack } from "../../harness/policy-pack";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CHECKOUT, npm, peerDependencies } from "./package-programs";

const floor = (peerDependencies["@pulumi/pulumi"] ?? "").replace(/^\D+/, "");
const installed = JSON.parse(
  readFileSync(join(CHECKOUT, "node_modules", "@pulumi", "pulumi", "package.json"), "utf8"),
).version as string;
/** The lowest that we support, one in the middle, and the newest that this repository runs on Node.js 20 with. */
const versions = [floor, "3.232.0", installed];
const columns = ["create", "drift shown", "drift repaired", "policy by class", "inline program"] as const;

const declared = `{
  view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" }, limit: 10,
}`;
const index = `const devcenter = require("pulumi-devcenter");
new devcenter.ReportTemplate("top", ${declared});`;

const policyPack = packFiles(`const policy = require("@pulumi/policy");
const devcenter = require("pulumi-devcenter");
new policy.PolicyPack("pack", { policies: [{
  name: "few-rows", description: "Few rows.", enforcementLevel: "mandatory",
  validateResource: policy.validateResourceOfType(devcenter.ReportTemplate, ({ limit }, _, report) => {
    if (limit > 5) report("limit " + limit + " is above 5");
  }),
}] });`);

const inline = `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const devcenter = require("pulumi-devcenter");
const program = async () => { new devcenter.ReportTemplate("inline", ${declared}); };
const main = async () => {
  const projectSettings = { name: "inline", runtime: "nodejs", main: __dirname };
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "inline", projectName: "inline", program }, { projectSettings });
  console.log(JSON.stringify((await stack.preview()).changeSummary));
};
main().catch((error) => { console.error(error); process.exitCode = 1; });`;

describe("the package, with each Pulumi SDK that it supports", () => {
  let devCenter: LocalDevCenter;
  let packed: string;
  const table = new Map<string, Map<string, string>>(versions.map((version) => [version, new Map()]));
  before(async () => {
    devCenter = await LocalDevCenter.open();
    packed = mkdtempSync(join(tmpdir(), "pulumi-devcenter-matrix-"));
    await npm(CHECKOUT, "pack", "--ignore-scripts", "--pack-destination", packed);
  });
  after(async () => {
    const line = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(16)).join("");
    console.log(line(["SDK", ...columns]));
    for (const [version, cells] of table) {
      console.log(line([version, ...columns.map((column) => cells.get(column) ?? "not run")]));
    }
    rmSync(packed, { recursive: true, force: true });
    await devCenter.close();
  });

  for (const version of versions) {
    describe(version, () => {
      let project: PulumiProject;
      before(async () => {
        const tarball = readdirSync(packed).find((name) => name.endsWith(".tgz")) ?? "";
        project = await devCenter.project({ ownModules: true, files: { "index.js": index, ...policyPack } });
        const wanted = [join(packed, tarball), `@pulumi/pulumi@${version}`, "@pulumi/policy@1"];
        await npm(project.folder, "install", "--ignore-scripts", ...wanted);
      });

      const cell = (column: (typeof columns)[number], work: () => Promise<void>) =>
        it(column, async () => {
          table.get(version)?.set(column, "FAILS");
          await work();
          table.get(version)?.set(column, "works");
        });
      const ours = () => devCenter.emulator.state().entities.reportTemplate.at(-1) ?? assert.fail("none");

      cell("create", async () => {
        const { outcome } = await devCenter.run(() => project.up());
        assert.deepEqual(did(outcome), ["create top"]);
      });

      cell("drift shown", async () => {
        const { id, template } = ours();
        devCenter.emulator.edit("reportTemplate", id, { template: { ...template, limit: 99 } });
        const { stdout } = await project.command(["refresh", "--preview-only", "--diff"]);
        assert.match(stdout, /limit: 10 => 99/);
      });

      cell("drift repaired", async () => {
        await devCenter.run(() => project.refresh());
        await devCenter.run(() => project.up());
        assert.equal(ours().template.limit, 10);
      });

      cell("policy by class", async () => {
        const { exitCode, stdout, stderr } = await runWithPack(project, ["preview"]);
        assert.match(stdout + stderr, /limit 10 is above 5/);
        assert.notEqual(exitCode, 0);
      });

      cell("inline program", async () => {
        project.write({ "inline.js": inline });
        // Started elsewhere: `main` is what leads to the project.
        const { stdout } = await promisify(execFile)(process.execPath, [join(project.folder, "inline.js")], {
          cwd: tmpdir(),
          env: { ...process.env, ...project.environment },
        });
        assert.deepEqual(JSON.parse(stdout), { create: 2 });
      });
    });
  }
});
