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
import { basename, dirname, join, resolve } from "node:path";
import {
  begunMs,
  entryText,
  type Intent,
  isUnreadable,
  readEntry,
  type UnreadableEntry,
} from "./journal-entry";

/** Intents, one file for each: written before the request, confirmed when the engine has the id. */
export interface JournalFolder {
  /** Creates the folder when there is none. It is on the disk, whatever happens to the machine, when this returns. */
  write(name: string, intent: Intent): void;
  has(name: string): boolean;
  erase(name: string): void;
  /** The engine has the object. Its entry is kept as long as a later run may have to know whose the object is. */
  confirm(name: string): void;
  /** Reads everything, and removes what nothing needs any more. */
  read(now: Date): JournalContents;
  /** Reads everything, and changes nothing. */
  look(): JournalContents;
}

/** What was created and reported to the engine. */
export interface ConfirmedIntent extends Intent {
  /** Of its entry. */
  readonly name: string;
}

export interface JournalContents {
  /** What is not confirmed, by name. */
  readonly pending: ReadonlyMap<string, Intent>;
  readonly confirmed: readonly ConfirmedIntent[];
  readonly unreadable: readonly UnreadableEntry[];
}

const pendingEnding = ".json";
const confirmedEnding = ".settled.json";
const temporaryEnding = ".new";
const minuteMs = 60_000;

/** How far a clock can be off that was compared with none. */
export const clockErrorMs = 75 * minuteMs;
/** How long after its intent a killed run can have created an object: by its last attempt, when there was nothing to wait for. */
const longestRunMs = 12 * 60 * minuteMs;
/** More than any clock skew, so that a later run does not adopt a confirmed object. */
const keepConfirmedMs = 90 * minuteMs;

/** How long after it an object of this intent can have come. */
export function longestMs({ waitMinutes = 0 }: Intent): number {
  return longestRunMs + waitMinutes * minuteMs;
}

/** What an entry is called from its confirmation on. */
export function confirmedName(name: string): string {
  return basename(name + confirmedEnding, pendingEnding);
}

/** @param folder the path of it */
export function openJournalFolder(folder: string): JournalFolder {
  const fileOf = (name: string) => join(folder, name + pendingEnding);
  return {
    write(name, intent) {
      try {
        makeFolder(folder);
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
    confirm(name) {
      try {
        renameSync(fileOf(name), fileOf(confirmedName(name)));
      } catch (error) {
        // Another process has confirmed or erased it.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    },
    read: (now) => clean(folder, readAll(folder), now),
    look() {
      const { confirmedFiles, ...rest } = readAll(folder);
      return { ...rest, confirmed: named(confirmedFiles) };
    },
  };
}

interface EntriesOnDisk extends Omit<JournalContents, "confirmed"> {
  /** By path. */
  readonly confirmedFiles: ReadonlyMap<string, Intent>;
}

/** Everything in a folder of a journal; removes nothing. An empty one, where there is no such folder. */
export function readAll(folder: string): EntriesOnDisk {
  const pending = new Map<string, Intent>();
  const confirmedFiles = new Map<string, Intent>();
  const unreadable: UnreadableEntry[] = [];
  for (const name of namesIn(folder, unreadable)) {
    if (!name.endsWith(pendingEnding)) continue;
    const file = join(folder, name);
    const entry = readEntry(file);
    if (entry === undefined) continue;
    if (isUnreadable(entry)) unreadable.push(entry);
    else if (name.endsWith(confirmedEnding)) confirmedFiles.set(file, entry);
    else pending.set(name.slice(0, -pendingEnding.length), entry);
  }
  return { pending, confirmedFiles, unreadable };
}

function clean(folder: string, { confirmedFiles, ...rest }: EntriesOnDisk, now: Date): JournalContents {
  const open = [...rest.pending.values()].filter(({ id }) => id === undefined);
  const isNeeded = (intent: Intent) =>
    Math.abs(now.getTime() - begunMs(intent)) <= keepConfirmedMs || open.some((one) => mayBeFor(one, intent));
  for (const [file, intent] of confirmedFiles)
    if (!isNeeded(intent)) ifPossible(() => rmSync(file, { force: true }));
  for (const name of namesIn(folder, []))
    if (name.endsWith(temporaryEnding)) removeAbandoned(join(folder, name));
  return { ...rest, confirmed: named(confirmedFiles).filter(isNeeded) };
}

function named(files: ReadonlyMap<string, Intent>): ConfirmedIntent[] {
  return [...files].map(([file, intent]) => ({ ...intent, name: basename(file, pendingEnding) }));
}

/** Whether the object of a confirmed creation could be taken for that of an open intent without an id. */
function mayBeFor(open: Intent, confirmed: Intent): boolean {
  const laterMs = begunMs(confirmed) - begunMs(open);
  return open.kind === confirmed.kind && laterMs >= -keepConfirmedMs && laterMs <= longestMs(open);
}

/** A file that never got its final name is useless, unless its writer is just about to rename it. */
function removeAbandoned(file: string): void {
  const ageMs = Math.abs(Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
  if (ageMs > minuteMs) ifPossible(() => rmSync(file, { force: true }));
}

/**
 * Settles or removes an entry. On a disk that can only be read it stays, which costs the next run a look; it must not hide
 * what this one has to say.
 */
export function ifPossible(settle: () => void): void {
  try {
    settle();
  } catch {
    // The next run does it.
  }
}

/** Renaming is atomic: a kill leaves the old file or the new one, never half of one. */
function writeWhole(file: string, text: string): void {
  const temporary = file + temporaryEnding;
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

/** Makes it where it is missing. On the disk are then its name, and those of the folders above it that had to be made. */
function makeFolder(folder: string): void {
  const topmost = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (topmost === undefined) return;
  for (let made = resolve(folder); made.length >= topmost.length; made = dirname(made)) {
    syncFolder(dirname(made));
  }
}

/** A new name is on the disk when its folder is. Windows cannot open a folder, and writes names through. */
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
    // Where a file is in the place of the folder, the first write fails, and its message says what to do.
    if (code !== "ENOENT" && code !== "ENOTDIR") unreadable.push({ file: folder, why: code });
    return [];
  }
}
