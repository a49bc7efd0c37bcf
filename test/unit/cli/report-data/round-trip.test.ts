import assert from "node:assert/strict";
import fc from "fast-check";
import { conversionFormats, convertReport } from "../../../../cli/src/report-data/convert";
import { allRows, reportFolder } from "./report-files";

// Of a text with tabs: anything but its own marks. A byte order mark is one at the beginning only.
const cell = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', "'", ",", "\\", " ", "{", "0", "#"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 12,
  })
  .filter((text) => !/[\t\n\r\0\uFEFF]/.test(text));
const count = fc.oneof(fc.constant(""), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String));
const time = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2069-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19).replace("T", " "));
const columns = ["DriverName", "Anything at all", "EventCount", "FailureDateTime", "DCOUNT(DeviceId)"];
const rows = fc.array(fc.tuple(cell, cell, count, time, count), { maxLength: 30 });

describe("a report that is converted and read again", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  for (const format of conversionFormats) {
    it(`loses nothing as ${format}`, async () => {
      await fc.assert(
        fc.asyncProperty(rows, fc.constantFrom("\n", "\r\n"), async (cells, end) => {
          const text = [columns, ...cells].map((line) => line.join("\t") + end).join("");
          const from = folder.write("report.txt", text);
          const to = folder.path(`report.${format}`);
          assert.deepEqual(await convertReport({ from, to, format }), { rows: cells.length });
          // Without rows there is no first line of JSON that could name the columns.
          if (cells.length === 0) return;
          const read = await allRows(to, columns);
          assert.deepEqual(
            read.map((row) => columns.map((name) => row[name])),
            cells,
          );
        }),
        { numRuns: 25 },
      );
    }).timeout(120_000);
  }
});
