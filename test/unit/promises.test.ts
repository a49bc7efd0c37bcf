import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..", "..");
const table = readFileSync(join(root, "test", "README.md"), "utf8");
const rows = table
  .slice(table.indexOf("## What README and its pages promise"))
  .split("\n")
  .filter((line) => /^\| .*`test\//.test(line))
  .map((line) => ({ line, files: [...line.matchAll(/`(test\/[^`]+)`/g)].map(([, file = ""]) => file) }));

describe("the table of promises", () => {
  it("has rows", () => assert.ok(rows.length > 30, `${rows.length} rows`));

  for (const { line, files } of rows) {
    it(`${line.split("|")[1]?.trim()}: names files that npm test runs`, () => {
      assert.notDeepEqual(files, []);
      assert.deepEqual(
        files.filter((file) => !existsSync(join(root, file)) || /\.long\.test\.ts$/.test(file)),
        [],
      );
    });
  }
});
