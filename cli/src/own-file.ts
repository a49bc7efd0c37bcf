import { lstat, rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a text that only its owner may read, wholly or not at all: it gets its name when it is on the disk.
 * What is no file, such as a pipe, is written to as it is.
 */
export async function writeOwnFile(path: string, text: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) return writeFile(path, text);
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, text, { flag: "wx", mode: 0o600, flush: true });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
