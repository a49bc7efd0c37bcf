import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFilesOf } from "../../../../harness/open-files";
import { measureFile } from "../../../../provider/api/transfer/hash-file";

describe("the measure of a file", () => {
  let path: string;
  // Larger than the buffer through which it is read.
  const content = Buffer.alloc(2.5 * 1024 * 1024, "content ");

  before(() => {
    path = join(mkdtempSync(join(tmpdir(), "devcenter-measure-")), "a.hlkx");
    writeFileSync(path, content);
  });
  after(() => rmSync(join(path, ".."), { recursive: true }));

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
