import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { atMinute, begunAt, journalOfEachTest } from "../../../harness/journal-folder";
import type { HeardTimes } from "../../../provider/api/http/service-clock";

const dayMinutes = 24 * 60;
const wanted = { kind: "Product", resource: "urn:a", inputs: {} };

describe("the age of a journal's entries", () => {
  const journal = journalOfEachTest();
  const { settle } = journal;

  /** Which entries are left when a run has read them whose clock is a day ahead of those of others. */
  function leftBy(heard: Partial<HeardTimes>): string[] {
    const heardTimes = () => ({ service: undefined, signIn: undefined, ...heard });
    journal.open({ now: () => atMinute(dayMinutes), heardTimes }).interruptedIntents(wanted);
    return journal.entries();
  }

  it("decides which of several is adopted: the oldest whose object is known, then the oldest of the others", () => {
    // Names in no order of age, neither forwards nor backwards.
    journal.files().write("a", begunAt(3));
    journal.files().write("b", begunAt(1));
    journal.files().write("c", begunAt(2));
    journal.files().write("d", begunAt(6, { id: "6" }));
    journal.files().write("e", begunAt(4, { id: "4" }));
    journal.files().write("f", begunAt(5, { id: "5" }));
    const found = journal.open({ now: () => atMinute(10) }).interruptedIntents(wanted);
    assert.deepEqual(
      found.map(({ id, startedAt }) => [id, (Date.parse(startedAt) - atMinute(0).getTime()) / 60_000]),
      [
        ["4", 4],
        ["5", 5],
        ["6", 6],
        [undefined, 1],
        [undefined, 2],
        [undefined, 3],
      ],
    );
  });

  it("is by the clock of the service, else of the sign-in, else of the machine", () => {
    settle("one", begunAt(0));
    assert.deepEqual(leftBy({ service: atMinute(30) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({ signIn: atMinute(30) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({ service: atMinute(30), signIn: atMinute(dayMinutes) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({}), []);
  });

  it("never removes one that is open, however long it has been there", () => {
    journal.files().write("made", begunAt(0, { id: "15" }));
    journal.files().write("begun", begunAt(0));
    for (const name of journal.entries()) utimesSync(journal.folder(name), 0, 0);
    journal.files().read(atMinute(365 * dayMinutes));
    assert.deepEqual(journal.entries(), ["begun.json", "made.json"]);
  });

  it("keeps what was settled while an open one can have been at work, and nothing from before and after", () => {
    journal.files().write("open", begunAt(0));
    settle("before", begunAt(-120));
    settle("during", begunAt(11 * 60));
    settle("after", begunAt(13 * 60));
    journal.files().read(atMinute(2 * dayMinutes));
    assert.deepEqual(journal.entries(), ["during.settled.json", "open.json"]);
  });

  it("keeps it longer where the open one may have waited for days", () => {
    journal.files().write("open", begunAt(0, { waitMinutes: 2 * dayMinutes }));
    settle("during", begunAt(2 * dayMinutes + 11 * 60));
    settle("after", begunAt(2 * dayMinutes + 13 * 60));
    journal.files().read(atMinute(9 * dayMinutes));
    assert.deepEqual(journal.entries(), ["during.settled.json", "open.json"]);
  });
});
