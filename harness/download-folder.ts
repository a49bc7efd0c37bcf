import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileName, Manifest } from "../cli/src/retention/manifest";
import { openManifest } from "../cli/src/retention/manifest-folder";
import { type PurgeOptions, purge } from "../cli/src/retention/purge";
import type { KeepingClock } from "../cli/src/session";
import { keep, keptFolder, movedClock } from "./kept-folder";

/** The manifest's name in users' folders. */
export const MANIFEST = "devcenter-manifest.jsonl";

/**
 * For the tests of a file: each has a new folder for downloads, its manifest open, and a clock that is moved by hand,
 * which shows this time at first.
 */
export function downloadFolderOfEachTest(iso?: string) {
  let place: ReturnType<typeof keptFolder>;
  let clock: ReturnType<typeof movedClock>;
  let manifest: Manifest;
  beforeEach(async () => {
    place = keptFolder();
    clock = movedClock(iso);
    manifest = await openManifest(place.folder, clock);
  });
  afterEach(async () => {
    await manifest.close();
    place.remove();
  });
  const path = (file = "") => join(place.folder, file);
  const manifestText = () => readFileSync(path(MANIFEST), "utf8");
  /** As the next process finds it, once `meddle` is done. */
  async function reopen(meddle: () => void = () => undefined, by: KeepingClock = clock): Promise<Manifest> {
    await manifest.close();
    meddle();
    manifest = await openManifest(place.folder, by);
    return manifest;
  }
  return {
    path,
    has: (file: string) => existsSync(path(file)),
    write: (file: string, content: string) => place.write(file, content),
    /** Beside the folder, where nothing may be touched. */
    outside: (file = "") => join(place.outside, file),
    get clock() {
      return clock;
    },
    get manifest() {
      return manifest;
    },
    manifestText,
    begin: (file: FileName & { destroyBy?: string }) => manifest.begin(file),
    /** Keeps a file as a download does. */
    keep: (file: FileName & { destroyBy?: string }, content?: string) => keep(manifest, file, content),
    purge: (options: Omit<PurgeOptions, "now"> = {}) => purge(manifest, { ...options, now: clock.now() }),
    close: () => manifest.close(),
    reopen,
    /** The same, once the manifest has another text. */
    reopenEdited: (change: (text: string) => string) =>
      reopen(() => writeFileSync(path(MANIFEST), change(manifestText()))),
  };
}

/** The paths of these files, in order. */
export function filesOf(listed: readonly { readonly file: string }[]): string[] {
  return listed.map(({ file }) => file).sort();
}

/** Begins files until the disk takes no more; the keys of those whose rows are in the manifest. */
export async function beginUntilFull(manifest: Manifest): Promise<string[]> {
  const begun: string[] = [];
  for (;;) {
    const key = `${begun.length}-${"k".repeat(300)}`;
    try {
      await manifest.begin({ kind: "cab", key, file: `${begun.length}.cab` });
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, "ENOSPC");
      return begun;
    }
    begun.push(key);
  }
}
