import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Journal, openJournal } from "../../../provider/dynamic/journal";
import { standingClock } from "../../support/scripted-service";

const kind = "report schedule";
const inputs = { name: "a", callbackUrl: "https://a.example/hook?key=hush" };

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

  const idsLeft = () => next.leftBehind(kind, inputs).map(({ id }) => id);

  it("tells the next run what was begun, and not yet made", () => {
    killed.begin(kind, inputs);
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("tells the next run what was made", () => {
    killed.begin(kind, inputs).made("15");
    assert.deepEqual(idsLeft(), ["15"]);
  });

  it("keeps two of the same apart", () => {
    killed.begin(kind, inputs).made("15");
    killed.begin(kind, inputs).made("16");
    assert.deepEqual(idsLeft().sort(), ["15", "16"]);
  });

  it("tells what was made first, so that nobody else takes it", () => {
    killed.begin(kind, inputs);
    killed.begin(kind, inputs).made("15");
    killed.begin(kind, inputs);
    assert.deepEqual(idsLeft(), ["15", undefined, undefined]);
  });

  it("does not take its own process for a killed one", () => {
    killed.begin(kind, inputs);
    assert.deepEqual(killed.leftBehind(kind, inputs), []);
  });

  it("tells nothing of another kind, or of other inputs", () => {
    killed.begin(kind, inputs);
    assert.deepEqual(
      [...next.leftBehind("product", inputs), ...next.leftBehind(kind, { ...inputs, name: "b" })],
      [],
    );
  });

  it("takes inputs in another order for the same", () => {
    killed.begin(kind, { callbackUrl: inputs.callbackUrl, name: inputs.name });
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("forgets what the engine knows", () => {
    killed.begin(kind, inputs).made("15");
    next.known(kind, "15");
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets what was never made", () => {
    killed.begin(kind, inputs).erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("forgets what was made when the run ends in good order, and keeps what was only begun", () => {
    killed.begin(kind, inputs).made("15");
    killed.begin(kind, inputs);
    killed.settle();
    assert.deepEqual(idsLeft(), [undefined]);
  });

  it("tells nothing that was seen through after it first looked", () => {
    const begun = killed.begin(kind, inputs);
    assert.deepEqual(idsLeft(), [undefined]);
    begun.erase();
    assert.deepEqual(idsLeft(), []);
  });

  it("reads what was left behind once, however many are created", () => {
    next.leftBehind(kind, inputs);
    killed.begin(kind, inputs);
    assert.deepEqual(idsLeft(), []);
  });

  it("is empty before there is anything", () => assert.deepEqual(idsLeft(), []));

  it("passes over files that are not its own", () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "other.json"), '{"kind":');
    assert.deepEqual(idsLeft(), []);
  });

  it("holds no property of what is created", () => {
    killed.begin(kind, inputs).made("15");
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    assert.doesNotMatch(kept.join(), /hush|example|callbackUrl/);
  });
});
