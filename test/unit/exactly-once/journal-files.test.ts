import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { atMinute, begunAt, journalOfEachTest } from "../../../harness/journal-folder";
import { openJournalFolder } from "../../../provider/exactly-once/journal-files";
import { forgetCreation, listOpenCreations } from "../../../provider/exactly-once/journal-list";
import { lifecycles } from "../../../provider/lifecycles/registry";

const begun = begunAt(0);
/** What journals of version 0.1.0 call the kinds. */
const oldTexts = {
  ReportTemplate: "report template",
  ReportSchedule: "report schedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "shipping label",
  PublisherMetadata: "publisher metadata",
};

describe("the folder of the journal", () => {
  const journal = journalOfEachTest();
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it("can be read by its owner alone", function () {
    if (process.platform === "win32") this.skip();
    journal.files().write("one", begun);
    assert.deepEqual([mode(journal.folder()), mode(journal.folder("one.json"))], ["700", "600"]);
  });

  it("still reads an entry of the first form", () => {
    mkdirSync(journal.folder(), { recursive: true });
    writeFileSync(journal.folder("one.json"), JSON.stringify({ ...begun, id: "15" }));
    assert.deepEqual([...journal.files().read(atMinute(0)).pending], [["one", { ...begun, id: "15" }]]);
  });

  it("writes what an older version of this package can read", () => {
    journal.files().write("one", begun);
    assert.deepEqual(JSON.parse(readFileSync(journal.folder("one.json"), "utf8")), {
      version: 2,
      ...begun,
      kind: "product",
      kindName: "Product",
    });
  });

  it("reads every kind by its old text, and by its name", () => {
    mkdirSync(journal.folder(), { recursive: true });
    for (const [kind, text] of Object.entries(oldTexts)) {
      journal.files().write(`new ${kind}`, { ...begun, kind });
      writeFileSync(journal.folder(`old ${kind}.json`), JSON.stringify({ version: 2, ...begun, kind: text }));
    }
    for (const [name, { kind }] of journal.files().read(atMinute(0)).pending)
      assert.equal(kind, name.slice(4));
    const texts = listOpenCreations(journal.directory()).open.map(({ kind }) => kind);
    assert.deepEqual(texts.sort(), [...Object.values(oldTexts), ...Object.values(oldTexts)].sort());
    assert.deepEqual(Object.keys(oldTexts).sort(), Object.keys(lifecycles).sort());
  });

  it("removes an abandoned temporary file, but not a young one", () => {
    journal.files().write("one", begun);
    for (const name of ["old", "young"]) writeFileSync(journal.folder(`${name}.json.new`), "{");
    utimesSync(journal.folder("old.json.new"), 0, 0);
    journal.files().read(atMinute(0));
    assert.deepEqual(journal.entries(), ["one.json", "young.json.new"]);
  });

  it("does not keep a year of confirmed entries for an intent that stays open", () => {
    journal.files().write("open", begun);
    for (let day = 0; day < 365; day++)
      journal.settle(`day ${day}`, begunAt(day * 24 * 60 + 10, { id: String(day) }));
    journal.files().read(atMinute(365 * 24 * 60));
    assert.deepEqual(journal.entries(), ["day 0.settled.json", "open.json"]);
  });

  it("keeps confirmed entries of the last hour, by whichever clock is behind", () => {
    journal.settle("ahead", begunAt(60));
    journal.settle("behind", begunAt(-60));
    journal.settle("long ago", begunAt(-120));
    journal.files().read(atMinute(0));
    assert.deepEqual(journal.entries(), ["ahead.settled.json", "behind.settled.json"]);
  });

  it("keeps none for intents with an id, or of another kind", () => {
    journal.files().write("made", { ...begun, id: "15" });
    journal.files().write("other", { ...begun, kind: "Submission" });
    journal.settle("old", begun);
    journal.files().read(atMinute(24 * 60));
    assert.deepEqual(journal.entries(), ["made.json", "other.json"]);
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
          mkdirSync(journal.folder(), { recursive: true });
          writeFileSync(journal.folder(name), text);
          const opened = journal.open();
          const named = new RegExp(`nothing was created.*\\n.*${name}: `);
          assert.throws(() => opened.interruptedIntents(wanted), named);
          assert.throws(() => opened.begin(wanted), named);
          // What the engine has can be changed and deleted.
          assert.doesNotThrow(() => opened.confirmManaged({ kind: "Product", id: "15" }));
        });
      }
    }
  });

  describe("for `devcenter journal`", () => {
    it("lists what no resource has claimed, of all accounts, the oldest first", () => {
      journal.files().write("younger", begunAt(5, { serviceTime: atMinute(65).toISOString(), pid: 2 ** 30 }));
      openJournalFolder(journal.directory("another")).write("older", { ...begun, id: "15" });
      journal.settle("done", begun);
      assert.deepEqual(listOpenCreations(journal.directory()), {
        open: [
          {
            name: "older",
            file: journal.directory("another", "older.json"),
            kind: "product",
            resource: "urn:a",
            begunAt: begun.startedAt,
            id: "15",
            isRunning: true,
          },
          {
            name: "younger",
            file: journal.folder("younger.json"),
            kind: "product",
            resource: "urn:a",
            begunAt: atMinute(65).toISOString(),
            id: undefined,
            isRunning: false,
          },
        ],
        unreadable: [],
      });
    });

    it("lists what cannot be read", () => {
      mkdirSync(journal.folder(), { recursive: true });
      writeFileSync(journal.folder("torn.json"), "{");
      assert.deepEqual(listOpenCreations(journal.directory()), {
        open: [],
        unreadable: [{ file: journal.folder("torn.json"), why: "it is not whole JSON" }],
      });
    });

    it("forgets one by its name, readable or not, and no other", () => {
      for (const name of ["one", "other"]) journal.files().write(name, begun);
      writeFileSync(journal.folder("torn.json"), "{");
      const forgot = ["one", "torn.json", "missing", "../../one"].map((name) =>
        forgetCreation(journal.directory(), name),
      );
      assert.deepEqual([forgot, journal.entries()], [[true, true, false, false], ["other.json"]]);
    });

    it("is empty before there is anything", () => {
      assert.deepEqual(listOpenCreations(journal.directory()), { open: [], unreadable: [] });
      assert.equal(forgetCreation(journal.directory(), "one"), false);
    });
  });
});
