import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { OverdueError } from "../../../../cli/src/retention/purge";
import { purgeDueFiles, throwIfOverdue } from "../../../../cli/src/retention/purge-due-files";
import { terminalOn } from "../../../../cli/src/terminal";
import { downloadFolderOfEachTest } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("what every download does first", () => {
  const downloads = downloadFolderOfEachTest();

  async function said() {
    const lines: string[] = [];
    const terminal = terminalOn({ write: assert.fail }, { write: (text) => lines.push(text.trim()) });
    const outcome = await purgeDueFiles(downloads.manifest, { terminal, now: downloads.clock.now() });
    return { lines, outcome };
  }

  it("says nothing where nothing is due", async () => {
    await downloads.keep(cabNamed("new"));
    const { lines, outcome } = await said();
    assert.deepEqual(lines, []);
    assert.doesNotThrow(() => throwIfOverdue(outcome));
  });

  it("destroys what is due, and counts it", async () => {
    const { file } = await downloads.keep(cabNamed("old"));
    rmSync(downloads.path((await downloads.keep(cabNamed("gone"))).file));
    downloads.clock.pass(31);
    const { lines, outcome } = await said();
    assert.deepEqual(lines, [
      "Destroyed 1 files that were due.",
      "1 files that were due had been removed already.",
    ]);
    assert.equal(downloads.has(file), false);
    assert.doesNotThrow(() => throwIfOverdue(outcome));
  });

  it("names what it had to leave, and the command does not end well", async () => {
    const { file } = await downloads.keep(cabNamed("changed"));
    writeFileSync(downloads.path(file), "other");
    downloads.clock.pass(31);
    const { lines, outcome } = await said();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^Left: cabs\/changed\.cab: its content was changed/);
    assert.throws(() => throwIfOverdue(outcome), OverdueError);
  });
});
