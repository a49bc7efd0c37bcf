import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileName, Manifest } from "../cli/src/retention/manifest";

/** A new folder for downloads; `remove` when done. */
export function keptFolder() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "devcenter-kept-")));
  const folder = join(root, "data");
  return {
    folder,
    /** Beside the folder, where nothing may be touched. */
    outside: join(root, "outside"),
    write(file: string, content: string): string {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}

export function cabNamed(key: string, file = `cabs/${key}.cab`): FileName {
  return { kind: "cab", key, file };
}

export function measured(content: string | Buffer) {
  return { bytes: Buffer.byteLength(content), sha256: createHash("sha256").update(content).digest("hex") };
}

/** Keeps a file as a download does: begun, written, finished. */
export async function keep(manifest: Manifest, file: FileName & { destroyBy?: string }, content = file.key) {
  await manifest.begin(file);
  writeFileSync(join(manifest.folder, file.file), content);
  return manifest.finish({ ...file, ...measured(content) });
}

/** A clock that is moved by hand. */
export function movedClock(iso = "2026-03-01T12:00:00.000Z") {
  let now = new Date(iso);
  return {
    now: () => now,
    pass(days: number) {
      now = new Date(now.getTime() + days * 24 * 60 * 60 * 1000);
    },
  };
}
