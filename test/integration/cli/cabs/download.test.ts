import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { Emulator, Failure } from "devcenter-emulator";
import { type CommandOutcome, runDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { measured } from "../../../../harness/kept-folder";
import { extracted } from "../../../../harness/seven-zip";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { at, call, startAtNoon } from "../../emulator/dev-center-client";
import { failuresWithCab, reportOf } from "./failures";

const columns = ["FailureName", "ApplicationId", "CabIdHash", "CabExpirationTime"];
const hourMs = 60 * 60_000;

describe("devcenter cabs download", () => {
  let emulator: Emulator;
  let failures: Failure[];
  const folder = folderOfEachTest();
  before(async () => {
    emulator = await startAtNoon();
    emulator.clock.set(new Date().toISOString());
    failures = await failuresWithCab(emulator);
  });
  beforeEach(() => {
    emulator.reset();
    emulator.clock.set(new Date().toISOString());
  });
  after(() => emulator.close());

  const run = (...args: string[]): Promise<CommandOutcome> =>
    runDevcenter(["cabs", "download", "--out", folder(), ...args], emulatorSettings(emulator));
  const hashOf = ({ CabIdHash }: Failure) => String(CabIdHash);
  const pathOf = (failure: Failure) => folder(`cabs/${hashOf(failure)}.cab`);
  const cabs = () => (existsSync(folder("cabs")) ? readdirSync(folder("cabs")).sort() : []);
  const some = (count: number) => failures.slice(0, count) as [Failure, ...Failure[]];
  function written(rows: readonly Failure[], named = columns): string {
    const file = folder("report.txt");
    writeFileSync(file, reportOf(rows, named));
    return file;
  }
  const befall = (door: "service" | "blobs", path: RegExp, action: object, times = 1) =>
    emulator.fail({ match: { door, path }, times, action } as Parameters<Emulator["fail"]>[0]);
  const asked = () => ({ service: emulator.requests.length, blobs: emulator.blobRequests.length });

  async function done(...args: string[]): Promise<Record<string, unknown[]>> {
    const { exitCode, out, err } = await run(...args, "--json");
    assert.deepEqual([exitCode, err], [0, ""]);
    return JSON.parse(out);
  }

  it("fetches what a downloaded report names: cabinet files, in the manifest, each once", async () => {
    const template = { view: "IHVDriver", projection: columns, dateRange: { reportPeriod: "Last7Days" } };
    const made = await call(emulator, "POST", "/analytics/driver/reporttemplate", { body: template });
    const schedule = {
      startTime: new Date(Date.now() - hourMs).toISOString().replace(/\.\d+Z$/, "Z"),
      recurrenceInterval: 24,
      recurrence: 1,
    };
    const { body } = await call(emulator, "POST", "/analytics/driver/report", {
      body: { templateId: at(made.body, "data.templateId"), schedule },
    });
    const id = String(at(body, "data.reportId"));
    const reports = ["reports", "download", id, "--out", folder(), "--json"];
    const { out } = await runDevcenter(reports, emulatorSettings(emulator));
    const report = folder(String(at(JSON.parse(out), "runs.0.files.0.file")));

    const name = `FailureName=${failures[0]?.FailureName}`;
    const first = await done("--from", report, "--where", name, "--max", "3");
    assert.equal(first.downloaded?.length, 3);
    for (const cab of first.downloaded as { key: string; file: string; sha256: string; bytes: number }[]) {
      const bytes = readFileSync(folder(cab.file));
      // The memory of somebody's machine.
      if (process.platform !== "win32") {
        assert.equal((statSync(folder(cab.file)).mode & 0o777).toString(8), "600");
      }
      assert.deepEqual(measured(bytes), { sha256: cab.sha256, bytes: cab.bytes });
      const text = String((await extracted(bytes)).get("failure.txt"));
      assert.ok(
        text.includes(`CabIdHash: ${cab.key}`) && text.includes(String(failures[0]?.FailureName)),
        text,
      );
    }
    const rows = readFileSync(folder("devcenter-manifest.jsonl"), "utf8");
    assert.equal(rows.match(/"state":"kept","kind":"cab"/g)?.length, 3);
  });

  it("fetches nothing twice, and then asks for nothing", async () => {
    const report = written([...some(3), ...some(3)]);
    assert.equal((await done("--from", report)).downloaded?.length, 3);
    const before = asked();
    const again = await done("--from", report);
    assert.deepEqual([again.downloaded, again.kept?.length, asked()], [[], 3, before]);
  });

  it("gives the token to the service, and never to the store", async () => {
    await run("--from", written(some(3)));
    const shown = (requests: typeof emulator.requests) =>
      requests.map(({ headers }) => headers.authorization);
    assert.deepEqual(shown(emulator.requests), Array(3).fill("Bearer …"));
    assert.deepEqual(shown(emulator.blobRequests), Array(3).fill(undefined));
  });

  it("writes and says nothing of a link", async () => {
    const { out, err } = await run("--from", written(some(2)));
    const kept = readFileSync(folder("devcenter-manifest.jsonl"), "utf8");
    assert.doesNotMatch(out + err + kept, /https?:|sig=|Bearer/);
  });

  it("asks as an OEM where a report knows no ApplicationId, or when told so", async () => {
    await done("--from", written(some(1), ["CabIdHash"]));
    await done("--from", written(some(2)), "--view", "OEMDriver");
    const paths = emulator.requests.map(({ path }) => path.replace(/\?.*/, ""));
    assert.deepEqual(new Set(paths), new Set(["/v1.0/my/analytics/hardware/cabdownload"]));
    assert.equal(cabs().length, 2);
  });

  it("fetches one cab by its hash, as a vendor or as an OEM", async () => {
    const [one, other] = some(2);
    await done("--cab-id-hash", hashOf(one), "--application-id", String(one.ApplicationId));
    await done("--cab-id-hash", hashOf(other as Failure));
    assert.deepEqual(cabs(), [one, other as Failure].map((each) => `${hashOf(each)}.cab`).sort());
  });

  it("fetches the cabs of a failure over several pages, by the links that come with them", async () => {
    const [{ ApplicationId, FailureHash }] = some(1);
    const which = ["--application-id", String(ApplicationId), "--failure-hash", String(FailureHash)];
    const { downloaded } = await done(...which, "--max", "103", "--concurrency", "8");
    assert.equal(downloaded?.length, 103);
    const paths = emulator.requests.map(({ path }) => path);
    assert.equal(paths.length, 2);
    assert.ok(paths.every((path) => path.startsWith("/v1.0/my/analytics/driver/cabdownloadbatch?")));
    assert.equal(cabs().length, 103);
  });

  it("lists what has expired, and asks for none of it", async () => {
    const [first, ...others] = some(3);
    const rows = [{ ...first, CabExpirationTime: "2026-01-01 00:00:00" }, ...others];
    const { expired, downloaded } = await done("--from", written(rows as Failure[]));
    assert.deepEqual(expired, [{ cabIdHash: hashOf(first), expiresAt: "2026-01-01T00:00:00Z" }]);
    assert.deepEqual([downloaded?.length, emulator.requests.length], [2, 2]);
  });

  it("lists what the service has no more, and fetches the others", async () => {
    const gone = { ...failures[0], CabIdHash: "00000000-0000-0000-0000-000000000000" } as Failure;
    const { exitCode, out } = await run("--from", written([gone, ...some(1)]));
    assert.equal(exitCode, 0);
    assert.match(out, /00000000-0000-0000-0000-000000000000 +gone +the service has it no more/);
    assert.match(out, /1 downloaded, 0 there already, 1 expired\./);
  });

  it("ends with 4 when the one that is wanted is gone, and leaves no file", async () => {
    const { exitCode, err } = await run("--cab-id-hash", "00000000-0000-0000-0000-000000000000");
    assert.deepEqual([exitCode, cabs()], [4, []]);
    assert.match(err, /The cab is gone/);
  });

  it("names the columns of a report that names no cabs", async () => {
    const { exitCode, err } = await run("--from", written(some(1), ["FailureName"]));
    assert.equal(exitCode, 1);
    assert.match(err, /it has no column CabIdHash\. Its columns are: FailureName/);
  });

  it("destroys what is due first", async () => {
    await done("--cab-id-hash", hashOf(some(1)[0]));
    const later = await runDevcenter(
      ["cabs", "download", "--out", folder(), "--cab-id-hash", "none-of-them"],
      emulatorSettings(emulator),
      { daysAhead: 30 },
    );
    assert.match(later.err, /^Destroyed 1 files that were due\./);
    assert.deepEqual(cabs(), []);
  });

  describe("through", () => {
    const fetched = async () => {
      const { downloaded } = await done("--from", written(some(2)), "--concurrency", "1");
      assert.equal(downloaded?.length, 2);
      for (const one of some(2)) assert.equal((await extracted(readFileSync(pathOf(one)))).size, 2);
      assert.deepEqual(
        cabs(),
        some(2)
          .map((one) => `${hashOf(one)}.cab`)
          .sort(),
      );
    };
    const link = /\/cabdownload\?/;

    for (const [what, action] of [
      ["a 500", { respond: { status: 500 } }],
      ["a lost answer", { drop: "after" }],
      ["a lost request", { drop: "before" }],
    ] as const) {
      it(`${what} of the service`, async () => {
        befall("service", link, action);
        await fetched();
      });
    }

    it("a throttling of the service, which says how long to wait", async () => {
      befall("service", link, { respond: { status: 429, headers: { "retry-after": "1" } } });
      // One, for after this the command sends no more requests a minute than were let through.
      const { downloaded } = await done("--from", written(some(1)));
      assert.deepEqual([downloaded?.length, emulator.requests.length], [1, 2]);
    });

    for (const [what, action] of [
      ["a link that has expired", { respond: { status: 403 } }],
      ["a connection that is cut", { truncate: 5000 }],
      ["a 503", { respond: { status: 503 } }],
      ["a lost answer", { drop: "after" }],
    ] as const) {
      it(`${what} of the store`, async () => {
        befall("blobs", /./, action);
        await fetched();
      });
    }
  });

  it("gives the others after one failed, says why, and goes on with it next time", async () => {
    befall("blobs", /./, { respond: { status: 400 } });
    const report = written(some(3));
    const { exitCode, err } = await run("--from", report, "--concurrency", "1");
    assert.equal(exitCode, 1);
    assert.match(err, /1 of the cabs were not fetched; the same command goes on\. Cab .*refused with 400/);
    assert.equal(cabs().length, 2);
    const { downloaded, kept } = await done("--from", report);
    assert.deepEqual([downloaded?.length, kept?.length], [1, 2]);
  });

  it("ends with 3 when the token is refused", async () => {
    befall("service", /./, { respond: { status: 401 } }, 10);
    assert.equal((await run("--from", written(some(3)))).exitCode, 3);
  });
});
