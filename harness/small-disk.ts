import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";

export interface SmallDisk {
  /** Where it is mounted. */
  readonly path: string;
  /** Takes every byte that is free. */
  fill(): void;
  /** Leaves bytes, but no file or folder can be made any more. */
  fillNames(): void;
  remove(): void;
}

/** A disk of its own in memory. Skips the test where nobody may mount one, and says it. */
export function smallDisk(test: Context, kilobytes: number): SmallDisk {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "devcenter-disk-")));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k,nr_inodes=200`, "tmpfs", path], {
      stdio: "ignore",
    });
  } catch {
    rmSync(path, { recursive: true });
    console.warn("LEFT OUT: this test needs a full disk, and only root on Linux may mount one.");
    return test.skip();
  }
  return {
    path,
    fill() {
      for (const bytes of [4096, 1]) fillWith(path, bytes);
    },
    fillNames: () => fillWith(path, 0),
    remove() {
      if (!existsSync(path)) return;
      execFileSync("umount", [path]);
      rmSync(path, { recursive: true });
    },
  };
}

function fillWith(path: string, bytes: number): void {
  for (let count = 0; isWritten(join(path, `fill-${bytes}-${count}`), bytes); count++);
}

function isWritten(path: string, bytes: number): boolean {
  try {
    writeFileSync(path, Buffer.alloc(bytes));
    return true;
  } catch {
    rmSync(path, { force: true });
    return false;
  }
}
