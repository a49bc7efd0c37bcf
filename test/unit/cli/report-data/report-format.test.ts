import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { formatOf } from "../../../../cli/src/report-data/report-format";
import { scanRows } from "../../../../cli/src/report-data/row-scan";
import { reportFolder } from "./report-files";

describe("the format of a report file", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  const detect = (content: string | Uint8Array) => formatOf(folder.write("report", content));
  const text = { kind: "text", gzipped: false, delimiter: "\t", quoted: false };

  it("is text with tabs", async () => {
    const columns = ["DriverName", "EventCount"];
    assert.deepEqual(await detect("DriverName\tEventCount\na,b,c\t1\n"), { ...text, columns });
  });

  it("is text with commas, which quotes", async () => {
    const columns = ["DriverName", "SUM(EventCount)"];
    const expected = { ...text, delimiter: ",", quoted: true, columns };
    assert.deepEqual(await detect('"DriverName",SUM(EventCount)\na,1\n'), expected);
  });

  it("quotes with tabs only where the header does", async () => {
    const columns = ["DriverName", "Market"];
    assert.deepEqual(await detect('"DriverName"\t"Market"\n'), { ...text, quoted: true, columns });
    assert.deepEqual(await detect('DriverName\tMarket\n"a"\tb\n'), { ...text, columns });
  });

  it("is text with one column, without an end of its line", async () => {
    assert.deepEqual(await detect("DeviceId"), { ...text, columns: ["DeviceId"] });
  });

  it("sees through a byte order mark, CRLF and gzip, whatever the name", async () => {
    const columns = ["DriverName", "Market"];
    const bytes = gzipSync("\uFEFFDriverName\tMarket\r\na\tb\r\n");
    assert.deepEqual(await detect(bytes), { ...text, gzipped: true, columns });
  });

  it("is JSON lines", async () => {
    assert.deepEqual(await detect('{"Market":"US","EventCount":1}\n'), {
      kind: "jsonl",
      gzipped: false,
      columns: ["Market", "EventCount"],
    });
  });

  for (const [what, content, message] of [
    ["nothing", "", /: it is empty/],
    ["rows without a header", "contoso.sys\t1.0.0.0\t5\n", /line 1 names no column of a report/],
    ["a column without a name", "Market\tDriverName\t\n", /header has a column without a name/],
    ["a name with a NUL in it", "Market\tDri\0ver\n", /with a NUL in it/],
    ["one name twice", "Market\tmarket\n", /names market twice/],
    [
      "another encoding",
      Buffer.from("DriverName\tMarket", "utf16le"),
      /line 1 (is not UTF-8|names no column)/,
    ],
    [
      "half an archive",
      gzipSync("DriverName\tMarket\n").subarray(0, 12),
      /compression is damaged or cut off/,
    ],
  ] as const) {
    it(`is not known of ${what}`, () => assert.rejects(detect(content), message));
  }
});

describe("the rows of a text", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  async function scan(content: string, upTo?: number): Promise<unknown> {
    const file = folder.write("report", content);
    const format = await formatOf(file);
    assert.ok(format.kind === "text");
    return scanRows(file, format, upTo);
  }

  it("are lines, the last with or without an end", async () => {
    assert.deepEqual(await scan("Market\tMode\na\tb\nc\td\n"), { rows: 2, line: 4 });
    assert.deepEqual(await scan("Market\tMode\na\tb\nc\td"), { rows: 2, line: 3 });
  });

  it("are not empty lines, unless a row is one cell", async () => {
    assert.deepEqual(await scan("Market\tMode\r\n\r\na\tb\r\n"), { rows: 1, line: 4 });
    assert.deepEqual(await scan("Market\n\na\n"), { rows: 2, line: 4 });
  });

  it("go over several lines within quotes", async () => {
    assert.deepEqual(await scan('Market,Mode\n"a\n""b""\n",c\nd,e\n', 2), { rows: 2, line: 5 });
  });
});
