import { constants } from "node:fs";
import { mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { KeepingClock } from "../session";
import { AppendLog } from "./append-log";
import { lockFolder } from "./folder-lock";
import type { Manifest } from "./manifest";
import { ManifestIndex } from "./manifest-index";
import { ManifestError, readRows, withLineEnd, writeRows } from "./manifest-rows";
import { OpenManifest } from "./open-manifest";
import { entryTypeAt, manifestName, removePartFiles } from "./safe-path";

/**
 * Opens the manifest of a folder for this process alone, and makes the folder (for its owner only) when there is none.
 *
 * @throws FolderBusyError, ManifestError
 */
export async function openManifest(folder: string, clock: KeepingClock): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = await realpath(folder);
  const lock = await lockFolder(place);
  try {
    const path = join(place, manifestName);
    const text = await readText(path);
    const index = await readIndex(place, text);
    const log = await AppendLog.open(path, writeRows(index.all()), text);
    const manifest = new OpenManifest(place, index, log, lock, clock);
    await manifest.adoptWholeFiles(removePartFiles).catch(async (error: unknown) => {
      await log.close();
      throw error;
    });
    return manifest;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The manifest of a folder as it is now, to be read: nothing is written, no lock is taken, and changes are forgotten.
 *
 * @throws ManifestError
 */
export async function readManifest(folder: string, clock: KeepingClock): Promise<Manifest> {
  const place = await realpath(folder);
  const index = await readIndex(place, await readText(join(place, manifestName)));
  const nothing = async () => undefined;
  const log = { warnings: [], append: nothing, close: nothing };
  const lock = { lost: new AbortController().signal, warnings: [], check: () => undefined, release: nothing };
  const manifest = new OpenManifest(place, index, log, lock, clock);
  await manifest.adoptWholeFiles(nothing);
  return manifest;
}

async function readIndex(place: string, text: string | undefined): Promise<ManifestIndex> {
  const index = new ManifestIndex(
    text === undefined ? [] : readRows(withLineEnd(text), join(place, manifestName)),
  );
  await index.dropFolders(async (made) => (await entryTypeAt(join(place, made))) !== "folder");
  return index;
}

/** Whether a command has ever kept files in a folder. */
export async function hasManifest(folder: string): Promise<boolean> {
  return (await entryTypeAt(join(folder, manifestName))) !== undefined;
}

/** Undefined where there is none. A link is not followed, so that a folder from elsewhere leads to nothing outside. */
async function readText(path: string): Promise<string | undefined> {
  // A pipe is not waited for.
  const flag = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    return await readFile(path, { encoding: "utf8", flag });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "ELOOP") throw new ManifestError(`${path} is a link, not a file. Nothing was touched.`);
    throw error;
  }
}
