import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import {
  ChangedFileError,
  foundAt,
  isThere,
  refuseChanged,
} from "../../../../cli/src/retention/changed-file";
import { downloadFolderOfEachTest } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("what lies where a file was kept", () => {
  const downloads = downloadFolderOfEachTest();

  const cases: [what: string, put: (path: string) => void, found: string | undefined, isRefused: boolean][] =
    [
      ["the file itself", () => undefined, "itself", false],
      ["nothing", (path) => rmSync(path), undefined, false],
      ["a file of the same length", (path) => writeFileSync(path, "analysis"), "changed", true],
      [
        "a folder",
        (path) => {
          rmSync(path);
          mkdirSync(path);
        },
        "folder",
        true,
      ],
      [
        "a link to the very file",
        (path) => {
          renameSync(path, downloads.outside());
          symlinkSync(downloads.outside(), path);
        },
        "link",
        true,
      ],
    ];
  for (const [what, put, found, isRefused] of cases) {
    it(`is ${what}, which is ${isRefused ? "refused" : "no reason to stop"}`, async () => {
      const kept = await downloads.keep(cabNamed("a"), "personal");
      put(downloads.path(kept.file));
      assert.equal(await foundAt(downloads.path(kept.file), kept), found);
      // Its content takes long to read, so that only its length is looked at.
      const looksSo = found === "itself" || found === "changed";
      assert.equal(await isThere(downloads.manifest.folder, kept), looksSo);
      assert.equal(await isThere(downloads.manifest.folder, { ...kept, bytes: kept.bytes + 1 }), false);
      const refused = refuseChanged(downloads.manifest, kept);
      if (!isRefused) return refused;
      await assert.rejects(refused, (error) => {
        assert.ok(error instanceof ChangedFileError);
        assert.match(error.message, /cabs.a\.cab has changed since devcenter wrote it\. Move it away/);
        return true;
      });
    });
  }
});
