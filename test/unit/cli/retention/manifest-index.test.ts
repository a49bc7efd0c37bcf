import assert from "node:assert/strict";
import { ManifestIndex } from "../../../../cli/src/retention/manifest-index";
import type { Row } from "../../../../cli/src/retention/manifest-rows";
import { cabNamed, measured } from "../../../../harness/kept-folder";

const noon = "2026-03-01T12:00:00.000Z";
const later = "2026-03-31T12:00:00.000Z";
const kept = (key: string, file: string): Row => ({
  state: "kept",
  ...cabNamed(key, file),
  ...measured(key),
  downloadedAt: noon,
  destroyBy: later,
});
const begun = (key: string, file: string): Row => ({
  state: "begun",
  ...cabNamed(key, file),
  begunAt: noon,
  destroyBy: later,
});
const fileOf = (...rows: Row[]) => new ManifestIndex(rows).find("cab", "a")?.file;

describe("what the rows of a manifest come to", () => {
  it("of two living files of the same thing the newest counts, whatever is begun since", () => {
    const [first, second] = [kept("a", "1.cab"), kept("a", "2.cab")];
    assert.equal(fileOf(first, second), "2.cab");
    assert.equal(fileOf(first, second, begun("a", "1.cab")), "2.cab");
    assert.equal(fileOf(first, second, first), "1.cab");
  });

  it("a path belongs to what is on its way there, in any case of letters", () => {
    const index = new ManifestIndex([begun("a", "cabs/x.cab")]);
    assert.equal(index.ownerOf("CABS/X.cab")?.key, "a");
    assert.equal(index.ownerOf("cabs/y.cab"), undefined);
  });

  it("two letters are not one because their capitals are alike", () => {
    const index = new ManifestIndex([kept("a", "straße.cab")]);
    assert.deepEqual([index.ownerOf("STRASSE.cab"), index.ownerOf("Straße.cab")?.key], [undefined, "a"]);
  });

  it("folders come outermost first, in whatever order they were made", () => {
    const folders = ["cabs/deep", "cabs", "a"].map((folder): Row => ({ state: "folder", folder }));
    assert.deepEqual(new ManifestIndex(folders).folders(), ["a", "cabs", "cabs/deep"]);
  });
});
