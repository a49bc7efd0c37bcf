import assert from "node:assert/strict";
import fs, { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { begunAt, journalOfEachTest } from "../../../harness/journal-folder";
import { failingWith, replacing } from "../../../harness/replaced";
import { isRunning } from "../../../provider/exactly-once/journal-list";

const wanted = { kind: "Product", resource: "urn:a", inputs: {} };
const begun = begunAt(0);
const yearLater = new Date("2027-03-01T12:00:00.000Z");

describe("the folder of a journal, where several processes are at work", () => {
  const journal = journalOfEachTest();

  it("takes an intent that is gone already for erased", () => {
    const handle = journal.open().begin(wanted);
    rmSync(journal.folder(), { recursive: true });
    assert.doesNotThrow(() => handle.erase());
    assert.doesNotThrow(() => journal.files().erase("gone"));
  });

  it("erases an intent of an earlier run for all that come", () => {
    journal.open().begin(wanted);
    for (const intent of journal.open().interruptedIntents(wanted)) intent.erase();
    assert.deepEqual([journal.open().interruptedIntents(wanted), journal.entries()], [[], []]);
  });

  it("takes an intent that another process has confirmed for confirmed", () => {
    journal.files().write("one", begun);
    journal.files().confirm("one");
    assert.doesNotThrow(() => journal.files().confirm("one"));
    assert.deepEqual(journal.entries(), ["one.settled.json"]);
  });

  it("does not take one for confirmed that could not be", () => {
    journal.files().write("one", begun);
    replacing(fs, "renameSync", failingWith("EACCES"), () =>
      assert.throws(() => journal.files().confirm("one"), /EACCES/),
    );
    assert.deepEqual(journal.entries(), ["one.json"]);
  });

  it("passes over what is erased while it is read", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(journal.folder(), { recursive: true });
    // They are listed, and there is nothing to read.
    for (const name of ["one.json", "two.json.new"])
      symlinkSync(journal.directory("gone"), journal.folder(name));
    assert.deepEqual(journal.open().interruptedIntents(wanted), []);
    assert.deepEqual(journal.entries(), ["one.json"]);
  });

  it("goes on where another process removes the same old files at the same moment", () => {
    for (const name of ["confirmed", "half"]) journal.files().write(name, begun);
    journal.files().confirm("confirmed");
    fs.renameSync(journal.folder("half.json"), journal.folder("half.json.new"));
    fs.utimesSync(journal.folder("half.json.new"), 0, 0);
    const removedTwice = (own: typeof fs.rmSync) => (path: fs.PathLike, options?: fs.RmOptions) => {
      own(path);
      own(path, options);
    };
    replacing(fs, "rmSync", removedTwice, () => assert.doesNotThrow(() => journal.files().read(yearLater)));
    assert.deepEqual(journal.entries(), []);
  });

  it("goes on where the disk can only be read, so that what nothing needs stays", () => {
    for (const name of ["confirmed", "half"]) journal.files().write(name, begun);
    journal.files().confirm("confirmed");
    fs.renameSync(journal.folder("half.json"), journal.folder("half.json.new"));
    fs.utimesSync(journal.folder("half.json.new"), 0, 0);
    replacing(fs, "rmSync", failingWith("EROFS"), () =>
      assert.deepEqual(journal.files().read(yearLater).confirmed, []),
    );
    assert.deepEqual(journal.entries().sort(), ["confirmed.settled.json", "half.json.new"]);
  });

  it("knows a process of another user for one that runs", () => {
    replacing(process, "kill", failingWith("EPERM"), () => assert.equal(isRunning(process.ppid), true));
    assert.equal(isRunning(2 ** 30), false);
  });
});
