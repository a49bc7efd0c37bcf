import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import fc from "fast-check";
import { startEmulator, startProvider } from "../../harness/emulated-handlers";
import { type Program, type Run, SmallEngine } from "../../harness/engine-simulator";
import { assertDeclared, remoteOf } from "../../harness/remote-objects";
import { folderOfEachTest } from "../../harness/test-folder";
import { READY_TOKEN } from "./fault-case";
import { type Chapter, type Drift, stories } from "./random-programs";

const numRuns = Number(process.env.STORIES ?? 40);
const seed = Number(process.env.SEED ?? 20261123);
const mostRuns = 8;

describe("random programs, edited at random, while others interfere and requests fail", () => {
  let emulator: Emulator;
  const journal = folderOfEachTest();
  before(async () => {
    emulator = await startEmulator({ accessToken: READY_TOKEN });
  });
  after(() => emulator.close());

  for (const [title, directory] of [
    ["with a journal", journal],
    ["without one", () => "none"],
  ] as const) {
    it(`come to be what is on Dev Center, ${title}`, async () => {
      await fc.assert(
        fc.asyncProperty(stories, (story) => live(emulator, story, directory())),
        { numRuns: numRuns, seed, endOnFailure: true },
      );
    });
  }
});

async function live(emulator: Emulator, story: readonly Chapter[], journal: string): Promise<void> {
  emulator.reset();
  emulator.setWorkflowMinutes(0);
  // Handed in as soon as they are made, so that labels can be made of them.
  const committedAt = emulator.clock.now().toISOString();
  for (let count = 0; count < 200; count++) emulator.scriptNext("submission", { committedAt });
  const environment = { DEVCENTER_ACCESS_TOKEN: READY_TOKEN, DEVCENTER_JOURNAL_DIRECTORY: journal };
  const engine = new SmallEngine(() => startProvider(emulator, environment, { timePasses: true }));
  for (const { program, faults, drifts } of story) {
    for (const { after, action } of faults) emulator.fail({ after, action });
    await untilDone(() => engine.up(program));
    for (const drift of drifts) interfere(emulator, drift);
    await untilDone(() => engine.refresh());
    await untilDone(() => engine.up(program));
    emulator.forgetFaults();
    await assertConverged(emulator, engine, program);
  }
}

async function untilDone(run: () => Promise<Run>): Promise<void> {
  for (let runs = 1; ; runs++) {
    const { errors } = await run();
    if (errors.length === 0) return;
    assert.ok(runs < mostRuns, `it does not come to an end: ${errors[0]?.message}`);
  }
}

function interfere(emulator: Emulator, { what, number }: Drift): void {
  const { reportTemplate, reportSchedule, submission } = emulator.state().entities;
  const pick = <T>(list: readonly T[]) => list[number % Math.max(1, list.length)];
  const [template, schedule, renamed] = [pick(reportTemplate), pick(reportSchedule), pick(submission)];
  switch (what) {
    case "edit a template":
      if (template)
        emulator.edit("reportTemplate", template.id, { template: { ...template.template, limit: 99 } });
      return;
    case "lose a template":
      if (template) emulator.remove("reportTemplate", template.id);
      return;
    case "pause a schedule":
      if (schedule) emulator.edit("reportSchedule", schedule.id, { pauses: [{ from: schedule.createdAt }] });
      return;
    case "lose a schedule":
      if (schedule) emulator.remove("reportSchedule", schedule.id);
      return;
    case "rename a submission":
      if (renamed) emulator.edit("submission", renamed.id, { name: "by somebody else" });
  }
}

async function assertConverged(emulator: Emulator, engine: SmallEngine, program: Program): Promise<void> {
  const remote = await remoteOf(emulator);
  assert.equal(engine.state.length, program.length);
  assertDeclared(engine.state, remote);
  const orphans = Object.keys(remote).filter((name) => !engine.known.has(name));
  assert.deepEqual(orphans, [], "nobody knows of them");
  const before = emulator.requests.length;
  assert.deepEqual(await engine.up(program), { done: [], errors: [] });
  assert.equal(emulator.requests.length, before, "it asked again");
}
