import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { did, LocalDevCenter } from "../../harness/local-dev-center";
import { hasTools, type Manager, PackageTools, runIn } from "../../harness/package-tools";
import { type PackageName, type PackedPackages, packPackages } from "../../harness/packed-packages";
import { writeFiles } from "../../harness/project-folder";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CHECKOUT, devDependencies, PROGRAMS } from "./package-programs";

const all = ["20", "22", "24"];

/** One way to install everything. */
interface Row {
  readonly manager: Manager;
  /** The Node.js that installs. */
  readonly by: string;
  /** Those that run what was installed. */
  readonly runs: readonly string[];
  /** Of Pulumi's SDK: the newest for Node.js 20, or the newest of all, which needs 22. */
  readonly sdk: string;
  readonly emulator?: false;
  readonly up?: true;
}

const sdk = devDependencies["@pulumi/pulumi"]?.replace("^", "") ?? "";
/** npm takes what its Node.js can run, yarn 1 refuses what it cannot; the others install the same under each. */
const rows: readonly Row[] = [
  { manager: "npm", by: "20", runs: all, sdk, up: true },
  { manager: "npm", by: "24", runs: ["22", "24"], sdk: "3", up: true },
  { manager: "pnpm", by: "20", runs: all, sdk, up: true },
  { manager: "yarn 1", by: "20", runs: all, sdk, emulator: false },
  { manager: "yarn 1", by: "22", runs: ["22", "24"], sdk: "3" },
  { manager: "yarn 4", by: "22", runs: all, sdk },
  { manager: "bun", by: "24", runs: all, sdk },
];
const columns = ["install", "program", "types", "command", "emulator", "up"] as const;

/** Who takes pulumi-devcenter 0.1.0, for which devcenter-cli asks, from where the registry's users find it. */
function files(
  { manager, sdk, emulator }: Row,
  tarballs: PackedPackages["tarballs"],
): Record<string, string> {
  const names = (Object.keys(tarballs) as PackageName[]).filter(
    (name) => name !== "devcenter-emulator" || emulator !== false,
  );
  const ours = Object.fromEntries(names.map((name) => [name, `file:${tarballs[name]}`]));
  const instead = { "pulumi-devcenter": `file:${tarballs["pulumi-devcenter"]}` };
  const manifest = {
    private: true,
    main: "index.js",
    dependencies: { "@pulumi/pulumi": sdk, ...ours },
    ...(manager.startsWith("yarn") ? { resolutions: instead } : {}),
    ...(manager === "bun" ? { overrides: instead } : {}),
  };
  return {
    ...PROGRAMS["a CommonJS program in JavaScript"],
    "package.json": JSON.stringify(manifest),
    ...(manager === "pnpm" ? { "pnpm-workspace.yaml": JSON.stringify({ overrides: instead }) } : {}),
    ...(manager === "yarn 4" ? { ".yarnrc.yml": "nodeLinker: node-modules\n" } : {}),
    "load.js": load,
    "types.ts": types,
  };
}

/** Loads both doors, and lets the provider check a wrong template. */
const load = `const devcenter = require("pulumi-devcenter");
const { check } = require("pulumi-devcenter/runtime")("ReportTemplate");
const wrong = { view: "IHVDriver", projection: ["Drivername"], dateRange: { reportPeriod: "Last7Days" } };
check({}, wrong).then(({ failures }) => {
  console.log(typeof devcenter.ReportTemplate, process.versions.node.split(".")[0], failures[0].reason);
  process.exit();
});`;

const types = `import type * as pulumi from "@pulumi/pulumi";
import * as devcenter from "pulumi-devcenter";
const declared: devcenter.ReportTemplateArgs = {
  view: "IHVDriver",
  projection: ["DriverName"],
  dateRange: { reportPeriod: "Last7Days" },
};
export const id: pulumi.Output<number> = new devcenter.ReportTemplate("a", { ...declared, limit: 3 }).templateId;
// @ts-expect-error: no property has this name, and none of this is any.
new devcenter.ReportTemplate("b", { ...declared, limits: 3 });`;

describe("the published packages, by each package manager and on each Node.js", () => {
  let devCenter: LocalDevCenter;
  let packed: PackedPackages;
  let tools: PackageTools;
  const table: string[][] = [];
  before(async function () {
    if (!hasTools) this.skip();
    [devCenter, packed, tools] = await Promise.all([
      LocalDevCenter.open(),
      packPackages(),
      PackageTools.install([...new Set(rows.map(({ manager }) => manager))], all),
    ]);
  });
  after(async () => {
    console.log(
      [["", ...columns], ...table].map((row) => row.map((cell) => cell.padEnd(10)).join("")).join("\n"),
    );
    tools?.remove();
    packed?.remove();
    await devCenter?.close();
  });

  for (const row of rows) {
    const { manager, by, runs } = row;
    describe(`${manager} on Node.js ${by}`, () => {
      let folder: string;
      let project: PulumiProject | undefined;
      let env: NodeJS.ProcessEnv;
      const cells = new Map<string, string>();
      before(async () => {
        env = tools.environment(by);
        const written = files(row, packed.tarballs);
        if (row.up) {
          const { PATH = "" } = env;
          project = await devCenter.project({ ownModules: true, files: written, env: { PATH } });
          folder = project.folder;
        } else {
          folder = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-installed-"));
          writeFiles(folder, written);
        }
      });
      after(() => {
        table.push([`${manager}, ${by}`, ...columns.map((column) => cells.get(column) ?? "-")]);
        rmSync(folder, { recursive: true, force: true });
      });

      const cell = (column: (typeof columns)[number], work: () => Promise<void>) =>
        it(column, async () => {
          cells.set(column, "FAILS");
          await work();
          cells.set(column, "works");
        });
      const bin = (name: string) => join(folder, "node_modules", ".bin", name);

      cell("install", async () => {
        const { exitCode, output } = await tools.installIn(folder, manager, by);
        assert.equal(exitCode, 0, output);
      });

      cell("program", async () => {
        for (const node of runs) {
          const { output } = await runIn(folder, ["node", "load.js"], tools.environment(node));
          assert.match(output, new RegExp(`^function ${node} projection\\[0\\]: expected a column`));
        }
      });

      cell("types", async () => {
        const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"];
        const roots = ["--typeRoots", join(CHECKOUT, "node_modules", "@types"), "--types", "node"];
        const compiler = join(CHECKOUT, "node_modules", "typescript", "bin", "tsc");
        const command = ["node", compiler, ...options, ...roots, "types.ts"];
        const { exitCode, output } = await runIn(folder, command, env);
        assert.equal(exitCode, 0, output);
      });

      cell("command", async () => {
        for (const node of runs) {
          const ran = await runIn(folder, [bin("devcenter"), "--version"], tools.environment(node));
          assert.deepEqual(ran, { exitCode: 0, output: "0.1.0\n" });
        }
      });

      if (row.emulator !== false) {
        cell("emulator", async () => {
          assert.equal(await answerOf(bin("devcenter"), { cwd: folder, env }), 200);
        });
      } else {
        it("refuses the emulator, because packages that it brings need Node.js 22", async () => {
          const dependencies = { "devcenter-emulator": `file:${packed.tarballs["devcenter-emulator"]}` };
          writeFiles(folder, { "emulator/package.json": JSON.stringify({ private: true, dependencies }) });
          const { exitCode, output } = await tools.installIn(join(folder, "emulator"), manager, by);
          assert.match(
            output,
            /The engine "node" is incompatible with this module\. Expected version "\S*22/,
          );
          assert.notEqual(exitCode, 0);
        });
      }

      if (row.up) {
        cell("up", async () => {
          const declared = project ?? assert.fail("there is no project");
          const { outcome } = await devCenter.run(() => declared.up());
          assert.equal(did(outcome).length, 4);
        });
      }
    });
  }
});

/** The status with which an emulator answers that the command starts; ends it then. */
async function answerOf(
  command: string,
  surroundings: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<number> {
  const emulator = spawn(command, ["emulator", "--port", "0", "--json"], {
    ...surroundings,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const over = once(emulator, "close").then(() => assert.fail("the emulator ended before it listened"));
  try {
    const [line] = (await Promise.race([once(createInterface(emulator.stdout), "line"), over])) as [string];
    const { url } = JSON.parse(line) as { url: string };
    return (await fetch(`${url}/_emulator/state`)).status;
  } finally {
    emulator.kill("SIGTERM");
    await over.catch(() => undefined);
  }
}
