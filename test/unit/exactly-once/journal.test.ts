import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standingClock } from "../../../harness/scripted-service";
import { type Journal, openJournal } from "../../../provider/exactly-once/journal";

const kind = "report schedule";
const inputs = { name: "a", callbackUrl: "https://a.example/hook?key=hush" };
const wanted = { kind, resource: "urn:a", inputs };
const twin = { ...wanted, resource: "urn:b" };
const hourMs = 60 * 60_000;

describe("the journal of creations", () => {
  let folder: string;
  let killed: Journal;
  let next: Journal;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "devcenter-journal-")), "account");
    killed = openJournal(folder, standingClock());
    next = openJournal(folder, standingClock());
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  const later = (ms: number) => ({ now: () => new Date(standingClock().now().getTime() + ms) });
  const idsLeft = () => next.leftBehind(wanted).map(({ id }) => id);

  it("tells the next run what was begun, and not yet made", () => {
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("tells the next run what was made", () => {
    killed.begin(wanted).made("15");
    assert.deepEqual(idsLeft(), ["15"]);
  });

  it("tells each of two equal resources its own", () => {
    killed.begin(wanted).made("15");
    killed.begin(twin).made("16");
    assert.deepEqual([idsLeft(), next.leftBehind(twin).map(({ id }) => id)], [["15"], ["16"]]);
  });

  it("tells whether the program is what it was", () => {
    killed.begin(wanted).made("15");
    const edited = next.leftBehind({ ...wanted, inputs: { ...inputs, name: "b" } });
    assert.deepEqual(
      [edited, next.leftBehind(wanted)].flat().map(({ isEqual }) => isEqual),
      [false, true],
    );
  });

  it("tells first what was made", () => {
    killed.begin(wanted);
    killed.begin(wanted).made("15");
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), ["15", undefined, undefined]);
  });

  it("does not take its own process for a killed one", () => {
    killed.begin(wanted);
    assert.deepEqual(killed.leftBehind(wanted), []);
  });

  it("tells nothing of another kind", () => {
    killed.begin(wanted);
    assert.deepEqual(next.leftBehind({ ...wanted, kind: "product" }), []);
  });

  it("takes inputs in another order for equal", () => {
    killed.begin({ ...wanted, inputs: { callbackUrl: inputs.callbackUrl, name: inputs.name } });
    assert.equal(next.leftBehind(wanted)[0]?.isEqual, true);
  });

  it("forgets what the engine knows", () => {
    killed.begin(wanted).made("15");
    next.known(kind, "15");
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets nothing else that the engine knows", () => {
    killed.begin(wanted).made("15");
    next.known(kind, "16");
    next.known("product", "15");
    assert.deepEqual(idsLeft(), ["15"]);
  });

  it("forgets what was never made", () => {
    killed.begin(wanted).erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets what was made when the run ends in good order, and keeps what was only begun", () => {
    killed.begin(wanted).made("15");
    killed.begin(wanted);
    killed.settle();
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("tells nothing that was seen through after it first looked", () => {
    const begun = killed.begin(wanted);
    assert.deepEqual(idsLeft(), [undefined]);
    begun.erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("reads what was left behind once, however many are created", () => {
    next.leftBehind(wanted);
    killed.begin(wanted);
    assert.deepEqual(idsLeft(), []);
  });

  describe("of whose an object is", () => {
    const isTwins = (journal: Journal) => journal.isOfAnother(twin, "15");

    it("knows what a killed run has made for another resource", () => {
      killed.begin(wanted).made("15");
      assert.deepEqual([isTwins(next), next.isOfAnother(wanted, "15")], [true, false]);
    });

    it("knows nothing of objects of another kind", () => {
      killed.begin({ ...wanted, kind: "product" }).made("15");
      assert.equal(isTwins(next), false);
    });

    it("still knows it when the engine has it", () => {
      killed.begin(wanted).made("15");
      killed.settle();
      assert.equal(isTwins(next), true);
    });

    it("still knows it when a later engine has asked about it", () => {
      killed.begin(wanted).made("15");
      next.known(kind, "15");
      assert.equal(isTwins(openJournal(folder, standingClock())), true);
    });

    it("forgets it when nobody can take it for his own any more", () => {
      killed.begin(wanted).made("15");
      killed.settle();
      assert.equal(isTwins(openJournal(folder, later(2 * hourMs))), false);
      assert.deepEqual(readdirSync(folder), []);
    });

    it("remembers it as long as something begun in those days is open", () => {
      killed.begin(wanted).made("15");
      killed.settle();
      killed.begin(twin);
      assert.equal(isTwins(openJournal(folder, later(48 * hourMs))), true);
    });
  });

  it("is empty before there is anything", () => assert.deepEqual(idsLeft(), []));

  it("passes over what is no entry", () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "notes.txt"), "mine");
    assert.deepEqual(idsLeft(), []);
  });

  it("says what to do where it cannot be written", () => {
    writeFileSync(folder, "a file in the place of the folder");
    assert.throws(
      () => killed.begin(wanted),
      /The journal of creations cannot be written: E.*\n.*devcenter:journalDirectory/,
    );
  });

  it("keeps nobody from going on who has made something, when it cannot be written any more", () => {
    const begun = killed.begin(wanted);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "a file in the place of the folder");
    assert.doesNotThrow(() => begun.made("15"));
  });

  it("holds no property of what is created", () => {
    killed.begin(wanted).made("15");
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    assert.doesNotMatch(kept.join(), /hush|example|callbackUrl/);
  });
});
