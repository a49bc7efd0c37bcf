import { join } from "node:path";
import { lock } from "proper-lockfile";
import { manifestName } from "./place";

// A living process renews its lock each second; what has not been renewed for so long was left by a killed one.
const staleMs = 5000;
const renewMs = 1000;
const askAgainMs = 250;

/** Another process works in the folder. */
export class FolderBusyError extends Error {}

export interface FolderLock {
  /** @throws FolderBusyError when the lock was lost, for instance while the machine slept */
  check(): void;
  release(): Promise<void>;
}

/**
 * Makes this process the only one that works in a folder. The lock of a killed process is taken over after five
 * seconds; a living one is waited for a little longer than that.
 *
 * @throws FolderBusyError
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  let isLost = false;
  const retries = { retries: (staleMs + renewMs) / askAgainMs, factor: 1, minTimeout: askAgainMs };
  const release = await lock(folder, {
    lockfilePath: join(folder, `${manifestName}.lock`),
    stale: staleMs,
    update: renewMs,
    retries,
    onCompromised: () => {
      isLost = true;
    },
  }).catch((cause) => {
    if ((cause as NodeJS.ErrnoException).code !== "ELOCKED") throw cause;
    throw new FolderBusyError(`Another devcenter works in ${folder}. Try again when it is done.`, { cause });
  });
  return {
    check() {
      if (isLost) throw new FolderBusyError(`Another devcenter has begun to work in ${folder} meanwhile.`);
    },
    release: () => (isLost ? Promise.resolve() : release()),
  };
}
