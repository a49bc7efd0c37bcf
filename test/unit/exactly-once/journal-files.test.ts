import assert from "node:assert/strict";
import fs, {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standingClock } from "../../../harness/scripted-service";
import { openJournal } from "../../../provider/exactly-once/file-journal";
import type { Intent } from "../../../provider/exactly-once/journal-entry";
import { openJournalFolder } from "../../../provider/exactly-once/journal-files";
import { forgetCreation, listOpenCreations } from "../../../provider/exactly-once/journal-list";
import { lifecycles } from "../../../provider/lifecycles/registry";

const begun: Intent = {
  kind: "Product",
  resource: "urn:a",
  fingerprint: "f",
  startedAt: "2026-03-01T12:00:00.000Z",
  pid: process.pid,
};
/** What journals of version 0.1.0 call the kinds. */
const oldTexts = {
  ReportTemplate: "report template",
  ReportSchedule: "report schedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "shipping label",
  PublisherMetadata: "publisher metadata",
};
const minuteMs = 60_000;
const at = (minutes: number) => new Date(Date.parse(begun.startedAt) + minutes * minuteMs);
const begunAt = (minutes: number, more: Partial<Intent> = {}) => ({
  ...begun,
  startedAt: at(minutes).toISOString(),
  ...more,
});

describe("the folder of the journal", () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "devcenter-journal-"));
    folder = join(root, "journal", "account");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const open = () => openJournalFolder(folder);
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  function settled(name: string, intent: Intent): void {
    open().write(name, intent);
    open().confirm(name);
  }

  it("can be read by its owner alone", function () {
    if (process.platform === "win32") this.skip();
    open().write("one", begun);
    assert.deepEqual([mode(folder), mode(join(folder, "one.json"))], ["700", "600"]);
  });

  it("is on the disk before a request goes out: the entry, then its name", function () {
    if (process.platform === "win32") this.skip();
    const { fsyncSync } = fs;
    const synced: string[] = [];
    fs.fsyncSync = (handle) => {
      synced.push(fs.fstatSync(handle).isDirectory() ? readdirSync(folder).join() : "entry");
      fsyncSync(handle);
    };
    try {
      mkdirSync(folder, { recursive: true });
      open().write("one", begun);
    } finally {
      fs.fsyncSync = fsyncSync;
    }
    assert.deepEqual(synced, ["entry", "one.json"]);
  });

  it("keeps the old entry, and nothing else, when there is no room for the new one", () => {
    open().write("one", begun);
    const { writeFileSync: write } = fs;
    fs.writeFileSync = () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    };
    try {
      assert.throws(() => open().write("one", { ...begun, id: "15" }), /cannot be written: ENOSPC/);
    } finally {
      fs.writeFileSync = write;
    }
    assert.deepEqual(readdirSync(folder), ["one.json"]);
    assert.equal(open().read(at(0)).pending.get("one")?.id, undefined);
  });

  it("still reads an entry of the first form", () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "one.json"), JSON.stringify({ ...begun, id: "15" }));
    assert.deepEqual([...open().read(at(0)).pending], [["one", { ...begun, id: "15" }]]);
  });

  it("writes what an older version of this package can read", () => {
    open().write("one", begun);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "one.json"), "utf8")), {
      version: 2,
      ...begun,
      kind: "product",
      kindName: "Product",
    });
  });

  it("reads every kind by its old text, and by its name", () => {
    mkdirSync(folder, { recursive: true });
    for (const [kind, text] of Object.entries(oldTexts)) {
      open().write(`new ${kind}`, { ...begun, kind });
      writeFileSync(join(folder, `old ${kind}.json`), JSON.stringify({ version: 2, ...begun, kind: text }));
    }
    for (const [name, { kind }] of open().read(at(0)).pending) assert.equal(kind, name.slice(4));
    const texts = listOpenCreations(join(root, "journal")).open.map(({ kind }) => kind);
    assert.deepEqual(texts.sort(), [...Object.values(oldTexts), ...Object.values(oldTexts)].sort());
    assert.deepEqual(Object.keys(oldTexts).sort(), Object.keys(lifecycles).sort());
  });

  it("removes an abandoned temporary file, but not a young one", () => {
    open().write("one", begun);
    for (const name of ["old", "young"]) writeFileSync(join(folder, `${name}.json.new`), "{");
    utimesSync(join(folder, "old.json.new"), 0, 0);
    open().read(at(0));
    assert.deepEqual(readdirSync(folder), ["one.json", "young.json.new"]);
  });

  it("does not keep a year of confirmed entries for an intent that stays open", () => {
    open().write("open", begun);
    for (let day = 0; day < 365; day++)
      settled(`day ${day}`, begunAt(day * 24 * 60 + 10, { id: String(day) }));
    open().read(at(365 * 24 * 60));
    assert.deepEqual(readdirSync(folder), ["day 0.settled.json", "open.json"]);
  });

  it("keeps confirmed entries of the last hour, by whichever clock is behind", () => {
    settled("ahead", begunAt(60));
    settled("behind", begunAt(-60));
    settled("long ago", begunAt(-120));
    open().read(at(0));
    assert.deepEqual(readdirSync(folder), ["ahead.settled.json", "behind.settled.json"]);
  });

  it("keeps none for intents with an id, or of another kind", () => {
    open().write("made", { ...begun, id: "15" });
    open().write("other", { ...begun, kind: "Submission" });
    settled("old", begun);
    open().read(at(24 * 60));
    assert.deepEqual(readdirSync(folder), ["made.json", "other.json"]);
  });

  describe("when an entry cannot be read", () => {
    const wanted = { kind: "Product", resource: "urn:b", inputs: {} };
    const unreadable: Record<string, string> = {
      empty: "",
      "cut off": '{"kind":"product","reso',
      "nothing of ours": "[]",
      null: "null",
      "of a later version": JSON.stringify({ version: 3, ...begun }),
      "without its times": JSON.stringify({ ...begun, startedAt: "yesterday" }),
    };
    for (const [what, text] of Object.entries(unreadable)) {
      for (const name of ["one.json", "one.settled.json"]) {
        it(`names it, and lets nothing be created past it: ${what}, ${name}`, () => {
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, name), text);
          const journal = openJournal(folder, standingClock());
          const named = new RegExp(`nothing was created.*\\n.*${name}: `);
          assert.throws(() => journal.interruptedIntents(wanted), named);
          assert.throws(() => journal.begin(wanted), named);
          // What the engine has can be changed and deleted.
          assert.doesNotThrow(() => journal.confirmManaged({ kind: "Product", id: "15" }));
        });
      }
    }

    it("names a folder that cannot be read", function () {
      if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o300);
      assert.throws(() => openJournal(folder, standingClock()).interruptedIntents(wanted), /account: EACCES/);
      chmodSync(folder, 0o700);
    });
  });

  describe("for `devcenter journal`", () => {
    const directory = () => join(root, "journal");

    it("lists what no resource has claimed, of all accounts, the oldest first", () => {
      open().write("younger", begunAt(5, { serviceTime: at(65).toISOString(), pid: 2 ** 30 }));
      openJournalFolder(join(directory(), "another")).write("older", { ...begun, id: "15" });
      settled("done", begun);
      assert.deepEqual(listOpenCreations(directory()), {
        open: [
          {
            name: "older",
            file: join(directory(), "another", "older.json"),
            kind: "product",
            resource: "urn:a",
            begunAt: begun.startedAt,
            id: "15",
            isRunning: true,
          },
          {
            name: "younger",
            file: join(folder, "younger.json"),
            kind: "product",
            resource: "urn:a",
            begunAt: at(65).toISOString(),
            id: undefined,
            isRunning: false,
          },
        ],
        unreadable: [],
      });
    });

    it("lists what cannot be read", () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "torn.json"), "{");
      assert.deepEqual(listOpenCreations(directory()), {
        open: [],
        unreadable: [{ file: join(folder, "torn.json"), why: "it is not whole JSON" }],
      });
    });

    it("forgets one by its name, readable or not, and no other", () => {
      for (const name of ["one", "other"]) open().write(name, begun);
      writeFileSync(join(folder, "torn.json"), "{");
      const forgot = ["one", "torn.json", "missing", "../../one"].map((name) =>
        forgetCreation(directory(), name),
      );
      assert.deepEqual([forgot, readdirSync(folder)], [[true, true, false, false], ["other.json"]]);
    });

    it("is empty before there is anything", () => {
      assert.deepEqual(listOpenCreations(directory()), { open: [], unreadable: [] });
      assert.equal(forgetCreation(directory(), "one"), false);
    });
  });
});
