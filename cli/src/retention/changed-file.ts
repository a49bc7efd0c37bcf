import { join } from "node:path";
import { measureFile } from "pulumi-devcenter/internal";
import type { KeptFile, Manifest } from "./manifest";
import { entryTypeAt } from "./safe-path";

/** A file is not what its row says. */
export class ChangedFileError extends Error {
  constructor(path: string) {
    super(`${path} has changed since devcenter wrote it. Move it away; it was left as it is.`);
  }
}

/** @throws ChangedFileError when something else lies where a file was kept: it may be somebody's work */
export async function refuseChanged(
  { folder }: Manifest,
  { file, sha256 }: Pick<KeptFile, "file" | "sha256">,
): Promise<void> {
  const path = join(folder, file);
  const found = await entryTypeAt(path);
  if (found === undefined) return;
  if (found !== "file" || (await measureFile(path)).sha256 !== sha256) throw new ChangedFileError(path);
}
