import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { sqlTypes } from "../../../cli/src/report-data/cast-cell";
import { sameName, typeOfColumn } from "../../../cli/src/report-data/column-types";
import { convertReport } from "../../../cli/src/report-data/convert";
import { type ReportRow, reportOf, sampleRows } from "../../../harness/sample-report";
import { reportFolder } from "../../unit/cli/report-data/report-files";

const guide = readFileSync(join(__dirname, "..", "..", "..", "docs", "data.md"), "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(([, code = ""]) => code);

describe("docs/data.md", () => {
  const folder = reportFolder();
  // Two runs, of which the second looks back upon half of the first.
  const early = sampleRows(200, "2026-11-02");
  const late = [
    ...early.filter(({ FailureDate = "" }) => FailureDate >= "2026-11-09"),
    ...sampleRows(90, "2026-11-16", 7),
  ];
  before(async () => {
    mkdirSync(folder.path("data"));
    for (const [name, rows] of [
      ["report-17-20261116T230000Z", early],
      ["report-17-20261123T230000Z", late],
    ] as const) {
      const from = folder.write(`${name}.txt`, reportOf(rows));
      await convertReport({ from, to: folder.path(`data/${name}.parquet`), format: "parquet" });
    }
    const [copy = ""] = blocks("sh");
    execFileSync("sh", ["-euc", copy], { cwd: dirname(folder.path("data")) });
  });
  after(() => folder.remove());

  const results: unknown[][][] = [];
  const sum = (rows: readonly ReportRow[]) => rows.reduce((total, row) => total + Number(row.EventCount), 0);
  const devices = (rows: readonly ReportRow[]) => new Set(rows.map(({ DeviceId }) => DeviceId)).size;

  it("has SQL that runs over what was converted", async () => {
    // As a reader of the guide has it: an engine that may read everything.
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const code of blocks("sql")) {
      const reader = await connection.runAndReadAll(
        code.replaceAll(/'(?=lake\/|counts-)/g, `'${folder.path("")}/`),
      );
      results.push(reader.getRowsJson());
    }
    connection.closeSync();
    instance.closeSync();
    assert.equal(results.length, 3);
  });

  it("counts run by run", () => {
    const row = (day: string, rows: readonly ReportRow[]) =>
      [day, rows.length, sum(rows), devices(rows)].map(String);
    assert.deepEqual(results[0], [row("2026-11-16", early), row("2026-11-23", late)]);
  });

  it("counts no failure twice", () => {
    const all = [...early.filter(({ FailureDate = "" }) => FailureDate < "2026-11-09"), ...late];
    const expected = new Map<string, number>();
    for (const row of all) {
      const key = `${row.DriverName} ${row.DriverVersion}`;
      expected.set(key, (expected.get(key) ?? 0) + Number(row.EventCount));
    }
    const found = (results[1] ?? []).map(([driver, version, failures]) => [
      `${driver} ${version}`,
      Number(failures),
    ]);
    assert.equal(found.length, Math.min(10, expected.size));
    for (const [key, failures] of found) assert.equal(failures, expected.get(String(key)), String(key));
  });

  it("keeps counts", () => assert.ok(Number(results[2]?.[0]?.[0]) > 0));

  it("names the type of every column", () => {
    const rows = [...guide.matchAll(/^\| (`.*`) \| ([A-Z]+) \|$/gm)];
    const named = new Map(
      rows.flatMap(([, names = "", type = ""]) => names.split(", ").map((name) => [name, type])),
    );
    assert.equal(named.size, 9);
    for (const [name, type] of named) {
      const example = name.replaceAll("`", "").replace("…", "EventCount");
      assert.equal(sqlTypes[typeOfColumn(example)], type, example);
    }
    const typed = Object.keys(sampleRows(1)[0] ?? {}).filter((name) => typeOfColumn(name) !== "text");
    for (const name of typed)
      assert.ok(
        [...named.keys()].some((other) => sameName(other) === sameName(`\`${name}\``)),
        name,
      );
  });
}).timeout(60_000);
