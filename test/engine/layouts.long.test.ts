import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { did, LocalDevCenter } from "../../harness/local-dev-center";
import { hasTools, type Manager, PackageTools } from "../../harness/package-tools";
import { type PackedPackages, packPackages } from "../../harness/packed-packages";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { CHECKOUT, devDependencies, RUNTIME } from "./package-programs";

const template = `new devcenter.ReportTemplate("top", {
  view: "IHVDriver", projection: ["DriverName"], dateRange: { reportPeriod: "Last7Days" },
});`;
const program = `const devcenter = require("pulumi-devcenter");\n${template}\n`;
const sdk = devDependencies["@pulumi/pulumi"]?.replace("^", "");
const node = "20";
const javaScript = RUNTIME("{ name: nodejs, options: { typescript: false } }");

describe("a project whose packages lie elsewhere", () => {
  let devCenter: LocalDevCenter;
  let packed: PackedPackages;
  let tools: PackageTools;
  before(async function () {
    if (!hasTools) this.skip();
    [devCenter, packed, tools] = await Promise.all([
      LocalDevCenter.open(),
      packPackages(),
      PackageTools.install(["npm", "pnpm", "yarn 4"], [node]),
    ]);
  });
  after(async () => {
    tools?.remove();
    packed?.remove();
    await devCenter?.close();
  });

  const ours = () => ({ "pulumi-devcenter": `file:${packed.tarballs["pulumi-devcenter"]}` });
  const manifest = (dependencies: object, name = "infra") =>
    JSON.stringify({ name, version: "1.0.0", main: "index.js", dependencies });

  /** A project with these files and what they ask for. */
  async function projectOf(manager: Manager, files: Record<string, string>): Promise<PulumiProject> {
    const project = await devCenter.project({ ownModules: true, files: { ...javaScript, ...files } });
    await install(project, manager);
    return project;
  }

  async function install(project: PulumiProject, manager: Manager): Promise<void> {
    const { exitCode, output } = await tools.installIn(project.folder, manager, node);
    assert.equal(exitCode, 0, output);
  }

  /** Fails by one sentence about what to put where, and asks nothing of Dev Center. */
  function isToldWhatToPutWhere({ ok, diagnostics }: Outcome, folder: string): void {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const sentence = `pulumi-devcenter is not installed where Pulumi's provider process looks for it: in ${folder}, the folder of the program, and above. Run npm install pulumi-devcenter beside Pulumi.yaml`;
    assert.equal(ok, false);
    assert.deepEqual(
      errors.map(({ message }) => message.includes(sentence)),
      [true],
      errors.map(({ message }) => message).join("\n"),
    );
    assert.doesNotMatch(errors[0]?.message ?? "", /Require stack|\n\s+at /);
  }

  it("reports what to put where, in a pnpm workspace whose other package brings ours; works with it", async () => {
    const dependencies = { "@pulumi/pulumi": sdk, "@acme/reporting": "workspace:*" };
    const project = await projectOf("pnpm", {
      "pnpm-workspace.yaml": "packages: [reporting]\n",
      "package.json": manifest(dependencies),
      "index.js": 'require("@acme/reporting");\n',
      "reporting/package.json": manifest({ "@pulumi/pulumi": sdk, ...ours() }, "@acme/reporting"),
      "reporting/index.js": program,
    });
    isToldWhatToPutWhere(await project.preview(), project.folder);

    project.write({ "package.json": manifest({ ...dependencies, ...ours() }) });
    await install(project, "pnpm");
    const { outcome } = await devCenter.run(() => project.preview());
    assert.deepEqual(did(outcome), ["create top"]);
  });

  describe("of which a bundle is made", () => {
    let project: PulumiProject;
    before(async () => {
      project = await projectOf("npm", {
        "package.json": manifest({ "@pulumi/pulumi": sdk, ...ours() }),
        "source.js": program,
      });
    });

    async function bundle(...external: string[]): Promise<void> {
      // The bundler that tsx brings.
      const fromTsx = createRequire(
        createRequire(join(CHECKOUT, "package.json")).resolve("tsx/package.json"),
      );
      const esbuild = fromTsx("esbuild") as { build(options: object): Promise<unknown> };
      const [entry, outfile] = ["source.js", "index.js"].map((name) => join(project.folder, name));
      const options = { bundle: true, platform: "node", external, logLevel: "error" };
      await esbuild.build({ entryPoints: [entry], outfile, ...options });
    }

    it("works where ours is external", async () => {
      await bundle("pulumi-devcenter", "@pulumi/pulumi");
      const { outcome } = await devCenter.run(() => project.preview());
      assert.deepEqual(did(outcome), ["create top"]);
    });

    it("reports what to put where, with ours within and left out of node_modules", async () => {
      await bundle("@pulumi/pulumi");
      rmSync(join(project.folder, "node_modules", "pulumi-devcenter"), { recursive: true });
      isToldWhatToPutWhere(await project.preview(), project.folder);
    });
  });

  it("of yarn's Plug'n'Play does not get as far as this package: Pulumi finds no SDK, as docs/install.md says", async () => {
    const project = await projectOf("yarn 4", {
      "package.json": manifest({ "@pulumi/pulumi": sdk, ...ours() }),
      "index.js": program,
    });
    const { ok, output } = await project.preview();
    assert.match(output, /It looks like the Pulumi SDK has not been installed/);
    assert.equal(ok, false);
  });
});
