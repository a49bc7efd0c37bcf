import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import { type RunningCommand, startDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { until } from "../../../../harness/pulumi-processes";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { call, startAtNoon } from "../../emulator/dev-center-client";
import { hourMs, schedule } from "./scheduled-report";

const often = ["--every", "0.005"];

describe("devcenter reports download --watch", () => {
  let emulator: Emulator;
  const folder = folderOfEachTest();
  let id: string;
  let startTime: string;
  let running: RunningCommand[];
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    running = [];
    ({ id, startTime } = await schedule(emulator, { startsInHours: -1, recurrence: 2 }));
  });
  afterEach(async () => {
    for (const { child, outcome } of running) {
      child.kill("SIGKILL");
      await outcome;
    }
  });
  after(() => emulator.close());

  function start(...args: string[]): RunningCommand {
    const all = ["reports", "download", id, "--out", folder(), "--watch", ...args];
    const command = startDevcenter(all, emulatorSettings(emulator));
    running.push(command);
    return command;
  }

  const files = () => readdirSync(folder()).filter((name) => name.endsWith(".txt"));
  const come = (count: number) => until(`${count} files`, () => files().length === count);
  const looked = () => emulator.requests.filter(({ path }) => path.includes("reportdata")).length;

  /** So many looks more. */
  async function look(times: number): Promise<void> {
    const before = looked();
    await until(`${times} looks`, () => looked() >= before + times);
  }

  it("brings runs as they come, and ends after the last one", async () => {
    const { outcome } = start(...often, "--json");
    await come(1);
    emulator.clock.advance(12 * hourMs);
    const { exitCode, out } = await outcome;
    assert.equal(exitCode, 0);
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map((line) => line.outcome),
      ["downloaded", "downloaded"],
    );
    assert.equal(files().length, 2);
  });

  it("ends with 130 by SIGINT and with 143 by SIGTERM, and leaves the folder free", async () => {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const { child, outcome } = start(...often);
      await come(1);
      await look(1);
      child.kill(signal);
      const { exitCode, err } = await outcome;
      assert.equal(exitCode, code);
      assert.match(err, new RegExp(`Stopped by ${signal}`));
      assert.deepEqual(
        readdirSync(folder()).filter((name) => name.endsWith(".lock")),
        [],
      );
    }
  });

  it("goes on where it was killed, and fetches nothing twice", async () => {
    const { child, outcome } = start(...often);
    await come(1);
    await look(1);
    child.kill("SIGKILL");
    await outcome;
    emulator.clock.advance(12 * hourMs);
    const again = await start(...often).outcome;
    assert.deepEqual([again.exitCode, files().length, emulator.blobRequests.length], [0, 2, 2]);
  });

  it("is woken by a callback, whatever that says", async () => {
    const { outcome, said } = start("--callback-port", "0");
    await come(1);
    await until("the address", () => /Listening for callbacks on \S+/.test(said()));
    const [, url = ""] = /Listening for callbacks on (\S+)/.exec(said()) ?? [];
    emulator.clock.advance(12 * hourMs);
    const answer = await fetch(`${url}some/path?with=a-query`, { method: "PUT", body: "whatever" });
    assert.equal(answer.status, 204);
    assert.equal((await outcome).exitCode, 0);
    assert.equal(files().length, 2);
  });

  it("is woken by the callback that the service sends when a run is ready", async () => {
    const { outcome, said } = start("--callback-port", "0");
    await come(1);
    await until("the address", () => /Listening for callbacks on \S+/.test(said()));
    const [, callbackUrl] = /Listening for callbacks on (\S+)/.exec(said()) ?? [];
    const [report] = emulator.state().entities.reportSchedule;
    await call(emulator, "POST", `/analytics/driver/report/${id}`, {
      body: {
        templateId: Number(report?.templateId),
        schedule: { startTime, recurrenceInterval: 12, recurrence: 2 },
        callbackUrl,
      },
    });
    emulator.clock.advance(12 * hourMs);
    assert.equal((await outcome).exitCode, 0);
    assert.equal(files().length, 2);
    assert.deepEqual(
      emulator.callbacks.map(({ status }) => status),
      [204],
    );
  });

  it("survives what Dev Center refuses for a while", async () => {
    const { outcome, said } = start(...often);
    await come(1);
    emulator.fail({ match: { path: "/analytics" }, times: 3, action: { respond: { status: 520 } } });
    await until("a word about it", () => said().includes("with 520"));
    emulator.clock.advance(12 * hourMs);
    assert.equal((await outcome).exitCode, 0);
  });

  describe("where a gateway shows its page in the place of Dev Center", () => {
    const page = { respond: { status: 200, body: "<html><p>Down</p></html>" } };
    function startOnce(): RunningCommand {
      const settings = { ...emulatorSettings(emulator), DEVCENTER_RETRY_TIMEOUT_SECONDS: "0" };
      const args = ["reports", "download", id, "--out", folder(), "--watch", ...often];
      const command = startDevcenter(args, settings);
      running.push(command);
      return command;
    }

    it("waits for that to pass", async () => {
      const { outcome, said } = startOnce();
      await come(1);
      await look(2);
      emulator.fail({ match: { path: "/analytics" }, times: 2, action: page });
      await until("a word about it", () => /not whole JSON.*Waiting for this to pass/s.test(said()));
      emulator.clock.advance(12 * hourMs);
      assert.equal((await outcome).exitCode, 0);
    });

    it("ends at the first look", async () => {
      emulator.fail({ match: { path: "/analytics" }, times: 1, action: page });
      const { outcome, said } = startOnce();
      assert.equal((await outcome).exitCode, 1);
      assert.match(said(), /Check that devcenter:endpoint points at the Hardware Dev Center/);
    });
  });

  it("says that the report is paused, and goes on when it is resumed", async () => {
    const { outcome, said } = start(...often);
    await come(1);
    await call(emulator, "POST", `/analytics/driver/report/pause/${id}`);
    await until("the word", () => said().includes("the report is paused"));
    await call(emulator, "POST", `/analytics/driver/report/resume/${id}`);
    emulator.clock.advance(12 * hourMs);
    assert.equal((await outcome).exitCode, 0);
    assert.equal(files().length, 2);
  });

  it("tries again a download that stopped", async () => {
    emulator.fail({ match: { door: "blobs" }, times: 1, action: { respond: { status: 404 } } });
    const { said } = start(...often);
    await come(1);
    assert.match(said(), /the blob store refused with 404/);
  });

  it("ends with 4 when there is no such report", async () => {
    id = "99";
    assert.equal((await start(...often).outcome).exitCode, 4);
  });
});
