import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runDevcenter } from "../../harness/devcenter-command";
import { emulatorSettings } from "../../harness/emulator-settings";
import { LocalDevCenter, OWN_TOKEN } from "../../harness/local-dev-center";
import { type MadeAccount, madeAccounts, makeAccount } from "../../harness/made-accounts";
import { filesIn } from "../../harness/project-folder";
import type { PulumiProject } from "../../harness/pulumi-project";
import { writes } from "./existing-objects";

/** With some of everything; what the small engine does with two hundred is in test/integration/cli/import. */
function richAccounts(count: number): MadeAccount[] {
  const isRich = ({ schedules, products }: MadeAccount) =>
    schedules.some(({ callback }) => callback !== undefined) &&
    products.flatMap(({ submissions }) => submissions.flatMap(({ labels }) => labels)).length > 2;
  return madeAccounts(39, 16).filter(isRich).slice(0, count);
}

/** A pulumi on PATH that notes its arguments, and is the real one. */
function notingPulumi(home: string, path: string): string {
  const real = path.split(delimiter)[0];
  writeFileSync(
    join(home, "pulumi"),
    `#!/bin/sh\nprintf '%s\\n' "$*" >> '${join(home, "argv")}'\nexec '${real}/pulumi' "$@"\n`,
  );
  chmodSync(join(home, "pulumi"), 0o700);
  return `${home}${delimiter}${path}`;
}

describe("devcenter import of generated accounts, then pulumi up", () => {
  let center: LocalDevCenter;
  const home = mkdtempSync(join(tmpdir(), "noting-pulumi-"));
  before(async () => {
    center = await LocalDevCenter.open(0);
  });
  after(async () => {
    await center?.close();
    rmSync(home, { recursive: true });
  });

  async function importedBy(project: PulumiProject, ...args: string[]): Promise<void> {
    const { PATH = "", ...others } = project.environment;
    const environment = { ...emulatorSettings(center.emulator), ...others, PATH: notingPulumi(home, PATH) };
    const whole = ["import", "--stack", "test", "--max-requests", "9999", ...args];
    const { exitCode, out, err } = await runDevcenter(whole, environment, { cwd: project.folder });
    assert.equal(exitCode, 0, out + err);
    for (const text of [
      ...filesIn(project.folder).values(),
      readFileSync(join(home, "argv"), "utf8"),
      out,
      err,
    ]) {
      assert.ok(!text.includes("PLANTED-KEY"), `a secret stands in:\n${text}`);
    }
  }

  for (const [index, account] of richAccounts(3).entries()) {
    it(`adopts account ${index} without a write, and settles it without a change`, async () => {
      center.emulator.reset();
      assert.ok((await makeAccount(center.emulator, OWN_TOKEN, account)).length > 0);
      const before = center.emulator.state();
      const project = await center.project({
        files: { "Pulumi.yaml": "name: imported\nruntime: nodejs\n", "package.json": '{"main":"index.ts"}' },
        env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
      });
      await importedBy(project, "--include", "failed,finished,over,shared");
      const adopted = await center.run(() => project.up());
      assert.deepEqual(writes(adopted), []);
      assert.deepEqual(center.emulator.state(), before);
      const quiet = async () => {
        const { exitCode, stdout, stderr } = await project.command(["preview", "--expect-no-changes"]);
        assert.equal(exitCode, 0, stdout + stderr);
      };
      await quiet();
      await importedBy(project, "--settle");
      assert.ok(![...filesIn(project.folder).values()].some((text) => /\{ import: "/.test(text)));
      await quiet();
    });
  }
});
