import assert from "node:assert/strict";
import { ManifestError, type Row, readRows, writeRows } from "../../../../cli/src/retention/manifest-rows";
import { cabNamed } from "../../../../harness/kept-folder";

const noon = "2026-03-01T12:00:00.000Z";
const sha256 = "0123456789abcdef".repeat(4);
const kept: Row = {
  ...{ state: "kept", ...cabNamed("a"), bytes: 1, sha256 },
  ...{ downloadedAt: noon, destroyBy: noon },
};

describe("a row of a manifest", () => {
  for (const [what, wrong, why] of [
    ["a hash with a digit too many at its end", { sha256: `${sha256}0` }, /line 2: sha256 cannot be used/],
    ["a hash with a digit too many at its start", { sha256: `0${sha256}` }, /line 2: sha256 cannot be used/],
    ["a path out of the folder", { file: "../a.cab" }, /line 2: file cannot be used: it leaves the folder/],
  ] as const) {
    it(`is refused for ${what}, with where and why`, () => {
      const text = writeRows([{ ...kept, ...wrong }]);
      assert.throws(
        () => readRows(text, "m"),
        (error) => error instanceof ManifestError && why.test(error.message),
      );
    });
  }
});
