import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { FoundObject } from "../../../../cli/src/import/account";
import { planImport } from "../../../../cli/src/import/plan";
import { type PrintStyle, plainStyle } from "../../../../cli/src/import/print-style";
import { printModule } from "../../../../cli/src/import/print-typescript";
import { settleFile } from "../../../../cli/src/import/settle";
import { projectFiles } from "../../../../cli/src/import/write";
import { formatted } from "../../../../harness/formatted-files";
import { importableAccount } from "../../../../harness/importable-accounts";

const tsc = require.resolve("typescript/bin/tsc");
const checkout = join(__dirname, "..", "..", "..", "..");

const styles: Readonly<Record<string, PrintStyle>> = {
  plain: plainStyle,
  wide: { ...plainStyle, width: 110 },
  tabs: { width: 80, indent: "\t", indentWidth: 2, quote: "'" },
};

export function printedAccount(objects: readonly FoundObject[], style: PrintStyle): Map<string, string> {
  const plan = planImport({
    objects,
    managed: [],
    variables: [],
    metadata: new Map(),
    exists: () => false,
    today: "2026-11-27",
  });
  assert.deepEqual(plan.undeclared, []);
  const declared = plan.modules.flatMap(({ path, declarations }) =>
    declarations.map(({ object, name }) => ({ ...object, module: path, variable: name.variable })),
  );
  const variable = (kind: string, id: string) =>
    declared.find((entry) => entry.kind === kind && entry.id === id);
  const surroundings = { style, isEsm: false, managed: () => undefined, variable };
  return new Map(plan.modules.map((module) => [`${module.path}.ts`, printModule(module, surroundings)]));
}

/** One call of the compiler for the programs of so many accounts. */
export function typeChecksForAccounts(runs: number): void {
  it("type-checks strictly", () => {
    const folder = mkdtempSync(join(tmpdir(), "generated-program-"));
    try {
      symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
      for (const { path, text } of projectFiles(folder, { package: "0.1.0", sdk: "^3.216.0" })) {
        writeFileSync(join(folder, path), text);
      }
      const accounts = fc.sample(importableAccount, { numRuns: runs, seed: 20261127 });
      for (const [index, objects] of accounts.entries()) {
        for (const [path, text] of printedAccount(objects, plainStyle)) {
          mkdirSync(dirname(join(folder, String(index), path)), { recursive: true });
          writeFileSync(join(folder, String(index), path), text);
        }
      }
      const { status, stdout } = spawnSync(process.execPath, [tsc], { cwd: folder, encoding: "utf8" });
      assert.equal(status, 0, stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** @param runs how many accounts, in each style */
export function holdsForAccounts(runs: number): void {
  for (const [name, style] of Object.entries(styles)) {
    it(`is left as it is by the formatter, before and after it is settled (${name})`, () => {
      // One call of the formatter for all accounts.
      const files = new Map<string, string>();
      for (const [index, objects] of fc
        .sample(importableAccount, { numRuns: runs, seed: 20261127 })
        .entries()) {
        for (const [path, text] of printedAccount(objects, style)) {
          assert.ok(!text.includes("KEY-OF-THE-RECEIVER"), "the callback URL stands in the program");
          files.set(`${index}/${path}`, text);
          files.set(`${index}/settled/${path}`, settleFile(text, () => true, style).text);
        }
      }
      assert.ok([...files.values()].some((text) => text.includes("import: ")));
      for (const [path, text] of formatted(files, style)) assert.equal(text, files.get(path));
    });
  }
}
