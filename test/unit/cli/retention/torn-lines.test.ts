import assert from "node:assert/strict";
import fc from "fast-check";
import { ManifestIndex } from "../../../../cli/src/retention/manifest-index";
import { lineOf, type Row, readRows, writeRows } from "../../../../cli/src/retention/manifest-rows";

const moment = fc
  .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const name = {
  kind: fc.constantFrom("report" as const, "converted" as const, "cab" as const),
  key: fc.constantFrom("a", "b", "15/2026-03-01T00:00:00.000Z"),
  // Few, so that rows meet.
  file: fc.constantFrom("a.cab", "cabs/a.cab", "CABS/A.cab", "报告/ü.txt"),
};
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });
const row: fc.Arbitrary<Row> = fc.oneof(
  fc.record(
    {
      state: fc.constant("kept" as const),
      ...name,
      bytes: fc.nat(),
      sha256: fc.constantFrom("0".repeat(64), "f".repeat(64)),
      downloadedAt: moment,
      destroyBy: moment,
      destroyedAt: moment,
    },
    {
      requiredKeys: ["state", "kind", "key", "file", "bytes", "sha256", "downloadedAt", "destroyBy"],
      noNullPrototype: true,
    },
  ),
  plain({ state: fc.constant("begun" as const), ...name, begunAt: moment, destroyBy: moment }),
  plain({ state: fc.constant("abandoned" as const), ...name, begunAt: moment, destroyedAt: moment }),
  plain({ state: fc.constant("folder" as const), folder: fc.constantFrom("cabs", "报告") }),
);
const rows = fc.array(row, { maxLength: 20 });

describe("the rows of a manifest, whatever they are", () => {
  it("are read as they were written", () => {
    fc.assert(fc.property(rows, (written) => assert.deepEqual(readRows(writeRows(written), "m"), written)));
  });

  it("are, cut off at any byte, those that were whole", () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (written, where) => {
        const whole = Buffer.from(writeRows(written));
        const beginning = Buffer.from(writeRows([])).length;
        const cut = beginning + Math.floor((whole.length - beginning) * where);
        const lines = whole.subarray(beginning, cut).filter((byte) => byte === 10).length;
        assert.deepEqual(readRows(whole.subarray(0, cut).toString(), "m"), written.slice(0, lines));
      }),
    );
  });

  it("say the same when they are made as few as can be, also to rows that come later", () => {
    fc.assert(
      fc.property(rows, rows, (written, later) => {
        const long = new ManifestIndex(written);
        const short = new ManifestIndex(readRows(writeRows(long.all()), "m"));
        for (const one of later) {
          long.apply(one);
          short.apply(one);
        }
        assert.deepEqual(said(short), said(long));
        assert.ok(short.all().map(lineOf).length <= written.length + later.length);
      }),
    );
  });
});

function said(ledger: ManifestIndex) {
  return {
    kept: ledger.kept(),
    begun: sorted(ledger.begun()),
    folders: ledger.folders(),
    found: ["a", "b"].map((key) => ledger.find("cab", key)),
  };
}

function sorted(values: readonly object[]): string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}
