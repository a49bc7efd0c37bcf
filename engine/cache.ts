import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CLI_VERSION, ENGINE_PROGRAMS, engineFolderName } from "./pins";

/** A lock whose owner has not been heard of for this long belongs to a process that died. */
const LOCK_STALE_MS = 60_000;
const LOCK_HEARTBEAT_MS = 5_000;
const LOCK_POLL_MS = 500;

/** The folder of this machine's user for things that can be had again, outside every checkout. */
export function userCacheFolder(
  platform: string = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === "win32") return env.LOCALAPPDATA ?? join(home, "AppData", "Local");
  if (platform === "darwin") return join(home, "Library", "Caches");
  return join(home, ".cache");
}

/** Where the engine of this version and platform is kept. Its programs lie in `bin`. */
export function engineFolder(): string {
  const name = engineFolderName(CLI_VERSION, process.platform, process.arch);
  return join(userCacheFolder(), "pulumi-devcenter", "engine", name);
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
  const lock = `${folder}.lock`;
  await mkdir(dirname(lock), { recursive: true });
  for (let told = false; !(await takeLock(lock)); told = true) {
    if (!told) onWait();
    await pause(LOCK_POLL_MS);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A lock that is gone is noticed by nobody but us, and the work is safe to end: publishing is atomic.
    utimes(lock, now, now).catch(() => undefined);
  }, LOCK_HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lock, { recursive: true, force: true });
  }
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const held = await stat(lock).catch(() => undefined);
  if (held !== undefined && Date.now() - held.mtimeMs > LOCK_STALE_MS) {
    // Renaming first lets only one of several waiters clear the stale lock away.
    const dead = `${lock}.${process.pid}`;
    await rename(lock, dead).catch(() => undefined);
    await rm(dead, { recursive: true, force: true });
  }
  return false;
}
