import assert from "node:assert/strict";
import { lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { writeOwnFile } from "../../../cli/src/atomic-file";
import { folderOfEachTest } from "../../../harness/test-folder";

describe("a file for its owner only", () => {
  const at = folderOfEachTest();

  const modeOf = (name: string) => statSync(at(name)).mode & 0o777;

  it("is one also where a link leads to a file that others can read", async () => {
    writeFileSync(at("page.html"), "of yesterday, and longer", { mode: 0o644 });
    symlinkSync("page.html", at("latest.html"));
    await writeOwnFile(at("latest.html"), "of today");
    assert.ok(lstatSync(at("latest.html")).isSymbolicLink());
    assert.deepEqual([readFileSync(at("page.html"), "utf8"), modeOf("page.html")], ["of today", 0o600]);
    assert.deepEqual(readdirSync(at()).sort(), ["latest.html", "page.html"]);
  });

  it("takes the place of a link that leads to nothing", async () => {
    symlinkSync("nothing", at("latest.html"));
    await writeOwnFile(at("latest.html"), "of today");
    assert.deepEqual([readdirSync(at()), modeOf("latest.html")], [["latest.html"], 0o600]);
  });

  it("is none where a link leads to a device", async () => {
    symlinkSync("/dev/null", at("page.html"));
    await writeOwnFile(at("page.html"), "of today");
    assert.ok(statSync(at("page.html")).isCharacterDevice());
  });
});
