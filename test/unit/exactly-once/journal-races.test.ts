import assert from "node:assert/strict";
import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { standingClock } from "../../../harness/scripted-service";
import { openJournal } from "../../../provider/exactly-once/file-journal";
import type { Intent } from "../../../provider/exactly-once/journal-entry";
import { openJournalFolder } from "../../../provider/exactly-once/journal-files";
import { isRunning } from "../../../provider/exactly-once/journal-list";

const wanted = { kind: "Product", resource: "urn:a", inputs: {} };
const begun: Intent = {
  kind: "Product",
  resource: "urn:a",
  fingerprint: "f",
  startedAt: "2026-03-01T12:00:00.000Z",
  pid: process.pid,
};
const yearLater = new Date("2027-03-01T12:00:00.000Z");

/** While the work runs, this function of Node is another one. */
function replacing<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  other: (own: Owner[Name]) => Owner[Name],
  work: () => void,
): void {
  const own = owner[name];
  owner[name] = other(own);
  try {
    work();
  } finally {
    owner[name] = own;
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: it was made to fail`), { code });
}

describe("the folder of a journal, where several processes are at work", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "devcenter-races-"));
    folder = join(root, "journal", "account");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const open = () => openJournalFolder(folder);
  const next = () => openJournal(folder, standingClock());

  it("takes an intent that is gone already for erased", () => {
    const handle = next().begin(wanted);
    rmSync(folder, { recursive: true });
    assert.doesNotThrow(() => handle.erase());
  });

  it("erases an intent of an earlier run for all that come", () => {
    next().begin(wanted);
    for (const intent of next().interruptedIntents(wanted)) intent.erase();
    assert.deepEqual([next().interruptedIntents(wanted), readdirSync(folder)], [[], []]);
  });

  it("takes an intent that another process has confirmed for confirmed", () => {
    open().write("one", begun);
    open().confirm("one");
    assert.doesNotThrow(() => open().confirm("one"));
    assert.deepEqual(readdirSync(folder), ["one.settled.json"]);
  });

  it("does not take one for confirmed that could not be", () => {
    open().write("one", begun);
    const refuse = () => () => {
      throw failure("EACCES");
    };
    replacing(fs, "renameSync", refuse, () => assert.throws(() => open().confirm("one"), /EACCES/));
    assert.deepEqual(readdirSync(folder), ["one.json"]);
  });

  it("passes over what is erased while it is read", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(folder, { recursive: true });
    // They are listed, and there is nothing to read.
    for (const name of ["one.json", "two.json.new"]) symlinkSync(join(root, "gone"), join(folder, name));
    assert.deepEqual(next().interruptedIntents(wanted), []);
    assert.deepEqual(readdirSync(folder), ["one.json"]);
  });

  it("goes on where another process removes the same old files at the same moment", () => {
    for (const name of ["confirmed", "half"]) open().write(name, begun);
    open().confirm("confirmed");
    fs.renameSync(join(folder, "half.json"), join(folder, "half.json.new"));
    fs.utimesSync(join(folder, "half.json.new"), 0, 0);
    const removedTwice = (own: typeof fs.rmSync) => (path: fs.PathLike, options?: fs.RmOptions) => {
      own(path);
      own(path, options);
    };
    replacing(fs, "rmSync", removedTwice, () => assert.doesNotThrow(() => open().read(yearLater)));
    assert.deepEqual(readdirSync(folder), []);
  });

  it("knows a process of another user for one that runs", () => {
    const refuse = () => () => {
      throw failure("EPERM");
    };
    replacing(process, "kill", refuse, () => assert.equal(isRunning(process.ppid), true));
    assert.equal(isRunning(2 ** 30), false);
  });
});

describe("the folder of a journal, on a disk", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "devcenter-disk-"));
    folder = join(root, "journal", "account");
  });
  afterEach(() => rmSync(root, { recursive: true }));

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
  const write = () => openJournalFolder(folder).write("one", begun);

  it("is on the disk before a request goes out, with the name of each folder that was made", function () {
    if (process.platform === "win32") this.skip();
    const synced: number[] = [];
    const noted = (own: typeof fs.fsyncSync) => (handle: number) => {
      synced.push(fs.fstatSync(handle).ino);
      own(handle);
    };
    replacing(fs, "fsyncSync", noted, write);
    const paths = [join(root, "journal"), root, join(folder, "one.json"), folder];
    assert.deepEqual(
      synced,
      paths.map((path) => fs.statSync(path).ino),
    );
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
    assert.deepEqual([...paths.values()], [join(folder, "one.json.new")]);
  });

  it("tells why it cannot be written, and not what follows from that", () => {
    mkdirSync(folder, { recursive: true });
    const refuse = () => () => {
      throw failure("EROFS");
    };
    const failed = /^Error: The journal of creations cannot be written: EROFS/;
    replacing(fs, "openSync", refuse, () => assert.throws(write, failed));
  });

  it("lets nothing be created where it cannot be read", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(dirname(folder), { recursive: true });
    symlinkSync(folder, folder);
    assert.throws(() => openJournal(folder, standingClock()).begin(wanted), /account: ELOOP/);
  });
});
