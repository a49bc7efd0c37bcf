import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import envPaths from "env-paths";
import { type LockOptions, lock } from "proper-lockfile";
import { CLI_VERSION, ENGINE_PROGRAMS, engineFolderName } from "./pins";

/** A lock whose owner has not been heard of for this long belongs to a process that died. */
const LOCK_STALE_MS = 60_000;
const LOCK_HEARTBEAT_MS = 5_000;
const LOCK_POLL_MS = 500;

/** Where the engine of this version and platform is kept. Its programs lie in `bin`. */
export function engineFolder(): string {
  const name = engineFolderName(CLI_VERSION, process.platform, process.arch);
  return join(envPaths("pulumi-devcenter", { suffix: "" }).cache, "engine", name);
}

/** Whether every program of the engine is in the folder. */
export function isComplete(folder: string, platform: string = process.platform): boolean {
  return ENGINE_PROGRAMS.every((program) =>
    ["", ".exe", ".cmd"]
      .filter((ending) => platform === "win32" || ending === "")
      .some((ending) => existsSync(join(folder, "bin", program + ending))),
  );
}

/**
 * Fills the cache folder: `fill` works in a temporary folder beside it, which takes the final name only
 * when it is complete. So an interrupted build leaves nothing that looks finished. To be called under
 * {@link withLock}: what earlier, interrupted calls left is cleared away.
 */
export async function publish(folder: string, fill: (staging: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const prefix = `${basename(folder)}.tmp-`;
  for (const name of await readdir(dirname(folder))) {
    if (name.startsWith(prefix)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
  const staging = await mkdtemp(join(dirname(folder), prefix));
  try {
    await mkdir(join(staging, "bin"));
    await fill(staging);
    if (!isComplete(staging))
      throw new Error(`the engine is incomplete: ${ENGINE_PROGRAMS.join(", ")} are needed`);
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Runs `work` while no other process does, across all checkouts of this user.
 *
 * @param onWait called once when another process holds the lock.
 */
export async function withLock<T>(folder: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  const release = await takeLock(folder, { retries: 0 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw error;
    onWait();
    return takeLock(folder, { forever: true, factor: 1, minTimeout: LOCK_POLL_MS });
  });
  try {
    return await work();
  } finally {
    // The lock may be lost; the work is safe to end all the same, because publishing is atomic.
    await release().catch(() => undefined);
  }
}

function takeLock(folder: string, retries: LockOptions["retries"]): Promise<() => Promise<void>> {
  return lock(folder, {
    // The folder need not exist yet.
    realpath: false,
    stale: LOCK_STALE_MS,
    update: LOCK_HEARTBEAT_MS,
    retries,
    onCompromised: () => undefined,
  });
}
