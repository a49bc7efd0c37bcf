import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Emulator } from "devcenter-emulator";
import { type CommandOutcome, runDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { at, startAtNoon } from "../../emulator/dev-center-client";
import { hourMs, schedule } from "./scheduled-report";

const manifestName = "devcenter-manifest.jsonl";

interface Shown {
  readonly reportDatetime: string;
  readonly outcome: string;
  readonly files: readonly {
    readonly kind: string;
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
  }[];
}

describe("devcenter reports download", () => {
  let emulator: Emulator;
  const folder = folderOfEachTest();
  let id: string;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    // Two runs that are completed, one that is to come.
    ({ id } = await schedule(emulator, { startsInHours: -13 }));
  });
  after(() => emulator.close());

  const run = (...args: string[]): Promise<CommandOutcome> =>
    runDevcenter(["reports", "download", id, "--out", folder(), ...args], emulatorSettings(emulator));

  async function shown(...args: string[]): Promise<Shown[]> {
    const { exitCode, out, err } = await run(...args, "--json");
    assert.deepEqual([exitCode, err], [0, ""]);
    return at(JSON.parse(out), "runs") as Shown[];
  }

  const files = () =>
    readdirSync(folder())
      .filter((name) => name !== manifestName)
      .sort();
  const outcomes = (runs: readonly Shown[]) => runs.map(({ outcome }) => outcome);
  const sha256Of = (file: string) =>
    createHash("sha256")
      .update(readFileSync(folder(file)))
      .digest("hex");

  it("brings every completed run, and tells the SHA-256 of what is on the disk", async () => {
    const runs = await shown();
    assert.deepEqual(outcomes(runs), ["downloaded", "downloaded"]);
    const told = runs.flatMap((one) => one.files);
    assert.deepEqual(told.map(({ file }) => file).sort(), files());
    for (const { file, sha256, bytes } of told) {
      const { size, mode } = statSync(folder(file));
      assert.deepEqual([sha256Of(file), size], [sha256, bytes]);
      // They name devices, and the folder was there before.
      if (process.platform !== "win32") assert.equal((mode & 0o777).toString(8), "600");
    }
    assert.match(readFileSync(folder(told[0]?.file ?? ""), "utf8"), /^FailureName\tDriverName\n/);
  });

  it("shows a table", async () => {
    const { out } = await run();
    assert.match(out, /^RUN +OUTCOME +FILE +BYTES +SHA-256 +DESTROY BY\n/);
    assert.equal(out.match(/downloaded/g)?.length, 2);
  });

  it("asks the store for nothing when all is here", async () => {
    await run();
    const before = emulator.blobRequests.length;
    assert.deepEqual(outcomes(await shown()), ["here", "here"]);
    assert.equal(emulator.blobRequests.length, before);
  });

  it("brings a further run when it has come", async () => {
    await run();
    emulator.clock.advance(12 * hourMs);
    assert.deepEqual(outcomes(await shown()), ["here", "here", "downloaded"]);
  });

  it("leaves a run that is not completed yet for later", async () => {
    emulator.clock.advance(11 * hourMs + 60_000);
    assert.deepEqual(outcomes(await shown()), ["downloaded", "downloaded", "coming"]);
  });

  it("brings only the last completed run with --latest", async () => {
    assert.equal((await shown("--latest")).length, 1);
    assert.equal(files().length, 1);
  });

  it("ends with 4 when there is no completed run for --latest, or no such report", async () => {
    const { id: later } = await schedule(emulator, { startsInHours: 5 });
    id = later;
    assert.equal((await run("--latest")).exitCode, 4);
    id = "99";
    assert.equal((await run()).exitCode, 4);
  });

  it("lists failed runs, brings the others, and ends with 6", async () => {
    const [report] = emulator.state().entities.reportSchedule;
    const failed = String(report?.schedule.startTime);
    emulator.edit("reportSchedule", id, { failedRuns: [failed] });
    const { exitCode, out, err } = await run("--json");
    assert.equal(exitCode, 6);
    assert.deepEqual(outcomes(at(JSON.parse(out), "runs") as Shown[]), ["failed", "downloaded"]);
    assert.ok(err.includes(failed), err);
  });

  it("writes and says nothing of a link", async () => {
    const { out, err } = await run();
    const kept = readFileSync(folder(manifestName), "utf8");
    assert.doesNotMatch(out + err + kept, /https?:|sig=|Bearer/);
  });

  it("sends no token to the store", async () => {
    const before = emulator.blobRequests.length;
    await run();
    const carried = emulator.blobRequests.slice(before).map(({ headers }) => headers.authorization);
    assert.deepEqual(carried, [undefined, undefined]);
  });

  it("asks Dev Center once for all links", async () => {
    const before = emulator.requests.length;
    await run();
    assert.equal(emulator.requests.length, before + 1);
  });

  describe("--gzip", () => {
    it("keeps reports gzipped, with the hash of what is on the disk", async () => {
      const [first] = await shown("--gzip");
      const [file] = first?.files ?? [];
      assert.ok(file);
      assert.match(file.file, /\.txt\.gz$/);
      assert.equal(sha256Of(file.file), file.sha256);
      assert.match(gunzipSync(readFileSync(folder(file.file))).toString(), /^FailureName\tDriverName\n/);
      assert.deepEqual(
        files().map((name) => name.endsWith(".gz")),
        [true, true],
      );
    });

    it("gzips what is here, without fetching it again", async () => {
      await run();
      const before = emulator.blobRequests.length;
      assert.deepEqual(outcomes(await shown("--gzip")), ["here", "here"]);
      assert.equal(emulator.blobRequests.length, before);
      assert.deepEqual(
        files().map((name) => name.endsWith(".gz")),
        [true, true],
      );
    });

    it("leaves what is gzipped as it is when called without", async () => {
      await run("--gzip");
      assert.deepEqual(outcomes(await shown()), ["here", "here"]);
    });
  });

  describe("--format", () => {
    for (const format of ["csv", "jsonl", "parquet"]) {
      it(`converts to ${format} beside the report, both in the manifest with one end`, async () => {
        const [first] = await shown("--format", format, "--latest");
        assert.deepEqual(
          first?.files.map(({ kind }) => kind),
          ["report", "converted"],
        );
        const rows = readFileSync(folder(manifestName), "utf8")
          .split("\n")
          .filter((line) => line.includes('"kept"'));
        const ends = rows.map((line) => at(JSON.parse(line), "destroyBy"));
        assert.deepEqual([ends.length, new Set(ends).size], [2, 1]);
        for (const { file, sha256 } of first?.files ?? []) assert.equal(sha256Of(file), sha256);
      });
    }

    it("converts what is here, gzipped or not, without fetching it again", async () => {
      await run("--gzip");
      const before = emulator.blobRequests.length;
      const [first] = await shown("--format", "csv");
      assert.match(readFileSync(folder(first?.files[1]?.file ?? ""), "utf8"), /^FailureName,DriverName\n/);
      assert.equal(emulator.blobRequests.length, before);
    });
  });

  describe("what is no longer there", () => {
    it("does not come back by itself when it was destroyed, but with --again", async () => {
      await run();
      const settings = emulatorSettings(emulator);
      await runDevcenter(["purge", "--out", folder(), "--older-than", "0d"], settings);
      assert.deepEqual(files(), []);
      assert.deepEqual(outcomes(await shown()), ["destroyed", "destroyed"]);
      assert.deepEqual(outcomes(await shown("--again")), ["downloaded", "downloaded"]);
    });

    it("does not come back by itself when somebody moved it away, but with --again", async () => {
      await run();
      for (const file of files()) rmSync(folder(file));
      assert.deepEqual(outcomes(await shown()), ["missing", "missing"]);
      assert.deepEqual(outcomes(await shown("--again")), ["downloaded", "downloaded"]);
    });
  });
});
