import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";

/** The name of the manifest in its folder; what begins so is no name for a file. */
export const manifestName = "devcenter-manifest.jsonl";

/** What `devCenter.download` has beside a file while it is under way. */
export const partFileEndings = [".part", ".part.json", ".part.json.new"] as const;

/** Something lies, or leads, where the command must not write, read or destroy. */
export class UnsafePathError extends Error {}

/**
 * Why a path from a manifest, or for one, must not be used; undefined when it may. A manifest is a file like any other:
 * one that was edited must not make `purge` destroy files elsewhere.
 */
export function pathFault(path: string): string | undefined {
  if (/[\\:\p{Cc}]/u.test(path)) return "has a backslash, a colon or a control character";
  const names = path.split("/");
  // Windows takes "a." and "a " for "a".
  if (names.some((name) => name === "" || /[. ]$/.test(name)))
    return "leaves the folder, or has an odd name in it";
  if (names[0]?.toLowerCase().startsWith(manifestName)) return "is the manifest's own";
  return partFileEndings.some((ending) => path.toLowerCase().endsWith(ending))
    ? "is a name for a file that is under way"
    : undefined;
}

/**
 * The absolute path of a file below the folder.
 *
 * @throws UnsafePlaceError where a folder on the way is a link, or no folder: it would lead elsewhere
 */
export async function safePath(folder: string, file: string): Promise<string> {
  const fault = pathFault(file);
  if (fault !== undefined) throw new UnsafePathError(`The path ${JSON.stringify(file)} ${fault}.`);
  for (const parent of parentsOf(file)) {
    const found = await entryTypeAt(join(folder, parent));
    if (found !== undefined && found !== "folder") {
      throw new UnsafePathError(`${parent} in ${folder} is a ${found}, not a folder. Nothing was touched.`);
    }
  }
  return join(folder, file);
}

/** The folders between the manifest's own and the file, outermost first. */
export function parentsOf(file: string): string[] {
  const names = file.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}

export type EntryType = "file" | "folder" | "link" | "device";

/** What a path names, itself and not what a link points to; undefined when nothing. */
export async function entryTypeAt(path: string): Promise<EntryType | undefined> {
  try {
    const found = await lstat(path);
    if (found.isFile()) return "file";
    if (found.isDirectory()) return "folder";
    return found.isSymbolicLink() ? "link" : "device";
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** What has the names of what a download has beside the file: the part first. */
export function partFilesAt(path: string): Promise<(EntryType | undefined)[]> {
  return Promise.all(partFileEndings.map((ending) => entryTypeAt(path + ending)));
}

/** Removes what a download has beside the file. */
export async function removePartFiles(path: string): Promise<void> {
  for (const ending of partFileEndings) await rm(path + ending, { force: true });
}
