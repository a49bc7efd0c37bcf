import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { conversionFormats, convertReport } from "../../../../cli/src/report-data/convert";
import { readRows } from "../../../../cli/src/report-data/reader";
import { summarize } from "../../../../cli/src/report-summary/summarize";
import { allRows, reportFolder } from "./report-files";

const report = [
  "DriverName\tFailureName\tCabExpirationTime\tEventCount",
  'a.sys\tsays "no"\t11/3/2026 1:02:03 PM\t3',
  "b.sys\tit's\t2026-11-04 00:00:00\t",
  "a.sys\t\t\t12345678901234567\n",
].join("\n");

describe("reading rows of a report", () => {
  const folder = reportFolder();
  const files: [string, string][] = [];
  before(async () => {
    const from = folder.write("report.txt", report);
    files.push(["text", from], ["gzipped text", folder.write("report.txt.gz", gzipSync(report))]);
    for (const format of conversionFormats) {
      const to = folder.path(`report.${format}`);
      await convertReport({ from, to, format });
      files.push([format, to]);
    }
  });
  after(() => folder.remove());

  it("takes no beginning of an archive for all of it, also where a row is cut in its last cell or all are there", async () => {
    const whole = gzipSync(`DriverName\tDeviceId\n${"a.sys\tdevice\n".repeat(5000)}`);
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 6) ^ 1, damaged.length - 6);
    for (const content of [whole.subarray(0, -8), whole.subarray(0, -4), damaged]) {
      const file = folder.write("cut.gz", content);
      await assert.rejects(allRows(file, ["DeviceId"]), /its compression is damaged or cut off/);
      await assert.rejects(summarize([file], 10), /its compression is damaged or cut off/);
    }
    const again = folder.write("several.gz", Buffer.concat([whole, gzipSync("b.sys\tlast\n")]));
    assert.equal((await allRows(again, ["DeviceId"])).at(-1)?.DeviceId, "last");
  });

  it("names a damaged Parquet file in our words, in a summary, too", async () => {
    const file = folder.write("damaged.parquet", `PAR1${"\0".repeat(100)}\x05\0\0\0PAR1`);
    for (const reading of [allRows(file, ["DeviceId"]), summarize([file], 10)]) {
      await assert.rejects(reading, { message: `${file}: it is damaged parquet.` });
    }
  });

  it("gives the same rows of every format, under the names as wanted", async () => {
    const wanted = ["eventcount", "FAILURENAME", "CabExpirationTime"];
    for (const [format, file] of files) {
      const rows = await allRows(file, wanted);
      assert.deepEqual(
        rows.map((row) => Object.entries(row)),
        [
          ["3", 'says "no"', "2026-11-03 13:02:03"],
          ["", "it's", "2026-11-04 00:00:00"],
          ["12345678901234567", "", ""],
        ].map((cells) => cells.map((cell, at) => [wanted[at], cell])),
        format,
      );
    }
  });

  it("gives only the rows that are asked for", async () => {
    for (const [format, file] of files) {
      assert.deepEqual(await allRows(file, ["EventCount"], { DRIVERNAME: "a.sys", FailureName: "" }), [
        { EventCount: "12345678901234567" },
      ]);
      assert.equal((await allRows(file, ["EventCount"], { FailureName: "it's" })).length, 1, format);
    }
  });

  it("gives columns that may be missing, empty where they are", async () => {
    for (const [format, file] of files) {
      const [row] = await allRows(file, ["EventCount"], {}, ["CABIDHASH", "DriverName"]);
      assert.deepEqual(row, { EventCount: "3", CABIDHASH: "", DriverName: "a.sys" }, format);
    }
  });

  it("names the columns that are there when one is missing", async () => {
    for (const [, file] of files) {
      await assert.rejects(
        allRows(file, ["CabIdHash"]),
        /it has no column CabIdHash\. Its columns are: DriverName, FailureName, CabExpirationTime, EventCount\.$/,
      );
      await assert.rejects(allRows(file, ["EventCount"], { Market: "US" }), /no column Market/);
    }
  });

  it("can be left early", async () => {
    for await (const row of readRows(files[0]?.[1] ?? "", { columns: ["DriverName"] })) {
      assert.equal(row.DriverName, "a.sys");
      break;
    }
  });

  it("finds a computed column in any spelling", async () => {
    const file = folder.write("computed.txt", "DriverName\tsum(EventCount)\na.sys\t5\n");
    assert.deepEqual(await allRows(file, ["SUM(EventCount)"]), [{ "SUM(EventCount)": "5" }]);
  });

  it("does not show the data of a damaged file in its error", async () => {
    const file = folder.write("damaged.jsonl", '{"DeviceId":"s:1"}\n{"DeviceId":"s:secr');
    await assert.rejects(allRows(file, ["DeviceId"]), /damaged\.jsonl: it is damaged jsonl\.$/);
  });
}).timeout(60_000);
