import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type ConversionFormat, convertReport } from "../../../../cli/src/report-data/convert";
import { literal, withDuckDb } from "../../../../cli/src/report-data/duckdb";
import { allRows, reportFolder } from "./report-files";

const header =
  "DriverName\tDriverVersion\tDeviceId\tFailureDate\tFailureDateTime\tEventCount\tAVG(EventCount)";
const row = "a.sys\t10.0\t00123\t2026-11-23\t2026-11-23 01:02:03\t9007199254740993\t1.5";

describe("converting a report", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  const convert = (content: string | Uint8Array, format: ConversionFormat = "csv") =>
    convertReport({ from: folder.write("report.txt", content), to: folder.path(`report.${format}`), format });

  async function refusal(content: string | Uint8Array): Promise<string> {
    const error = await convert(content).then(
      () => assert.fail("it was converted"),
      (thrown: Error) => thrown,
    );
    assert.equal(error.name, "ReportFileError");
    return error.message.replace(folder.path("report.txt"), "FILE");
  }

  it("writes CSV", async () => {
    assert.deepEqual(await convert(`${header}\n${row}\n`), { rows: 1 });
    assert.equal(
      readFileSync(folder.path("report.csv"), "utf8"),
      `${header.replaceAll("\t", ",")}\na.sys,10.0,00123,2026-11-23,2026-11-23 01:02:03,9007199254740993,1.5\n`,
    );
  });

  it("writes JSON lines", async () => {
    await convert(`DriverVersion\tDeviceId\tEventCount\n10.0\t\t9007199254740993\n`, "jsonl");
    assert.equal(
      readFileSync(folder.path("report.jsonl"), "utf8"),
      '{"DriverVersion":"10.0","DeviceId":null,"EventCount":9007199254740993}\n',
    );
  });

  it("writes Parquet with the types of the columns", async () => {
    await convert(`${header}\n${row}\n`, "parquet");
    const types = await withDuckDb({ reads: [folder.path("report.parquet")] }, async (connection) =>
      (
        await connection.runAndReadAll(
          `SELECT column_type FROM (DESCRIBE FROM read_parquet(${literal(folder.path("report.parquet"))}))`,
        )
      ).getRows(),
    );
    assert.deepEqual(types.flat(), [
      "VARCHAR",
      "VARCHAR",
      "VARCHAR",
      "DATE",
      "TIMESTAMP",
      "BIGINT",
      "DOUBLE",
    ]);
  });

  it("reads dates in the forms that services write", async () => {
    const dates = ["2026-11-03", "110326", "11/3/2026", "11/3/2026 12:00:00 AM", "2026-11-03T00:00:00Z"];
    await convert(`FailureDate\n${dates.join("\n")}\n`);
    assert.deepEqual(
      await allRows(folder.path("report.csv"), ["FailureDate"]),
      dates.map(() => ({ FailureDate: "2026-11-03" })),
    );
  });

  it("reads times in the forms that services write", async () => {
    const times = ["2026-11-03 13:04:05", "2026-11-03T13:04:05.0000000Z", "11/3/2026 1:04:05 PM"];
    await convert(`FailureDateTime\n${times.join("\n")}\n`);
    assert.deepEqual(
      await allRows(folder.path("report.csv"), ["FailureDateTime"]),
      times.map(() => ({ FailureDateTime: "2026-11-03 13:04:05" })),
    );
  });

  it("keeps a header without rows", async () => {
    assert.deepEqual(await convert(`${header}\n`, "parquet"), { rows: 0 });
    assert.deepEqual(await allRows(folder.path("report.parquet"), ["DeviceId"]), []);
  });

  for (const [what, cell, column] of [
    ["a fraction for a count", "1.5", "EventCount"],
    ["an exponent for a count", "1e3", "EventCount"],
    ["a count that no 64 bits hold", "9223372036854775808", "EventCount"],
    ["an average beyond the largest number", "1e999", "AVG(EventCount)"],
    ["a day that does not exist", "2026-02-30", "FailureDate"],
    ["a date with a time of day", "2026-11-03 10:00:00", "FailureDate"],
    ["a time of another zone", "2026-11-03T10:00:00+02:00", "FailureDateTime"],
  ]) {
    it(`refuses ${what}, and says where but not what`, async () => {
      const message = await refusal(`Market\t${column}\nUS\t\nUS\t${cell}\nUS\talso wrong\n`);
      assert.ok(message.startsWith(`FILE: line 3, column ${column}: the cell is no `), message);
      assert.ok(!message.includes(cell ?? ""));
    });
  }

  for (const [what, content, message] of [
    ["a row too short", "Market\tMode\na\tb\nc\n", "line 3 has 1 cells, but the header names 2 columns"],
    ["a row too long", "Market\tMode\na\tb\nc\td\te\n", "line 3 has 3 cells, but the header names 2 columns"],
    ["bytes that are no text", Buffer.from("Market\tMode\na\t\xff\n", "latin1"), "line 2 is not UTF-8"],
    ["a quote that nothing closes", 'Market,Mode\na,"b\n', "line 2 opens a quote that nothing closes"],
    [
      "a quote within a cell, where rows cannot be told apart",
      'Market,Mode\na,b"c\nd,"e"\n',
      "it has 1 rows, but 2 of them were read",
    ],
    ["mixed ends of lines", "Market\tMode\r\na\tb\r\nc\td\n", "not written as the others are"],
    [
      "what was cut off while it was packed",
      gzipSync(`Market\tMode\n${"a\tb\n".repeat(99_999)}`).subarray(0, -20),
      "its compression may be cut off",
    ],
  ] as const) {
    it(`refuses ${what}, and leaves nothing behind`, async () => {
      const earlier = folder.write("report.csv", "earlier");
      assert.ok((await refusal(content)).includes(message));
      assert.equal(readFileSync(earlier, "utf8"), "earlier");
      assert.ok(!existsSync(`${earlier}.part`));
    });
  }

  it("replaces what a killed conversion left", async () => {
    folder.write("report.csv.part", "half of i");
    assert.deepEqual(await convert("Market\nUS\n"), { rows: 1 });
    assert.ok(!existsSync(folder.path("report.csv.part")));
  });

  it("keeps the order of many rows", async () => {
    const ids = Array.from({ length: 200_000 }, (_, at) => String(at));
    assert.deepEqual(await convert(`DeviceId\tMarket\n${ids.map((id) => `${id}\tUS`).join("\n")}`), {
      rows: ids.length,
    });
    const read = (await allRows(folder.path("report.csv"), ["DeviceId"])).map(({ DeviceId }) => DeviceId);
    assert.deepEqual(read, ids);
  });
}).timeout(60_000);
