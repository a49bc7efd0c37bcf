import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import { entryTypeAt } from "../../../../cli/src/retention/safe-path";
import { folderOfEachTest } from "../../../../harness/test-folder";

describe("what lies at a path", () => {
  const inFolder = folderOfEachTest();

  it("is nothing where no name leads, nor below a file", async () => {
    writeFileSync(inFolder("file"), "x");
    assert.equal(await entryTypeAt(inFolder("nothing")), undefined);
    assert.equal(await entryTypeAt(inFolder("file", "below")), undefined);
  });

  it("is not taken for nothing where the disk cannot say", async () => {
    symlinkSync(inFolder("loop"), inFolder("loop"));
    await assert.rejects(entryTypeAt(inFolder("loop", "a.cab")), { code: "ELOOP" });
  });
});
