import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sourceFiles } from "../../harness/source-files";

const exists = (folder: string) => existsSync(join(__dirname, "..", "..", folder));

describe("the names of files", () => {
  const all = [
    "provider",
    "emulator/src",
    "cli",
    "policies/src",
    "engine",
    "demo",
    "bench",
    "test",
    "examples",
  ]
    .filter(exists)
    .flatMap(sourceFiles);

  it("every file is in kebab-case", () => {
    const names = ["provider", "emulator/src", "cli", "policies/src"]
      .flatMap(sourceFiles)
      .map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
    assert.deepEqual(
      names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name)),
      [],
    );
  });

  it("no file is called utils, helpers, types or common", () => {
    assert.deepEqual(
      all
        .map(({ path }) => path)
        .filter((path) => /(^|\/)(utils?|helpers?|types|common|misc)\.ts$/.test(path)),
      [],
    );
  });
});
