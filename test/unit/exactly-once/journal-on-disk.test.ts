import assert from "node:assert/strict";
import fs, { mkdirSync, symlinkSync } from "node:fs";
import { atMinute, begunAt, journalOfEachTest } from "../../../harness/journal-folder";
import { failingWith, replacing } from "../../../harness/replaced";
import { thing, thingHandlers } from "../../../harness/thing-handlers";

const wanted = { kind: "Product", resource: "urn:a", inputs: {} };
const begun = begunAt(0);

describe("the folder of a journal on the disk", () => {
  const journal = journalOfEachTest();

  /** The paths that are opened in the work, by their handles. */
  function opened(work: () => void): Map<number, string> {
    const paths = new Map<number, string>();
    const noted =
      (own: typeof fs.openSync) => (path: fs.PathLike, flags: fs.OpenMode, mode?: fs.Mode | null) => {
        const handle = own(path, flags, mode);
        paths.set(handle, String(path));
        return handle;
      };
    replacing(fs, "openSync", noted, work);
    return paths;
  }
  const write = () => journal.files().write("one", begun);

  it("is on the disk before a request goes out, with the name of each folder that was made", function () {
    if (process.platform === "win32") this.skip();
    const synced: number[] = [];
    let entries: string[] = [];
    const noted = (own: typeof fs.fsyncSync) => (handle: number) => {
      synced.push(fs.fstatSync(handle).ino);
      entries = journal.entries();
      own(handle);
    };
    replacing(fs, "fsyncSync", noted, write);
    const above = [journal.directory(), journal.directory("..")];
    const paths = [...above, journal.folder("one.json"), journal.folder()];
    assert.deepEqual(
      synced,
      paths.map((path) => fs.statSync(path).ino),
    );
    // The entry has its name before that is brought to the disk.
    assert.deepEqual(entries, ["one.json"]);
  });

  it("leaves no file open, or thousands of creations would run out of them", () => {
    for (const handle of opened(write).keys()) assert.throws(() => fs.fstatSync(handle), { code: "EBADF" });
  });

  it("opens no folder on Windows, which cannot", () => {
    const { platform } = process;
    const paths = opened(() => {
      Object.defineProperty(process, "platform", { value: "win32" });
      try {
        write();
      } finally {
        Object.defineProperty(process, "platform", { value: platform });
      }
    });
    assert.deepEqual([...paths.values()], [journal.folder("one.json.new")]);
  });

  it("names why it cannot be written, and not what follows from that", () => {
    mkdirSync(journal.folder(), { recursive: true });
    const failed = /^Error: The journal of creations cannot be written: EROFS/;
    replacing(fs, "openSync", failingWith("EROFS"), () => assert.throws(write, failed));
  });

  it("keeps the old entry, and nothing else, when there is no room for the new one", () => {
    write();
    const again = () => journal.files().write("one", { ...begun, id: "15" });
    replacing(fs, "writeFileSync", failingWith("ENOSPC"), () =>
      assert.throws(again, /cannot be written: ENOSPC/),
    );
    assert.deepEqual(journal.entries(), ["one.json"]);
    assert.equal(journal.files().read(atMinute(0)).pending.get("one")?.id, undefined);
  });

  it("keeps no entry whose name could not be brought to the disk, for nothing was asked for", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(journal.folder(), { recursive: true });
    const folderFails = (own: typeof fs.fsyncSync) => (handle: number) => {
      if (fs.fstatSync(handle).isDirectory()) throw new Error("EIO");
      own(handle);
    };
    const begin = () => assert.throws(() => journal.open().begin(wanted), /cannot be written: EIO/);
    replacing(fs, "fsyncSync", folderFails, begin);
    assert.deepEqual(journal.entries(), []);
  });

  it("has the id of what a killed run made, also where it is full when that is noted once more", async () => {
    const read = async () => ({ inputs: { name: "a" }, outputs: {} });
    const environment = { DEVCENTER_ACCESS_TOKEN: "t", DEVCENTER_JOURNAL_DIRECTORY: journal.directory() };
    let made = 14;
    const create = async () => ({ id: String(++made), outputs: {} });
    const run = () => thingHandlers({ create, read }, { environment }).handlers.create(thing);
    await run();
    let writes = 0;
    const full =
      (own: typeof fs.writeFileSync): typeof fs.writeFileSync =>
      (...file) => {
        if (++writes > 1) throw new Error("ENOSPC");
        own(...file);
      };
    await replacing(fs, "writeFileSync", full, run);
    assert.deepEqual([(await run()).id, made], ["15", 15]);
  });

  it("lets nothing be created where it cannot be read", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(journal.directory(), { recursive: true });
    symlinkSync(journal.folder(), journal.folder());
    assert.throws(() => journal.open().interruptedIntents(wanted), /account: ELOOP/);
    assert.throws(() => journal.open().begin(wanted), /account: ELOOP/);
  });
});
