import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { writeOwnFile } from "../../../../cli/src/atomic-file";
import { convertReport } from "../../../../cli/src/report-data/convert";
import { formatOf } from "../../../../cli/src/report-data/report-format";
import { pageOf } from "../../../../cli/src/report-summary/page";
import { summarize } from "../../../../cli/src/report-summary/summarize";
import { textOfSummary } from "../../../../cli/src/report-summary/summary-text";
import { smallDisk } from "../../../../harness/small-disk";
import { reportFolder } from "./report-files";

describe("a report with odd numbers and days", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  it("is counted to the last digit, beyond 64 bits", async () => {
    for (const [counts, sum, shown] of [
      [["9007199254740993"], 9007199254740993n, "9,007,199,254,740,993"],
      [["9223372036854775807", "9223372036854775807"], 18446744073709551614n, "18,446,744,073,709,551,614"],
      [["3", "4"], 7, "7"],
    ] as const) {
      const file = folder.write(
        "large.txt",
        `DriverName\tEventCount\n${counts.map((one) => `a.sys\t${one}\n`).join("")}`,
      );
      const summary = await summarize([file], 10);
      assert.equal(summary.failures, sum);
      assert.ok(textOfSummary(summary).includes(shown));
      assert.ok((await pageOf(summary)).includes(shown));
    }
  });

  for (const day of ["0000-01-01", "0000-12-31T00:00:00Z", "1/1/0000"]) {
    it(`is refused with its line for the day ${day}`, async () => {
      const file = folder.write("days.txt", `FailureDate\tEventCount\n2026-11-03\t1\n${day}\t1\n`);
      const words = /days\.txt: line 3, column FailureDate: the cell is no DATE/;
      await assert.rejects(summarize([file], 10), words);
      await assert.rejects(convertReport({ from: file, to: folder.path("days.csv"), format: "csv" }), words);
    });
  }

  it("has a page for the first day and the last", async () => {
    const file = folder.write("days.txt", "FailureDate\tEventCount\n0001-01-01\t1\n9999-12-31\t1\n");
    assert.match(await pageOf(await summarize([file], 10)), /0001-01-01/);
  });

  it("with 60,000 columns is known at once", async () => {
    const names = Array.from({ length: 60_000 }, (_, at) => `C${at}`);
    const file = folder.write("wide.txt", `EventCount\t${names.join("\t")}\n`);
    const started = performance.now();
    await formatOf(file);
    // Compared two by two, it took minutes.
    assert.ok(performance.now() - started < 5000);
  });
}).timeout(60_000);

describe("a page of a summary", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  it("can be read by its owner only, and replaces an earlier one", async () => {
    folder.write("page.html", "earlier");
    await writeOwnFile(folder.path("page.html"), "later");
    assert.equal(readFileSync(folder.path("page.html"), "utf8"), "later");
    assert.equal(statSync(folder.path("page.html")).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder.path(".")), ["page.html"]);
  });

  it("leaves no beginning on a full disk", async function () {
    const disk = smallDisk(this, 64);
    try {
      await assert.rejects(writeOwnFile(`${disk.path}/page.html`, "x".repeat(100_000)), /ENOSPC/);
      assert.deepEqual(readdirSync(disk.path), []);
    } finally {
      disk.remove();
    }
  });

  it("fetches nothing and runs nothing, by its own policy", async () => {
    const file = folder.write("r.txt", "DriverName\tEventCount\n<script src=http://x></script>\t1\n");
    const html = await pageOf(await summarize([file], 10));
    const policy = /<meta[^>]*content="(default-src[^"]*)"[^>]*>/.exec(html);
    assert.match(policy?.[0] ?? "", /http-equiv="Content-Security-Policy"/);
    assert.equal(policy?.[1], "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    assert.doesNotMatch(html, /<(script|img|iframe|object)|@import|url\(/i);
    // The policy holds for what comes after it.
    assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<link") && html.indexOf("<style") > 0);
  });
});
