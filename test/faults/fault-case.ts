import assert from "node:assert/strict";
import type { Door, Emulator, FaultAction, RecordedRequest } from "devcenter-emulator";
import { startProvider } from "../../harness/emulated-handlers";
import { type Run, SmallEngine } from "../../harness/engine-simulator";
import { assertDeclared, type Remote, remoteOf } from "../../harness/remote-objects";
import type { Environment } from "../../provider/api/auth/settings";
import { faultsOf, type InjectedFault } from "./injected-faults";
import type { Scenario } from "./scenarios";

/** Taken by the emulator besides the tokens that it issues, and to be found nowhere else. */
export const READY_TOKEN = "a-ready-token-that-nobody-may-see";
const secrets = new RegExp(`Bearer [\\w.]|emulated\\.|not-a-secret|KEY-OF|sig=|${READY_TOKEN}`);
const mostRuns = 5;

/** A request of a scenario: a row of the table. */
export interface Row {
  readonly door: Door;
  /** Among those of its door, counted from 0. */
  readonly number: number;
  readonly request: string;
  readonly writes: boolean;
}

/** What a scenario does when nothing goes wrong. */
export interface Reference {
  readonly rows: readonly Row[];
  readonly remote: Remote;
}

/** Runs a scenario without a fault and tells its requests. */
export async function reference(emulator: Emulator, scenario: Scenario): Promise<Reference> {
  const engine = await prepared(emulator, scenario, { environment: {}, aheadMs: 0 });
  const { requests, blobRequests } = emulator;
  const before = { service: requests.length, blobs: blobRequests.length };
  const run = await firstRun(engine, scenario);
  assert.deepEqual(run.errors, []);
  const rows = [
    ...rowsOf("service", requests.slice(before.service)),
    ...rowsOf("blobs", blobRequests.slice(before.blobs)),
  ];
  await assertSettled(emulator, engine, scenario);
  return { rows, remote: await remoteOf(emulator) };
}

/**
 * Starts the store behind the links. On a busy machine that takes longer than a request waits, so what uploads first is
 * sent again, and would count twice.
 */
export async function startStore(emulator: Emulator, scenarios: readonly Scenario[]): Promise<void> {
  const uploading = scenarios.find(({ kind, verb }) => kind === "Submission" && verb === "create");
  assert.ok(uploading);
  await reference(emulator, uploading);
}

/**
 * Lets one fault hit one request, and then runs `up` until it ends well.
 *
 * @returns how many runs it took, the first included
 */
export async function recover(
  emulator: Emulator,
  scenario: Scenario,
  { rows: _, remote }: Reference,
  row: Row,
  fault: InjectedFault,
  action: FaultAction,
): Promise<number> {
  const machine: Machine = { environment: {}, aheadMs: 0 };
  const engine = await prepared(emulator, scenario, machine);
  machine.aheadMs = fault.aheadMs ?? 0;
  machine.environment = fault.environment ?? {};
  emulator.fail(...faultsOf(fault, action, row.door, row.number));
  let runs = 1;
  let run = await firstRun(engine, scenario);
  assert.equal(
    emulator.faults.some(({ match }) => match?.door === row.door),
    false,
    "the request never came",
  );
  emulator.forgetFaults();
  machine.environment = {};
  for (; run.errors.length > 0; runs++) {
    for (const { message } of run.errors) assert.doesNotMatch(message, secrets);
    assert.ok(runs < mostRuns, `it does not come to an end: ${run.errors[0]?.message}`);
    run = await engine.up(scenario.program);
  }
  await assertSettled(emulator, engine, scenario);
  assert.deepEqual(await remoteOf(emulator), remote);
  return runs;
}

function firstRun(engine: SmallEngine, { kind, program, refreshes }: Scenario): Promise<Run> {
  return refreshes ? engine.refresh(kind) : engine.up(program);
}

/** What can be changed of the machine that the provider runs on. */
interface Machine {
  environment: Environment;
  aheadMs: number;
}

async function prepared(emulator: Emulator, { before }: Scenario, machine: Machine): Promise<SmallEngine> {
  emulator.reset();
  // Whoever waits for a step finds it done at the next look: each look would be one more row.
  emulator.setWorkflowMinutes(0);
  const open = () => {
    const environment = { DEVCENTER_ACCESS_TOKEN: READY_TOKEN, ...machine.environment };
    return startProvider(emulator, environment, { timePasses: true, aheadMs: machine.aheadMs });
  };
  const engine = new SmallEngine(open, { inTurn: true });
  for (const stage of before) {
    if (typeof stage === "function") stage(emulator);
    else assert.deepEqual((await engine.up(stage)).errors, []);
  }
  return engine;
}

function rowsOf(door: Door, requests: readonly RecordedRequest[]): Row[] {
  return requests.map(({ method, path }, number) => ({
    door,
    number,
    request: `${method} ${shortPath(path)}`,
    writes: method !== "GET" && method !== "HEAD",
  }));
}

function shortPath(path: string): string {
  const operation = /[?&](comp=\w+)/.exec(path)?.[1];
  if (path.startsWith("/devstoreaccount1/")) return operation ? `blob ${operation}` : "blob";
  return path
    .replace(/\?.*$/, "")
    .replace(/^\/v2\.0\/my\/hardware|^\/analytics\/driver/, "")
    .replace(/\/\d+/g, "/#");
}

/** Everything is as declared, everything belongs to somebody, and nothing is left to do. */
async function assertSettled(emulator: Emulator, engine: SmallEngine, { program }: Scenario): Promise<void> {
  const remote = await remoteOf(emulator);
  assertDeclared(engine.state, remote);
  assert.equal(engine.state.length, program.length);
  const orphans = Object.keys(remote).filter((name) => !engine.known.has(name));
  assert.deepEqual(orphans, [], "nobody knows of them");
  const before = [emulator.requests.length, emulator.blobRequests.length];
  const state = structuredClone(engine.state);
  const again: Run = await engine.up(program);
  assert.deepEqual(again, { done: [], errors: [] });
  assert.deepEqual([emulator.requests.length, emulator.blobRequests.length], before, "it asked again");
  assert.deepEqual(engine.state, state);
}
