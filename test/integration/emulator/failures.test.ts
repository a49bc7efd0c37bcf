import assert from "node:assert/strict";
import { type Emulator, type EmulatorOptions, type Failure, start } from "devcenter-emulator";

const dayMs = 24 * 60 * 60_000;

async function failuresOf(options: EmulatorOptions, from: string, to: string): Promise<Failure[]> {
  const emulator = await start(options);
  try {
    return await all(emulator, from, to);
  } finally {
    await emulator.close();
  }
}

async function all(emulator: Emulator, from: string, to: string): Promise<Failure[]> {
  const failures: Failure[] = [];
  for await (const failure of emulator.failures("IHVDriver", from, to)) failures.push(failure);
  return failures;
}

function distinct(failures: readonly Failure[], ...columns: string[]): number {
  return new Set(failures.map((failure) => columns.map((column) => failure[column]).join("\t"))).size;
}

const timeOf = (failure: Failure, column: string) => Date.parse(`${failure[column]}Z`);

describe("the failures of the emulator", () => {
  let emulator: Emulator;
  let failures: Failure[];
  before(async () => {
    emulator = await start();
    failures = await all(emulator, "2025-12-01", "2026-02-28");
  });
  after(() => emulator.close());

  it("are 20,000 in 90 days", () => assert.equal(failures.length, 20_000));

  it("are as many as is asked for, in any 90 days", async () => {
    const small = await start({ rows: 777 });
    const counts = await Promise.all([
      all(small, "2026-01-01", "2026-03-31"),
      all(small, "2026-01-02", "2026-04-01"),
      all(small, "1999-06-15", "1999-09-12"),
    ]);
    await small.close();
    assert.deepEqual(
      counts.map(({ length }) => length),
      [777, 777, 777],
    );
  });

  it("are asked for by the year at most", async () => {
    await assert.rejects(all(emulator, "2025-01-01", "2026-01-02"), /more than 366 days/);
    const { status } = await fetch(
      `${emulator.url}/_emulator/failures?view=IHVDriver&from=0001-01-01&to=9999-12-31`,
    );
    assert.equal(status, 400);
  });

  it("are the same at each start", async () => {
    const [first, second] = [
      await failuresOf({}, "2026-02-28", "2026-02-28"),
      await failuresOf({}, "2026-02-27", "2026-02-28"),
    ];
    assert.deepEqual(second.slice(-first.length), first);
  });

  it("are others with another seed", async () => {
    const [first, second] = [
      await failuresOf({ rows: 900 }, "2026-02-28", "2026-02-28"),
      await failuresOf({ rows: 900, seed: 2 }, "2026-02-28", "2026-02-28"),
    ];
    assert.notDeepEqual(first, second);
  });

  it("happen on machines that fail again", () => {
    const machines = distinct(failures, "DeviceId");
    assert.ok(machines > 2000 && machines < 10_000, `${machines} machines`);
  });

  it("keep a machine's model, market and system", () => {
    assert.equal(
      distinct(failures, "DeviceId", "OEMModel", "Market", "OSVersion"),
      distinct(failures, "DeviceId"),
    );
  });

  it("are of dozens of drivers in several versions", () => {
    const [drivers, versions] = [
      distinct(failures, "DriverName"),
      distinct(failures, "DriverName", "DriverVersion"),
    ];
    assert.ok(drivers >= 24 && versions >= 3 * drivers, `${drivers} drivers, ${versions} versions`);
  });

  it("have one hash for one name", () => {
    assert.equal(distinct(failures, "FailureName", "FailureHash"), distinct(failures, "FailureName"));
    assert.equal(distinct(failures, "FailureHash"), distinct(failures, "FailureName"));
  });

  it("have cabs on a quarter of the rows, kept 30 days and a few hours after the failure", () => {
    const withCab = failures.filter(({ CabIdHash }) => CabIdHash !== null);
    assert.ok(Math.abs(withCab.length / failures.length - 0.25) < 0.02, `${withCab.length} cabs`);
    const lives = withCab.map(
      (failure) => timeOf(failure, "CabExpirationTime") - timeOf(failure, "FailureDateTime"),
    );
    assert.ok(Math.min(...lives) >= 30 * dayMs && Math.max(...lives) < 30.3 * dayMs);
  });

  it("come in the order they happened, with the date beside the time", () => {
    const times = failures.map((failure) => timeOf(failure, "FailureDateTime"));
    assert.deepEqual(
      [...times].sort((a, b) => a - b),
      times,
    );
    const [{ FailureDate, FailureDateTime } = {}] = failures;
    assert.deepEqual([FailureDate, String(FailureDateTime).slice(0, 10)], ["120125", "2025-12-01"]);
  });

  it("are there over HTTP, too", async () => {
    const answer = await fetch(
      `${emulator.url}/_emulator/failures?view=OEMDriver&from=2026-02-28&to=2026-02-28`,
    );
    const rows = (await answer.json()) as Failure[];
    assert.deepEqual(
      rows.map(({ ReportId }) => ReportId),
      failures.slice(-rows.length).map(({ ReportId }) => ReportId),
    );
  });

  for (const rows of [-1, 0.5, 2e9]) {
    it(`cannot be ${rows}`, () => assert.rejects(start({ rows }), RangeError));
  }
});
