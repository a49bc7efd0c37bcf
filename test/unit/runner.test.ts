import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { runSuite } from "../../harness/suites";
import { folderOfAllTests } from "../../harness/test-folder";

const passes = `it("passes", () => undefined);`;

/** What a file can do to the process in which it runs, and what is counted beside the file that passes. */
const files: Readonly<Record<string, { readonly text: string; readonly failed: number }>> = {
  "passes, too": { text: passes, failed: 0 },
  fails: { text: `it("fails", () => { throw new Error("no"); });`, failed: 1 },
  "cannot be loaded": { text: `throw new Error("no");`, failed: 1 },
  "ends the process": { text: `it("ends", () => process.exit(0));`, failed: 1 },
  "kills the process": {
    text: `it("dies", () => { process.kill(process.pid, "SIGKILL"); return new Promise(() => undefined); });`,
    failed: 1,
  },
  "never gives way": { text: `it("spins", () => { for (;;); });`, failed: 1 },
  "throws when its tests are over": {
    text: `it("passes", (done) => { setTimeout(() => { throw new Error("late"); }, 1); done(); });
      it("waits", (done) => void setTimeout(done, 100));`,
    failed: 1,
  },
};

describe("a suite of tests", () => {
  const folder = folderOfAllTests();
  before(() => {
    writeFileSync(folder("good.test.js"), passes);
  });

  for (const [what, { text, failed }] of Object.entries(files)) {
    it(`counts ${failed} failed of a file that ${what}`, async () => {
      const bad = folder("bad.test.js");
      writeFileSync(bad, text);
      const suite = { name: "unit", timeoutMs: 2_000, jobs: 2, longest: [] } as const;
      const count = await runSuite(suite, [bad, folder("good.test.js")], [], process.env, 15_000);
      assert.ok(failed === 0 ? count.failed === 0 : count.failed > 0, JSON.stringify(count));
      assert.ok(count.passed >= 1, JSON.stringify(count));
    });
  }
});
