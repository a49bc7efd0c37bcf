import { rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { diskFullCodes } from "./append-log";
import { manifestName } from "./safe-path";

// A living process renews its lock each second; a lock that was not renewed for this long was left by a killed one.
const staleMs = 5000;
const renewMs = 1000;
const askAgainMs = 250;

/** What the system says of a lock that is a file, or that has something in it. */
const notOursCodes: ReadonlySet<string> = new Set(["ENOTDIR", "ENOTEMPTY", "EEXIST"]);

/** What it says of a folder that this user, or everybody, can only read. */
const readOnlyCodes: ReadonlySet<string> = new Set(["EROFS", "EACCES", "EPERM"]);

/** Another process works in the folder. */
export class FolderBusyError extends Error {}

export interface FolderLock {
  /** Aborts, with a FolderBusyError, when the lock was lost. */
  readonly lost: AbortSignal;
  /** What could not be done, in words for the user. */
  readonly warnings: readonly string[];
  /** @throws FolderBusyError when the lock was lost, for instance while the machine slept */
  check(): void;
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works in a folder. The lock of a killed process is taken over after five
 * seconds, whatever its clock was; a living one is waited for a little longer than that.
 *
 * @throws FolderBusyError
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, `${manifestName}.lock`);
  const gone = new AbortController();
  const lose = () =>
    gone.abort(new FolderBusyError(`Another devcenter has begun to work in ${folder} meanwhile.`));
  const before = await renewedAt(path);
  const take = (retries: number) => lockAt(folder, path, retries, lose);
  try {
    const release = await take((staleMs + renewMs) / askAgainMs).catch(async (error) => {
      // A lock that is not renewed is of a dead process, also when its time is in the future: a clock was set back.
      if (!isLocked(error) || before === undefined || (await renewedAt(path)) !== before) throw error;
      await rmdir(path);
      return take(0);
    });
    return lockOf(gone.signal, release, []);
  } catch (cause) {
    if (isLocked(cause)) {
      throw new FolderBusyError(
        `Another devcenter works in ${folder}. Try again when it is done. If there is none, remove ${path}.`,
        { cause },
      );
    }
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (notOursCodes.has(code)) {
      throw new FolderBusyError(
        `${path} cannot be taken away (${code}): devcenter has not made it so. Remove it when no other devcenter works in ${folder}.`,
        { cause },
      );
    }
    if (readOnlyCodes.has(code)) {
      throw new Error(
        `Nothing can be written or destroyed in ${folder} (${code}). Make it writable for this user, and run the command again.`,
        { cause },
      );
    }
    if (!diskFullCodes.has(code)) throw cause;
    // Purging must work where nothing can be written any more.
    const words = `${folder} could not be locked, for the disk is full (${code}). Start no other devcenter there.`;
    return lockOf(gone.signal, async () => undefined, [words]);
  }
}

function lockAt(folder: string, lockfilePath: string, retries: number, onCompromised: () => void) {
  return lock(folder, {
    lockfilePath,
    stale: staleMs,
    update: renewMs,
    retries: { retries, factor: 1, minTimeout: askAgainMs },
    onCompromised,
  });
}

function lockOf(lost: AbortSignal, release: () => Promise<void>, warnings: readonly string[]): FolderLock {
  return {
    lost,
    warnings,
    check: () => lost.throwIfAborted(),
    release: () => (lost.aborted ? Promise.resolve() : release()),
  };
}

function isLocked(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ELOCKED";
}

async function renewedAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.mtimeMs;
}
