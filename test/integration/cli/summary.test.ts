import assert from "node:assert/strict";
import { convertReport } from "../../../cli/src/report-data/convert";
import type { Split, Summary } from "../../../cli/src/report-summary/summary";
import { runDevcenter } from "../../../harness/devcenter-command";
import {
  countedBy,
  type ReportRow,
  reportOf,
  sampleRows,
  splitColumns,
} from "../../../harness/sample-report";
import { reportFolder } from "../../unit/cli/report-data/report-files";

describe("devcenter reports summary", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  async function summary(...args: string[]): Promise<Summary> {
    const { exitCode, out, err } = await runDevcenter(["reports", "summary", ...args, "--json"], {});
    assert.equal(exitCode, 0, err);
    return JSON.parse(out) as Summary;
  }

  const split = ({ splits }: Summary, by: string): Split => {
    const found = splits.find((candidate) => candidate.by === by);
    assert.ok(found);
    return found;
  };
  const groups = (of: Summary, by: string) =>
    new Map(split(of, by).groups?.map(({ value, failures, devices }) => [value, [failures, devices]]));
  const write = (name: string, rows: readonly ReportRow[]) => folder.write(name, reportOf(rows));
  const without = (rows: readonly ReportRow[], ...names: string[]) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))));

  it("counts failures and different devices in every way", async () => {
    const rows = sampleRows(2000);
    const found = await summary(write("a.txt", rows), "--top", "100");
    for (const [by, columns] of Object.entries(splitColumns)) {
      assert.deepEqual(groups(found, by), countedBy(rows, ...columns), by);
    }
    const [total] = countedBy(
      rows.map((row) => ({ ...row, all: "all" })),
      "all",
    ).values();
    assert.deepEqual([found.rows, found.failures, found.devices], [2000, ...(total ?? [])]);
    assert.deepEqual(found.days, { first: "2026-11-01", last: "2026-11-14" });
    assert.deepEqual(found.notes, []);
  });

  it("shows the first of each kind, most failures first, and says how many there are more", async () => {
    const rows = sampleRows(500);
    const { exitCode, out } = await runDevcenter(
      ["reports", "summary", write("a.txt", rows), "--top", "2"],
      {},
    );
    assert.equal(exitCode, 0);
    const ranked = [...countedBy(rows, "Market")].sort(([, [one]], [, [other]]) => other - one);
    const lines = out.split("\n");
    const at = lines.findIndex((line) => line.startsWith("MARKETS"));
    assert.deepEqual(
      lines.slice(at + 1, at + 4).map((line) => line.split(/ {2,}/)),
      [
        ...ranked.slice(0, 2).map(([value, counts]) => [value, ...counts.map(String)]),
        [`(${ranked.length - 2} more: --top)`],
      ],
    );
  });

  it("counts a row that stands in several files once, in whatever format", async () => {
    const rows = sampleRows(600);
    const one = write("one.txt", rows.slice(0, 400));
    const other = folder.path("other.parquet");
    await convertReport({ from: write("other.txt", rows.slice(200)), to: other, format: "parquet" });
    const found = await summary(one, other);
    assert.deepEqual(groups(found, "driver"), countedBy(rows, "DriverName"));
    assert.deepEqual([found.rows, found.repeatedRows], [600, 200]);
    assert.ok(found.notes.includes("200 rows stand in more than one file; each was counted once."));
    assert.ok(found.notes.some((note) => note.startsWith("The days of one.txt, other.parquet overlap.")));
  });

  it("counts equal rows of one file each, whether another file has them or not", async () => {
    const [row] = sampleRows(1);
    assert.ok(row);
    const found = await summary(write("one.txt", [row, row, row]), write("other.txt", [row, row]));
    assert.deepEqual([found.rows, found.failures], [3, 3 * Number(row.EventCount)]);
  });

  it("counts equal rows of all files where they have no day, and reports it", async () => {
    const rows = without(sampleRows(10), "FailureDate");
    const found = await summary(write("one.txt", rows), write("other.txt", rows));
    assert.equal(found.rows, 20);
    assert.ok(found.notes.some((note) => /cannot be told: what is in both counts twice\.$/.test(note)));
    assert.equal(split(found, "day").groups, undefined);
  });

  it("takes the column names of either view", async () => {
    const ihv = sampleRows(20);
    const oem = sampleRows(20, "2026-12-01").map(({ OEMModel = "", ...row }) => ({
      ...row,
      Model: OEMModel,
    }));
    const found = await summary(write("ihv.txt", ihv), write("oem.txt", oem));
    const renamed = oem.map(({ Model, ...row }) => ({ ...row, OEMModel: Model }));
    assert.deepEqual(groups(found, "model"), countedBy([...ihv, ...renamed], "OEMModel"));
    assert.deepEqual(found.notes, []);
  });

  it("counts rows where there is no count, and reports it", async () => {
    const found = await summary(write("a.txt", without(sampleRows(30), "EventCount")));
    assert.equal(found.failures, 30);
    assert.deepEqual(found.notes, ["There is no EventCount in this report: each row counts as one failure."]);
  });

  it("adds up computed sums, but not computed numbers of devices", async () => {
    const text =
      "DriverName\tFailureName\tSUM(EventCount)\tDCOUNT(DeviceId)\na.sys\tx\t10\t3\na.sys\ty\t5\t4\nb.sys\tx\t1\t1\n";
    const found = await summary(folder.write("computed.txt", text));
    assert.deepEqual([found.failures, found.devices], [16, undefined]);
    assert.deepEqual(split(found, "driver").groups, [
      { value: "a.sys", failures: 15 },
      { value: "b.sys", failures: 1, devices: 1 },
    ]);
    assert.ok(found.notes.some((note) => note.includes("Such numbers cannot be added up")));
    assert.equal(split(found, "market").groups, undefined);
    assert.ok(found.notes.includes("Markets are not in this report: no Market."));
  });

  it("does not take rows for failures where the report computes something else", async () => {
    const found = await summary(folder.write("computed.txt", "DriverName\tDCOUNT(DeviceId)\na.sys\t3\n"));
    assert.deepEqual([found.failures, found.devices], [undefined, 3]);
  });

  it("shows no id of a device, in no form", async () => {
    const html = folder.path("page.html");
    const file = write("a.txt", sampleRows(300));
    const { out, err } = await runDevcenter(["reports", "summary", file, "--html", html], {});
    const { readFileSync } = await import("node:fs");
    assert.doesNotMatch(out + err + readFileSync(html, "utf8"), /secret-device/);
  });

  it("names line and column of a cell that does not fit, and ends with 1", async () => {
    const file = folder.write("bad.txt", "DriverName\tEventCount\na.sys\t1\na.sys\tmany\n");
    const { exitCode, err } = await runDevcenter(["reports", "summary", file], {});
    assert.deepEqual([exitCode, /line 3, column EventCount/.test(err)], [1, true]);
  });

  it("ends with 2 without a file", async () => {
    assert.equal((await runDevcenter(["reports", "summary"], {})).exitCode, 2);
  });
}).timeout(60_000);
