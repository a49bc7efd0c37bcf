import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HeardTimes } from "../../../provider/api/http/service-clock";
import { openJournal } from "../../../provider/exactly-once/file-journal";
import type { Intent } from "../../../provider/exactly-once/journal-entry";
import { openJournalFolder } from "../../../provider/exactly-once/journal-files";

const noonMs = Date.parse("2026-03-01T12:00:00Z");
const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const at = (minutes: number) => new Date(noonMs + minutes * minuteMs);
const wanted = { kind: "Product", resource: "urn:a", inputs: {} };
const begun = (minutes: number, more: Partial<Intent> = {}): Intent => ({
  kind: wanted.kind,
  resource: wanted.resource,
  fingerprint: "f",
  startedAt: at(minutes).toISOString(),
  pid: 2 ** 30,
  ...more,
});

describe("the age of a journal's entries", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "devcenter-ages-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, intent: Intent) => openJournalFolder(folder).write(name, intent);
  function settle(name: string, intent: Intent): void {
    write(name, intent);
    openJournalFolder(folder).confirm(name);
  }
  /** Which entries are left when a run has read them whose clock is a day ahead of those of others. */
  function leftBy(heard: Partial<HeardTimes>): string[] {
    const heardTimes = () => ({ service: undefined, signIn: undefined, ...heard });
    openJournal(folder, { now: () => at(dayMinutes), heardTimes }).interruptedIntents(wanted);
    return readdirSync(folder);
  }

  it("decides which of several is adopted: the oldest whose object is known, then the oldest of the others", () => {
    // Names in no order of age, neither forwards nor backwards.
    write("a", begun(3));
    write("b", begun(1));
    write("c", begun(2));
    write("d", begun(6, { id: "6" }));
    write("e", begun(4, { id: "4" }));
    write("f", begun(5, { id: "5" }));
    const found = openJournal(folder, { now: () => at(10) }).interruptedIntents(wanted);
    assert.deepEqual(
      found.map(({ id, startedAt }) => [id, (Date.parse(startedAt) - noonMs) / minuteMs]),
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
    settle("one", begun(0));
    assert.deepEqual(leftBy({ service: at(30) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({ signIn: at(30) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({ service: at(30), signIn: at(dayMinutes) }), ["one.settled.json"]);
    assert.deepEqual(leftBy({}), []);
  });

  it("never removes one that is open, however long it has been there", () => {
    write("made", begun(0, { id: "15" }));
    write("begun", begun(0));
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0);
    openJournalFolder(folder).read(at(365 * dayMinutes));
    assert.deepEqual(readdirSync(folder), ["begun.json", "made.json"]);
  });

  it("keeps what was settled while an open one can have been at work, and nothing from before and after", () => {
    write("open", begun(0));
    settle("before", begun(-120));
    settle("during", begun(11 * 60));
    settle("after", begun(13 * 60));
    openJournalFolder(folder).read(at(2 * dayMinutes));
    assert.deepEqual(readdirSync(folder), ["during.settled.json", "open.json"]);
  });
});
