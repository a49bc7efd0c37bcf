import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { conversionFormats, convertReport } from "../../../../cli/src/report-data/convert";
import { literal, withDuckDb } from "../../../../cli/src/report-data/duckdb";
import { summarize } from "../../../../cli/src/report-summary/summarize";
import { allRows, reportFolder } from "./report-files";

const report = (market: string) => `Market\tEventCount\n${market}\t3\n`;

// A name that would be a pattern, and a file that the pattern would find.
const patterns: readonly (readonly [name: string, decoy: string])[] = [
  ["a*.txt", "ab.txt"],
  ["a?.txt", "ac.txt"],
  ["[ab].txt", "a.txt"],
  ["team[1]/r.txt", "team1/r.txt"],
  ["**/r.txt", "deep/down/r.txt"],
  ["[[]x].txt", "[x].txt"],
  ["*", "any"],
  ["it's [1].txt", "it's 1.txt"],
  ["{a,b}.txt", "a.txt"],
  ["~.txt", "x.txt"],
];

describe("a file that is named", () => {
  const folder = reportFolder();
  after(() => folder.remove());
  function write(name: string, content: string | Uint8Array): string {
    mkdirSync(dirname(folder.path(name)), { recursive: true });
    return folder.write(name, content);
  }

  for (const [name, decoy] of patterns) {
    it(`is read, and no other: ${name}`, async () => {
      write(decoy, report("WRONG"));
      const file = write(name, report("US"));
      const expected = [{ Market: "US", EventCount: "3" }];
      const columns = ["Market", "EventCount"];
      assert.deepEqual(await allRows(file, columns), expected);
      assert.equal((await summarize([file], 10)).failures, 3);
      for (const format of conversionFormats) {
        write(`${decoy}.${format}`, "WRONG");
        const to = `${file}.${format}`;
        assert.deepEqual(await convertReport({ from: file, to, format }), { rows: 1 });
        assert.deepEqual(await allRows(to, columns), expected, format);
        assert.equal((await summarize([to], 10)).failures, 3);
      }
      const zipped = write(`${name}.gz`, gzipSync(report("US")));
      assert.deepEqual(await allRows(zipped, columns), expected);
    });
  }

  it("is read by a path from the current folder, too", async () => {
    const file = write("here[1].txt", report("US"));
    assert.equal((await allRows(relative(process.cwd(), file), ["Market"])).length, 1);
  });

  it("is refused, with what to do, where no reader can find it", async function () {
    if (process.platform === "win32") this.skip();
    const file = write("a\\b[1].txt", report("US"));
    await assert.rejects(allRows(file, ["Market"]), /a path with a backslash and one of \[ \* \? .*Rename/);
    const plain = write("a\\b.txt", report("US"));
    assert.equal((await allRows(plain, ["Market"])).length, 1);
  });

  it("says what is in it, whatever its folders are called", async () => {
    const from = write("lake/Market=ZZ/EventCount=9/run_date=2026-11-23/r.txt", report("US"));
    for (const format of conversionFormats) {
      const to = `${dirname(from)}/r.${format}`;
      await convertReport({ from, to, format });
      for (const file of [from, to]) {
        assert.deepEqual(await allRows(file, ["Market", "EventCount"]), [{ Market: "US", EventCount: "3" }]);
        await assert.rejects(allRows(file, ["run_date"]), /no column run_date/);
        const { splits, failures } = await summarize([file], 10);
        assert.equal(failures, 3);
        assert.deepEqual(
          splits.find(({ by }) => by === "market")?.groups?.map(({ value }) => value),
          ["US"],
        );
      }
    }
    assert.equal(readFileSync(`${dirname(from)}/r.csv`, "utf8"), "Market,EventCount\nUS,3\n");
  });

  it("can be read by its owner only once it is converted, in any folder", async () => {
    const from = write("open.txt", report("US"));
    writeFileSync(folder.path("open.csv.part"), "of a killed one", { mode: 0o644 });
    await convertReport({ from, to: folder.path("open.csv"), format: "csv" });
    assert.equal(statSync(folder.path("open.csv")).mode & 0o777, 0o600);
  });
}).timeout(60_000);

describe("the engine that reads reports", () => {
  const folder = reportFolder();
  after(() => folder.remove());

  it("reaches the files that it was given, and nothing else", async () => {
    const file = folder.write("mine.csv", "a\n1\n");
    const other = folder.write("other.csv", "a\n1\n");
    await withDuckDb({ reads: [file] }, async (connection) => {
      await connection.run(`FROM read_csv(${literal(file)})`);
      for (const statement of [
        `FROM read_csv(${literal(other)})`,
        `FROM read_text(${literal(folder.path("*"))})`,
        "FROM glob('/*')",
        `COPY (SELECT 1) TO ${literal(folder.path("made.csv"))}`,
        `ATTACH ${literal(folder.path("made.db"))}`,
        "INSTALL httpfs",
        `LOAD ${literal(folder.path("made.duckdb_extension"))}`,
        "FROM read_csv('http://127.0.0.1:1/x.csv')",
        "SET enable_external_access = true",
        "SET memory_limit = '8GB'",
      ]) {
        await assert.rejects(
          connection.run(statement),
          /Permission|disabled|locked|Cannot|not be/i,
          statement,
        );
      }
    });
  });

  it("has 256 MB, two threads, and no extensions that come by themselves", async () => {
    const settings = await withDuckDb({}, async (connection) =>
      (
        await connection.runAndReadAll(`SELECT current_setting('memory_limit'), current_setting('threads')::INT,
          current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions'),
          current_setting('allow_community_extensions'), current_setting('allow_persistent_secrets')`)
      ).getRows(),
    );
    assert.deepEqual(settings, [["244.1 MiB", 2, false, false, false, false]]);
  });

  it("spills into its own folder what is more", async () => {
    const rows = await withDuckDb({}, async (connection) =>
      (
        await connection.runAndReadAll(
          "SELECT count(*) FROM (SELECT md5(range::VARCHAR) || repeat('x', 100) AS text FROM range(3000000) ORDER BY text) WHERE text >= '0'",
        )
      ).getRows(),
    );
    assert.deepEqual(rows, [[3_000_000n]]);
  });
}).timeout(60_000);
