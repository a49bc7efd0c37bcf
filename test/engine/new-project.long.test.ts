import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { runIn } from "../../harness/package-tools";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CHECKOUT } from "./package-programs";

const { version } = JSON.parse(readFileSync(join(CHECKOUT, "package.json"), "utf8")) as { version: string };

describe("pulumi new, from the folder of an example", () => {
  let devCenter: LocalDevCenter;
  let anyProject: PulumiProject;
  let home: string;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    anyProject = await devCenter.program("");
    home = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-new-"));
  });
  after(async () => {
    rmSync(home, { recursive: true, force: true });
    await devCenter.close();
  });

  for (const example of readdirSync(join(CHECKOUT, "examples"))) {
    it(`makes a project of one's own: ${example}`, async () => {
      const folder = join(home, example);
      mkdirSync(folder);
      const names = ["--name", "acme-drivers", "--description", "Our drivers."];
      const { exitCode, output } = await runIn(
        folder,
        ["pulumi", "new", join(CHECKOUT, "examples", example), "--generate-only", "--yes", ...names],
        { ...process.env, ...anyProject.environment },
      );
      assert.equal(exitCode, 0, output);

      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      assert.deepEqual(
        [manifest.name, manifest.description, manifest.dependencies["pulumi-devcenter"]],
        ["acme-drivers", "Our drivers.", `^${version}`],
      );
      const settings = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
      assert.match(settings, /^name: acme-drivers$/m);
      assert.match(settings, /^description: Our drivers\.$/m);
      assert.doesNotMatch(settings, /^template:/m);
      assert.ok(readdirSync(folder).includes("index.ts"));
    });
  }
});
