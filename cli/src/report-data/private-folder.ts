import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { lstat, mkdtemp, readdir, realpath, rm, stat, utimes } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";

const prefix = "devcenter-spill";
const touchMs = 5 * 60_000;
const abandonedMs = 60 * 60_000;

/** A folder for temporary files that only this user can read; its random name is no other process's. */
export interface PrivateFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Makes one below the system's folder for temporary files, and removes those that killed processes of this user have left.
 *
 * @throws Error when other users can rename what lies there, so that nothing in it stays private
 */
export async function makePrivateFolder(): Promise<PrivateFolder> {
  const parent = await realpath(tmpdir());
  if (!(await isSafeParent(parent))) {
    throw new Error(
      `${parent} is no place for personal data: other users can rename what lies in it, or a folder above it. Set TMPDIR to a folder of your own.`,
    );
  }
  await removeAbandoned(parent);
  const path = await mkdtemp(join(parent, `${prefix}-${place()}-${process.pid}-`));
  // Processes that cannot see this one (in other containers) see by the time that the folder is in use.
  const touching = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => undefined),
    touchMs,
  );
  touching.unref();
  return {
    path,
    async remove() {
      clearInterval(touching);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Removes what killed processes of this user have left, where that is safe. */
export async function removeAbandonedFolders(): Promise<void> {
  const parent = await realpath(tmpdir()).catch(() => undefined);
  if (parent !== undefined && (await isSafeParent(parent))) await removeAbandoned(parent);
}

/**
 * Whether no other user can rename what lies below: on the whole way each folder belongs to us or to the system, and one that
 * others may write has the sticky bit. Windows has a folder for each user.
 */
async function isSafeParent(parent: string): Promise<boolean> {
  if (process.geteuid === undefined) return true;
  const owners = [process.geteuid(), ...systemUsers()];
  for (let folder = parent; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    const isForAll = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
    if (isForAll || !owners.includes(uid)) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Root; and in a user namespace without it, whoever stands for users that are not known there. */
function systemUsers(): number[] {
  try {
    const isEverybodyHere = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync("/proc/self/uid_map", "utf8"));
    return isEverybodyHere ? [0] : [0, Number(readFileSync("/proc/sys/kernel/overflowuid", "utf8"))];
  } catch {
    // Only Linux has them.
    return [0];
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [, where, pid] = /^devcenter-spill-([0-9a-f]{8})-(\d+)-\w{6}$/.exec(name) ?? [];
    if (where === undefined || (where === place() && isRunning(Number(pid)))) continue;
    const path = join(parent, name);
    const changedAt = await timeOfOurs(path);
    if (changedAt === undefined) continue;
    // Processes elsewhere cannot be seen from here.
    if (where === place() || Date.now() - changedAt > abandonedMs) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** When a folder was last touched; undefined when it is not certainly a folder that this user has made here. */
async function timeOfOurs(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) return undefined;
  const isOurs =
    process.geteuid === undefined || (found.uid === process.geteuid() && (found.mode & 0o777) === 0o700);
  return isOurs ? found.mtimeMs : undefined;
}

/** Where process ids mean the same: containers that share a disk have ids of their own. */
function place(): string {
  let ids = "";
  try {
    ids = readlinkSync("/proc/self/ns/pid");
  } catch {
    // Only Linux has them.
  }
  return createHash("sha256").update(`${hostname()} ${ids}`).digest("hex").slice(0, 8);
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
