import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import {
  begunMs,
  entryText,
  type Intent,
  isUnreadable,
  readEntry,
  type UnreadableEntry,
} from "./journal-entry";

/** Intents, each in a file of its own: written before the request, settled when the engine has the id. */
export interface JournalFolder {
  /** Makes the folder when there is none. It is on the disk, whatever happens to the machine, when this returns. */
  write(name: string, intent: Intent): void;
  has(name: string): boolean;
  erase(name: string): void;
  /** It was seen through. The entry is kept as long as somebody may have to know whose the object is. */
  settle(name: string): void;
  /** Removes what nothing needs any more. */
  read(now: Date): JournalContents;
}

export interface JournalContents {
  /** What is not settled, by name. */
  readonly pending: ReadonlyMap<string, Intent>;
  readonly settled: readonly Intent[];
  readonly unreadable: readonly UnreadableEntry[];
}

const begun = ".json";
const seenThrough = ".settled.json";
const onItsWay = ".new";
const minuteMs = 60_000;

/** How far a clock can be off that nothing has been compared with. */
export const clockErrorMs = 75 * minuteMs;
/** How long after its intent a killed run can have made an object: its last attempt, however patient it was. */
export const longestRunMs = 12 * 60 * minuteMs;
const keepSettledMs = 90 * minuteMs;

/** @param folder the path of it */
export function openJournalFolder(folder: string): JournalFolder {
  const fileOf = (name: string) => join(folder, name + begun);
  return {
    write(name, intent) {
      try {
        const created = mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (created !== undefined) syncFolder(dirname(created));
        writeWhole(fileOf(name), entryText(intent));
        syncFolder(folder);
      } catch (cause) {
        throw new Error(
          `The journal of creations cannot be written: ${(cause as Error).message}\nLet devcenter:journalDirectory (DEVCENTER_JOURNAL_DIRECTORY) name a folder that can be, or "none".`,
          { cause },
        );
      }
    },
    has: (name) => existsSync(fileOf(name)),
    erase: (name) => rmSync(fileOf(name), { force: true }),
    settle(name) {
      try {
        renameSync(fileOf(name), join(folder, name + seenThrough));
      } catch (error) {
        // Another process has seen to it.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    },
    read: (now) => clean(folder, readAll(folder), now),
  };
}

interface Found extends Omit<JournalContents, "settled"> {
  /** By path. */
  readonly settledFiles: ReadonlyMap<string, Intent>;
}

/** Everything in a folder of a journal; removes nothing. An empty one, where there is no such folder. */
export function readAll(folder: string): Found {
  const pending = new Map<string, Intent>();
  const settledFiles = new Map<string, Intent>();
  const unreadable: UnreadableEntry[] = [];
  for (const name of namesIn(folder, unreadable)) {
    if (!name.endsWith(begun)) continue;
    const file = join(folder, name);
    const entry = readEntry(file);
    if (entry === undefined) continue;
    if (isUnreadable(entry)) unreadable.push(entry);
    else if (name.endsWith(seenThrough)) settledFiles.set(file, entry);
    else pending.set(name.slice(0, -begun.length), entry);
  }
  return { pending, settledFiles, unreadable };
}

function clean(folder: string, { settledFiles, ...found }: Found, now: Date): JournalContents {
  const open = [...found.pending.values()].filter(({ id }) => id === undefined);
  const isNeeded = (intent: Intent) =>
    Math.abs(now.getTime() - begunMs(intent)) <= keepSettledMs || open.some((one) => mayBeFor(one, intent));
  for (const [file, intent] of settledFiles) if (!isNeeded(intent)) rmSync(file, { force: true });
  for (const name of namesIn(folder, [])) if (name.endsWith(onItsWay)) removeLeft(join(folder, name));
  return { ...found, settled: [...settledFiles.values()].filter(isNeeded) };
}

/** Whether the object of a settled creation could be taken for the one of which an open intent knows no id. */
function mayBeFor(open: Intent, settled: Intent): boolean {
  const laterMs = begunMs(settled) - begunMs(open);
  return open.kind === settled.kind && laterMs >= -keepSettledMs && laterMs <= longestRunMs;
}

/** A file that never got its name was of no use to anybody; unless it is about to get it. */
function removeLeft(file: string): void {
  const ageMs = Math.abs(Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  if (ageMs > minuteMs) rmSync(file, { force: true });
}

/** Renaming is atomic: a kill in between leaves the old file, never half a one. */
function writeWhole(file: string, text: string): void {
  const temporary = file + onItsWay;
  try {
    const handle = openSync(temporary, "w", 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The name of a file is in its folder, and lost with it. Windows opens no folder, and writes names through. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function namesIn(folder: string, unreadable: UnreadableEntry[]): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    // Where a file stands in its place, writing says what to do.
    if (code !== "ENOENT" && code !== "ENOTDIR") unreadable.push({ file: folder, why: code });
    return [];
  }
}
