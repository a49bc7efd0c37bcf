import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import {
  inputsOf,
  lifecycleOf,
  type ProviderProcess,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import type { Environment } from "../../../provider/api/auth/settings";

const minuteMs = 60_000;
/** By how much a clock is ahead of the true time. */
const clocks = { right: 0, "10 minutes ahead": 10 * minuteMs, "an hour behind": -60 * minuteMs };
const kind = "ReportTemplate";
const wanted = inputsOf(kind, { resourceUrn: "urn:a" });
const twin = inputsOf(kind, { resourceUrn: "urn:b" });
const READY_TOKEN = "a-ready-token";

interface Case {
  readonly title: string;
  readonly killedMs: number;
  readonly nextMs: number;
  readonly serviceMs: number;
  readonly environment: Environment;
}

function cases(): Case[] {
  const identities = { "an application": {}, "a ready token": { DEVCENTER_ACCESS_TOKEN: READY_TOKEN } };
  const of = <T>(values: Record<string, T>) => Object.entries(values);
  return of(identities).flatMap(([identity, environment]) =>
    of(clocks).flatMap(([atKill, killedMs]) =>
      of(clocks).flatMap(([atNext, nextMs]) =>
        of(clocks).map(([service, serviceMs]) => ({
          title: `${atKill} at the kill, ${atNext} at the next run, the service ${service}, ${identity}`,
          ...{ killedMs, nextMs, serviceMs, environment },
        })),
      ),
    ),
  );
}

/**
 * Describes what becomes of a creation that a kill cut off, when clocks are wrong.
 *
 * @param isTried whether this case of the matrix is, the one of that number
 */
export function describeWrongClocks(isTried: (_: unknown, number: number) => boolean): void {
  describe("a run that is killed while it creates, whatever the clocks", () => wrongClocks(isTried));
}

function wrongClocks(isTried: (_: unknown, number: number) => boolean): void {
  let emulator: Emulator;
  let journal: string;
  let processes: ProviderProcess[];
  before(async () => {
    emulator = await startEmulator({ accessToken: READY_TOKEN });
  });
  after(() => emulator.close());
  beforeEach(() => {
    emulator.reset();
    journal = mkdtempSync(join(tmpdir(), "devcenter-journal-"));
    processes = [];
  });
  afterEach(async () => {
    for (const process of processes) await process.close();
    rmSync(journal, { recursive: true });
  });

  function start(aheadMs: number, environment = {}): ProviderProcess {
    const settings = { DEVCENTER_JOURNAL_DIRECTORY: journal, ...environment };
    const process = startProvider(emulator, settings, { aheadMs });
    processes.push(process);
    return process;
  }

  /** Resolves when Dev Center has made it, and the process will never hear of it. */
  function killedAtTheAnswer(process: ProviderProcess, inputs: Record<string, unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      const make: ReturnType<typeof lifecycleOf>["create"] = async (context, declarable) => {
        await lifecycleOf(kind).create(context, declarable);
        resolve();
        return new Promise<never>(() => undefined);
      };
      process.handlers(kind, { create: make }).create(inputs).catch(reject);
    });
  }

  const count = () => emulator.state().entities.reportTemplate.length;
  const create = (process: ProviderProcess, inputs: Record<string, unknown>) =>
    process.handlers(kind).create(inputs);

  for (const { title, killedMs, nextMs, serviceMs, environment } of cases().filter(isTried)) {
    it(`makes one object each: ${title}`, async () => {
      const before = start(killedMs - serviceMs, environment);
      await create(before, twin);
      before.settle();
      emulator.clock.advance(2 * minuteMs);
      await killedAtTheAnswer(start(killedMs - serviceMs, environment), wanted);
      emulator.clock.advance(20 * minuteMs);
      const next = start(nextMs - serviceMs, environment);
      const { id } = await create(next, wanted);
      const taken = `report template ${id} had been made although its answer was lost; it is taken over.`;
      assert.deepEqual([count(), next.said], [2, [taken]]);
    });
  }

  it("is not thrown by a clock that was days ahead, for who signs us in tells the time", async () => {
    await killedAtTheAnswer(start(10 * 24 * 60 * minuteMs), wanted);
    await create(start(0), wanted);
    assert.equal(count(), 1);
  });

  for (const minutes of [1, 4]) {
    it(`takes no equal object that came ${minutes} minutes before the request`, async () => {
      await create(start(0), twin);
      emulator.clock.advance(minutes * minuteMs);
      emulator.fail({ match: { method: "POST", door: "service" }, action: { drop: "before" } });
      rmSync(journal, { recursive: true });
      await create(start(0), wanted);
      assert.equal(count(), 2);
    });
  }

  it("reports nothing of what its own resource takes over", async () => {
    await create(start(0), twin);
    await create(start(0), wanted);
    const next = start(0);
    await Promise.all([create(next, wanted), create(next, twin)]);
    next.conclude();
    assert.deepEqual(
      [count(), next.said.filter((line) => !/was made by a run that was cut off; it is taken/.test(line))],
      [2, []],
    );
  });
}
