import { stat, statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { DiskFullError } from "../errors/disk-full-error";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota on the disk is used up",
  EFBIG: "no file may be so long there",
};

/** What to throw when a file could not be written for want of room; undefined when that was not the reason. */
export async function noRoomFor(path: string, cause: unknown): Promise<DiskFullError | undefined> {
  const { code = "" } = cause as NodeJS.ErrnoException;
  const reason = reasons[code];
  if (reason === undefined) return undefined;
  const why = `${path} could not be written, for ${reason} (${code}; ${await diskOf(path)}).`;
  return new DiskFullError("download", `${why} Make room, and run the same command again.`, { cause });
}

/** The disk on which a file is or would be: where it is mounted, and what is free. */
async function diskOf(path: string): Promise<string> {
  try {
    let place = resolve(dirname(path));
    const { bavail, bsize } = await statfs(place);
    const { dev } = await stat(place);
    while (dirname(place) !== place && (await stat(dirname(place))).dev === dev) place = dirname(place);
    return `the disk is mounted at ${place} and has ${((bavail * bsize) / 1e6).toFixed(1)} MB free`;
  } catch {
    return "of the disk nothing more is known";
  }
}
