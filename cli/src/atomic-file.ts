import { type FileHandle, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface AtomicWrite {
  /** What the file is called until it is whole, in the same folder. Replaced when a killed process left one. Default: `<path>.part`. */
  readonly part?: string;
  /** Default: 0o600, for its owner only. */
  readonly mode?: number;
}

/**
 * Replaces a file wholly or not at all: it gets its name when all of it, and then the name itself, is on the disk.
 * A failure leaves nothing behind.
 *
 * @param write fills the file, by its handle or by its path
 */
export async function replaceFile<T>(
  path: string,
  write: (file: FileHandle, part: string) => Promise<T>,
  { part = `${path}.part`, mode = 0o600 }: AtomicWrite = {},
): Promise<T> {
  await rm(part, { force: true });
  // A new file of ours: one that others prepared under this name would be theirs to read.
  const file = await open(part, "wx", mode);
  try {
    const result = await write(file, part);
    await file.sync();
    // Windows renames no open file.
    await file.close();
    await rename(part, path);
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Writes a text that only its owner may read, wholly or not at all: where a link leads to a file, that file. What is no
 * file, such as a pipe, is written to as it is.
 */
export async function writeOwnFile(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  const place = await realpath(path).catch(() => undefined);
  // An open file without a name, as `/dev/stdout` can be, has no place.
  const isFile = found?.isFile() && place !== undefined;
  if (found !== undefined && !isFile) return writeFile(path, text);
  const whole = place ?? path;
  await replaceFile(whole, (file) => file.writeFile(text), { part: `${whole}.${process.pid}.part` });
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle of a folder.
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
