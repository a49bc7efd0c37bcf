import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { utimesSync, writeFileSync } from "node:fs";
import { openFilesOf } from "../../../../harness/open-files";
import { folderOfAllTests } from "../../../../harness/test-folder";
import { measureFile } from "../../../../provider/api/transfer/hash-file";

describe("the measure of a file", () => {
  const folder = folderOfAllTests();
  let path: string;
  // Larger than the buffer through which it is read.
  const content = Buffer.alloc(2.5 * 1024 * 1024, "content ");

  before(() => {
    path = folder("a.hlkx");
    writeFileSync(path, content);
  });

  it("is its length and its SHA-256", async () => {
    const sha256 = createHash("sha256").update(content).digest("hex");
    assert.deepEqual(await measureFile(path), { sha256, bytes: content.length });
  });

  it("is the same when the file is only touched", async () => {
    const before = await measureFile(path);
    utimesSync(path, 0, 0);
    assert.deepEqual(await measureFile(path), before);
  });

  it("leaves the file closed", async function () {
    if (process.platform !== "linux") this.skip();
    await measureFile(path);
    assert.deepEqual(openFilesOf(path), []);
  });
});
