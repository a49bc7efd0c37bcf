import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { atMinute, journalOfEachTest } from "../../../harness/journal-folder";
import { createDeclaredResources } from "../../../provider/exactly-once/declared-resources";
import { type Journal, noJournal } from "../../../provider/exactly-once/journal";

const kind = "ReportSchedule";
const inputs = { name: "a", callbackUrl: "https://a.example/hook?key=hush" };
const wanted = { kind, resource: "urn:a", inputs };
const twin = { ...wanted, resource: "urn:b" };

describe("the journal of creations", () => {
  const { directory, folder, entries, open } = journalOfEachTest();
  let killed: Journal;
  let next: Journal;
  beforeEach(() => {
    mkdirSync(directory());
    killed = open();
    next = open();
  });

  const later = (hours: number) => ({ now: () => atMinute(hours * 60) });
  const idsLeft = () => next.interruptedIntents(wanted).map(({ id }) => id);

  it("shows the next run what was begun, and not yet created", () => {
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("shows the next run what was created", () => {
    killed.begin(wanted).created("15");
    assert.deepEqual(idsLeft(), ["15"]);
  });

  for (const [what, version] of [
    ["of version 0.1.0", 2],
    ["of the first form", undefined],
  ] as const) {
    it(`shows the next run an entry ${what}, which has only the old text of its kind`, () => {
      killed.begin(wanted).created("15");
      const [name = ""] = entries();
      const { kindName, ...entry } = JSON.parse(readFileSync(folder(name), "utf8"));
      assert.deepEqual([kindName, entry.kind], [kind, "report schedule"]);
      writeFileSync(folder(name), JSON.stringify({ ...entry, version }));
      assert.deepEqual([idsLeft(), next.ownerOf({ kind, id: "15" })], [["15"], "urn:a"]);
      next.confirmManaged({ kind, id: "15" });
      assert.deepEqual(idsLeft(), []);
    });
  }

  it("shows each of two equal resources its own", () => {
    killed.begin(wanted).created("15");
    killed.begin(twin).created("16");
    assert.deepEqual([idsLeft(), next.interruptedIntents(twin).map(({ id }) => id)], [["15"], ["16"]]);
  });

  it("shows whether the program is what it was", () => {
    killed.begin(wanted).created("15");
    const edited = next.interruptedIntents({ ...wanted, inputs: { ...inputs, name: "b" } });
    assert.deepEqual(
      [edited, next.interruptedIntents(wanted)].flat().map(({ isEqual }) => isEqual),
      [false, true],
    );
  });

  it("shows what was created first", () => {
    killed.begin(wanted);
    killed.begin(wanted).created("15");
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), ["15", undefined, undefined]);
  });

  it("does not take its own process for a killed one", () => {
    killed.begin(wanted);
    assert.deepEqual(killed.interruptedIntents(wanted), []);
  });

  it("shows nothing of another kind", () => {
    killed.begin(wanted);
    assert.deepEqual(next.interruptedIntents({ ...wanted, kind: "Product" }), []);
  });

  it("takes inputs in another order for equal", () => {
    killed.begin({ ...wanted, inputs: { callbackUrl: inputs.callbackUrl, name: inputs.name } });
    assert.equal(next.interruptedIntents(wanted)[0]?.isEqual, true);
  });

  it("forgets what the engine knows", () => {
    killed.begin(wanted).created("15");
    next.confirmManaged({ kind, id: "15" });
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets nothing else that the engine knows", () => {
    killed.begin(wanted).created("15");
    next.confirmManaged({ kind, id: "16" });
    next.confirmManaged({ kind: "Product", id: "15" });
    assert.deepEqual(idsLeft(), ["15"]);
  });

  it("forgets what was never created", () => {
    killed.begin(wanted).erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets what was created when the run ends in good order, and keeps what was only begun", () => {
    killed.begin(wanted).created("15");
    killed.begin(wanted);
    killed.confirm();
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("shows nothing that was confirmed after it first looked", () => {
    const begun = killed.begin(wanted);
    assert.deepEqual(idsLeft(), [undefined]);
    begun.erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("reads what was left behind once, however many are created", () => {
    next.interruptedIntents(wanted);
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), []);
  });

  describe("of whose an object is", () => {
    const ownerIn = (journal: Journal) => journal.ownerOf({ kind, id: "15" });

    it("knows what a killed run has created for another resource", () => {
      killed.begin(wanted).created("15");
      assert.equal(ownerIn(next), "urn:a");
    });

    it("knows nothing of objects of another kind", () => {
      killed.begin({ ...wanted, kind: "Product" }).created("15");
      assert.equal(ownerIn(next), undefined);
    });

    it("still knows it when the engine has it", () => {
      killed.begin(wanted).created("15");
      killed.confirm();
      assert.equal(ownerIn(next), "urn:a");
    });

    it("still knows it when a later engine has asked about it", () => {
      killed.begin(wanted).created("15");
      next.confirmManaged({ kind, id: "15" });
      assert.equal(ownerIn(open()), "urn:a");
    });

    it("forgets it when no resource can adopt it by mistake any more", () => {
      killed.begin(wanted).created("15");
      killed.confirm();
      assert.equal(ownerIn(open(later(2))), undefined);
      assert.deepEqual(entries(), []);
    });

    it("remembers it as long as something begun in those days is open", () => {
      killed.begin(wanted).created("15");
      killed.confirm();
      killed.begin(twin);
      assert.equal(ownerIn(open(later(48))), "urn:a");
    });
  });

  describe("of what is confirmed, and new to the state of this run", () => {
    const product = { ...wanted, kind: "Product" };
    const declared = createDeclaredResources();
    declared.add(kind, wanted.resource, inputs);
    declared.add(kind, twin.resource, inputs);
    const named = () =>
      next
        .unclaimed(declared, () => false)
        .map((one) => `${one.kind} ${one.id} ${one.resource} ${one.isOfThisStack} ${one.isConfirmed}`)
        .sort();

    it("forgets an object that is deleted, and no other", () => {
      killed.begin(wanted).created("15");
      killed.begin(twin).created("16");
      killed.begin(product).created("15");
      killed.confirm();
      next.forget({ kind, id: "15" });
      assert.deepEqual(named(), ["Product 15 urn:a true true", "ReportSchedule 16 urn:b true true"]);
      assert.equal(entries().length, 2);
    });

    it("names what this run confirmed of an earlier one, and nothing that it made itself", () => {
      killed.begin(wanted).created("15");
      next.begin(twin).created("16");
      next.confirmManaged({ kind, id: "15" });
      next.confirm();
      assert.deepEqual(named(), ["ReportSchedule 15 urn:a true true"]);
      next.forget({ kind, id: "15" });
      assert.deepEqual(named(), []);
      assert.equal(entries().length, 1);
    });
  });

  it("knows nothing of earlier runs where none is kept", () => {
    const unclaimed = noJournal.unclaimed(createDeclaredResources(), () => false);
    assert.deepEqual(
      [noJournal.interruptedIntents(wanted), noJournal.lostTwins(wanted), unclaimed],
      [[], [], []],
    );
  });

  it("is empty before there is anything", () => assert.deepEqual(idsLeft(), []));

  it("ignores files that are no entries", () => {
    mkdirSync(folder());
    writeFileSync(folder("notes.txt"), "mine");
    assert.deepEqual(idsLeft(), []);
  });

  it("says what to do where it cannot be written", () => {
    writeFileSync(folder(), "a file in the place of the folder");
    assert.throws(
      () => killed.begin(wanted),
      /The journal of creations cannot be written: E.*\n.*devcenter:journalDirectory/,
    );
  });

  it("lets a creation go on whose object exists, when it cannot be written any more", () => {
    const begun = killed.begin(wanted);
    rmSync(folder(), { recursive: true });
    writeFileSync(folder(), "a file in the place of the folder");
    assert.doesNotThrow(() => begun.created("15"));
  });

  it("holds no property of what is created", () => {
    killed.begin(wanted).created("15");
    const kept = entries().map((name) => readFileSync(folder(name), "utf8"));
    assert.doesNotMatch(kept.join(), /hush|example|callbackUrl/);
  });
});
