import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { LargeAccount } from "../../../../harness/large-account";

const tsc = require.resolve("typescript/bin/tsc");

describe("devcenter import of 1,000 products, 1,000 submissions and 5,000 labels", () => {
  let account: LargeAccount;
  before(async () => {
    account = await LargeAccount.open(1000, 5);
  });
  after(() => account?.close());

  it("asks once for each page, stays below 300 MB, and writes a program that type-checks", async () => {
    const { exitCode, out, err, requests, peakRssBytes } = await account.import();
    assert.equal(exitCode, 0, err);
    // Templates, schedules, pages of 50 products; of each product its submissions, of each submission its labels; each label.
    assert.equal(requests, 2 + 1000 / 50 + 1000 + 1000 + 5000);
    const { declared, undeclared } = JSON.parse(out) as { declared: number; undeclared: unknown[] };
    assert.deepEqual([declared, undeclared], [7000, []]);
    assert.ok(peakRssBytes < 300e6, `${peakRssBytes} bytes`);
    account.linkPackages();
    execFileSync(process.execPath, [tsc, "--noEmit"], { cwd: account.folder, stdio: "pipe" });
  });
});
