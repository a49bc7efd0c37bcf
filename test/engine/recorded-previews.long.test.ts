import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { previewFile, recordPreviews } from "../../harness/recorded-previews";

/** `RECORD=1` writes them again: after a change of the programs, or for another engine. */
describe("the previews of which reviews are tested", () => {
  it("are what the engine prints today", async () => {
    const recorded = await recordPreviews();
    assert.equal(recorded.size, 12);
    for (const [name, preview] of recorded) {
      const text = `${JSON.stringify(preview, undefined, 1)}\n`;
      if (process.env.RECORD === "1") writeFileSync(previewFile(name), text);
      else assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(previewFile(name), "utf8")), name);
    }
  });
});
