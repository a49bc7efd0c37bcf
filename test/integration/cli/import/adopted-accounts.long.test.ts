import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainStyle } from "../../../../cli/src/import/print-style";
import { projectFiles } from "../../../../cli/src/import/write";
import { formatted } from "../../../../harness/formatted-files";
import { writeFiles } from "../../../../harness/project-folder";
import { adoptsAccounts } from "./adopted-accounts";

const checkout = join(__dirname, "..", "..", "..", "..");
const tsc = require.resolve("typescript/bin/tsc");
const count = Number(process.env.DEVCENTER_TEST_ACCOUNTS ?? 200);

describe("devcenter import of 200 generated accounts", () => {
  const { modules } = adoptsAccounts(count);

  it("writes what the formatter leaves as it is, before and after it is settled", () => {
    assert.ok(modules.size > count);
    for (const [path, text] of formatted(modules, plainStyle)) assert.equal(text, modules.get(path), path);
  });

  it("writes what type-checks strictly, as scripts and as ECMAScript modules", () => {
    const folder = mkdtempSync(join(tmpdir(), "adopted-accounts-"));
    try {
      symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
      const project = projectFiles(folder, { package: "0.1.0", sdk: "^3.216.0" });
      writeFiles(folder, Object.fromEntries(project.map(({ path, text }) => [path, text])));
      writeFiles(folder, { "modules/package.json": '{ "type": "module" }' });
      writeFiles(folder, Object.fromEntries(modules));
      const { status, stdout } = spawnSync(process.execPath, [tsc], { cwd: folder, encoding: "utf8" });
      assert.equal(status, 0, stdout.slice(0, 5000));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
