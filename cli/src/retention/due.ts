import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { keepMs } from "./age";
import type { KeptFile } from "./manifest";

/** How far the clock of a machine may be wrong; what comes due within this time is due. */
export const clockErrorMs = 2 * 60 * 60 * 1000;

// A disk that lost its times shows one of long ago, which means nothing.
const noFileIsOlder = Date.parse("2020-01-01");

/** What a row of the manifest says about the time of a file. */
export interface Dated {
  /** When it came, or was begun. */
  readonly since: string;
  readonly destroyBy: string;
}

/**
 * When a file must be gone: the earliest moment that can be argued. A row is a text that may have been edited, and
 * that was written by a clock which may have been wrong; the disk has a word in it, too.
 */
export function dueMsOf({ since, destroyBy }: Dated, fileMs?: number): number {
  const began = Math.min(Date.parse(since), fileMs ?? Number.POSITIVE_INFINITY);
  return Math.min(Date.parse(destroyBy), began + keepMs);
}

/** The same as a row writes it. */
export function dueTimeOf(dated: Dated, fileMs?: number): string {
  return new Date(dueMsOf(dated, fileMs)).toISOString();
}

/** Whether a row says that its file came at a time that is still to come. */
export function isFromTheFuture({ since }: Dated, now: Date): boolean {
  return Date.parse(since) > now.getTime() + clockErrorMs;
}

/** When the disk says that a file was written; undefined when it does not. */
export async function fileTimeMs(path: string): Promise<number | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() && found.mtimeMs >= noFileIsOlder ? found.mtimeMs : undefined;
}

/** By when what is made of a kept file must be gone: with it, however much later it is made. */
export async function destroyByWith(
  folder: string,
  { file, downloadedAt, destroyBy }: KeptFile,
): Promise<string> {
  const writtenMs = (await fileTimeMs(join(folder, file))) ?? Number.POSITIVE_INFINITY;
  // A few milliseconds are the disk's own, whose clock is coarse.
  const isEarlier = writtenMs < Date.parse(downloadedAt) - clockErrorMs;
  return dueTimeOf({ since: downloadedAt, destroyBy }, isEarlier ? writtenMs : undefined);
}

/** By when what comes now must be gone, by our clock or the service's: one of them may be wrong. */
export function destroyByOf(now: Date, serviceNow: Date): string {
  const isOursAhead = now.getTime() - serviceNow.getTime() > clockErrorMs;
  return new Date((isOursAhead ? serviceNow : now).getTime() + keepMs).toISOString();
}
