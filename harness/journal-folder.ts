import { readdirSync } from "node:fs";
import { openJournal } from "../provider/exactly-once/file-journal";
import type { Intent } from "../provider/exactly-once/journal-entry";
import { openJournalFolder } from "../provider/exactly-once/journal-files";
import { standingClock } from "./scripted-service";
import { folderOfEachTest } from "./test-folder";

const noonMs = Date.parse("2026-03-01T12:00:00Z");

/** So many minutes after the noon at which a standing clock stands. */
export function atMinute(minutes: number): Date {
  return new Date(noonMs + minutes * 60_000);
}

/** What a run notes before it asks for a product, begun so many minutes after noon. */
export function begunAt(minutes: number, more: Partial<Intent> = {}): Intent {
  return {
    kind: "Product",
    resource: "urn:a",
    fingerprint: "f",
    startedAt: atMinute(minutes).toISOString(),
    pid: process.pid,
    ...more,
  };
}

/** For the tests of a file or a `describe`: each has a new folder for journals, and one of an account in it. */
export function journalOfEachTest() {
  const inFolder = folderOfEachTest();
  const directory = (...names: string[]) => inFolder("journal", ...names);
  const folder = (...names: string[]) => directory("account", ...names);
  const files = () => openJournalFolder(folder());
  return {
    directory,
    folder,
    /** What is in the account's folder. */
    entries: () => readdirSync(folder()),
    /** The journal, as a further process of the provider opens it. */
    open: (clock: Parameters<typeof openJournal>[1] = standingClock()) => openJournal(folder(), clock),
    /** The files behind it, as a further process has them. */
    files,
    /** Writes an entry that is confirmed already. */
    settle(name: string, intent: Intent): void {
      files().write(name, intent);
      files().confirm(name);
    },
  };
}
