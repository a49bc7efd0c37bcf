import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { KeptFile, Manifest } from "./manifest";
import { type EntryType, entryTypeAt } from "./safe-path";

/** A file is not what its row says. */
export class ChangedFileError extends Error {
  constructor(path: string) {
    super(`${path} has changed since devcenter wrote it. Move it away; it was left as it is.`);
  }
}

/** What lies where a file was kept: that very file, another one, what is no file, or nothing. */
export async function foundAt(
  path: string,
  { sha256 }: Pick<KeptFile, "sha256">,
): Promise<"itself" | "changed" | Exclude<EntryType, "file"> | undefined> {
  const found = await entryTypeAt(path);
  if (found !== "file") return found;
  return (await measureFile(path)).sha256 === sha256 ? "itself" : "changed";
}

/** Whether a kept file lies where it was, as far as its length tells. A link is not what was kept, wherever it leads. */
export async function isThere(folder: string, { file, bytes }: KeptFile): Promise<boolean> {
  const found = await lstat(join(folder, file)).catch(() => undefined);
  return found?.isFile() === true && found.size === bytes;
}

/** @throws ChangedFileError when something else lies where a file was kept: it may be somebody's work */
export async function refuseChanged({ folder }: Manifest, kept: KeptFile): Promise<void> {
  const path = join(folder, kept.file);
  const found = await foundAt(path, kept);
  if (found !== undefined && found !== "itself") throw new ChangedFileError(path);
}
