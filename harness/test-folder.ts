import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path in a temporary folder; the folder itself without names. */
export type TestFolder = (...names: string[]) => string;

/** For the tests of a file or a `describe`: each has a new folder, which is removed after it. */
export function folderOfEachTest(): TestFolder {
  const { path, renew, remove } = temporaryFolder();
  // Not in an afterEach, where others may still close what is in it.
  beforeEach(renew);
  after(remove);
  return path;
}

/** Like `folderOfEachTest`, but one folder for all of them. */
export function folderOfAllTests(): TestFolder {
  const { path, renew, remove } = temporaryFolder();
  before(renew);
  after(remove);
  return path;
}

function temporaryFolder() {
  let folder: string | undefined;
  function remove(): void {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
  return {
    path: (...names: string[]) => join(folder ?? "", ...names),
    renew(): void {
      remove();
      // Its true name: that of macOS leads to it by a link.
      folder = realpathSync(mkdtempSync(join(tmpdir(), "devcenter-test-")));
    },
    remove,
  };
}
