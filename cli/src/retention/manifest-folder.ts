import { mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { KeepingClock } from "../session";
import { AppendLog } from "./append-log";
import { lockFolder } from "./folder-lock";
import type { Manifest } from "./manifest";
import { ManifestIndex } from "./manifest-index";
import { readRows, writeRows } from "./manifest-rows";
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
    const text = await readFile(path, "utf8").catch(absent);
    const index = await readIndex(place, text);
    const log = await AppendLog.open(path, writeRows(index.all()), text);
    const manifest = new OpenManifest(place, index, log, lock, clock);
    await manifest.adoptWholeFiles(removePartFiles);
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
  const index = await readIndex(place, await readFile(join(place, manifestName), "utf8"));
  const nothing = async () => undefined;
  const log = { warnings: [], append: nothing, close: nothing };
  const lock = { lost: new AbortController().signal, warnings: [], check: () => undefined, release: nothing };
  const manifest = new OpenManifest(place, index, log, lock, clock);
  await manifest.adoptWholeFiles(nothing);
  return manifest;
}

async function readIndex(place: string, text: string | undefined): Promise<ManifestIndex> {
  const index = new ManifestIndex(text === undefined ? [] : readRows(text, join(place, manifestName)));
  await index.dropFolders(async (made) => (await entryTypeAt(join(place, made))) !== "folder");
  return index;
}

/** Whether a command has ever kept files in a folder. */
export async function hasManifest(folder: string): Promise<boolean> {
  return (await entryTypeAt(join(folder, manifestName))) !== undefined;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
