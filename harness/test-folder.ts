import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path in a temporary folder; the folder itself without names. */
export type TestFolder = (...names: string[]) => string;

/** For the tests of a file or a `describe`: each has a new folder, which is removed after it. */
export function folderOfEachTest(): TestFolder {
  let folder = "";
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return (...names) => join(folder, ...names);
}

/** Like `folderOfEachTest`, but one folder for all of them. */
export function folderOfAllTests(): TestFolder {
  let folder = "";
  before(() => {
    folder = newFolder();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return (...names) => join(folder, ...names);
}

/** Its true name: that of macOS leads to it by a link. */
function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "devcenter-test-")));
}
