import { lstat } from "node:fs/promises";
import { keepMs } from "./age";

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
export function dueMsOf({ since, destroyBy }: Dated, fileMs: number | undefined): number {
  const began = Math.min(Date.parse(since), fileMs ?? Number.POSITIVE_INFINITY);
  return Math.min(Date.parse(destroyBy), began + keepMs);
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

/** By when what comes now must be gone, by our clock or the service's: one of them may be wrong. */
export function destroyByOf(now: Date, serviceNow: Date): string {
  const isOursAhead = now.getTime() - serviceNow.getTime() > clockErrorMs;
  return new Date((isOursAhead ? serviceNow : now).getTime() + keepMs).toISOString();
}
