import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { CallbackReceiver } from "../../../harness/callback-receiver";
import { until } from "../../../harness/pulumi-processes";
import { at, call, noon, startAtNoon, template } from "./dev-center-client";

const reports = "/analytics/driver/report";
const key = "a-key-nobody-may-tell";
const hourMs = 60 * 60_000;
const plan = { startTime: "2026-03-03T00:00:00Z", recurrenceInterval: 12, recurrence: 3 };

describe("callbacks of the emulator", () => {
  let emulator: Emulator;
  let receiver: CallbackReceiver;
  const log: string[] = [];
  before(async () => {
    emulator = await startAtNoon({ log: (line) => log.push(line) });
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set(noon);
    receiver = await CallbackReceiver.listen();
  });
  afterEach(() => receiver.close());
  after(() => emulator.close());

  async function schedule(devCenter: Emulator, changes: object = {}): Promise<void> {
    const made = await call(devCenter, "POST", "/analytics/driver/reporttemplate", { body: template });
    const templateId = at(made.body, "data.templateId");
    const body = { templateId, schedule: plan, callbackUrl: receiver.url(key), ...changes };
    assert.equal((await call(devCenter, "POST", reports, { body })).status, 201);
  }

  const came = (count: number) =>
    until(`${count} callbacks`, () => receiver.received.length >= count, 10_000);
  const settled = () =>
    until("the last attempt", () => emulator.callbacks.every(({ attempts }) => attempts === 3), 10_000);

  it("name the report that is ready, and its run", async () => {
    await schedule(emulator);
    emulator.clock.set("2026-03-03T00:05:00Z");
    await came(1);
    assert.deepEqual(receiver.received, [
      {
        method: "POST",
        path: `/ready?key=${key}`,
        contentType: "application/json",
        body: { reportId: 2, ReportDatetime: "2026-03-03T00:00:00", ReportStatus: "Completed" },
      },
    ]);
  });

  it("come once for each run, when its data is ready and not before", async () => {
    await schedule(emulator);
    emulator.clock.set("2026-03-03T00:04:59Z");
    assert.equal(emulator.callbacks.length, 0);
    emulator.clock.advance(1000);
    assert.equal(emulator.callbacks.length, 1);
    emulator.clock.advance(hourMs);
    assert.equal(emulator.callbacks.length, 1);
    emulator.clock.advance(48 * hourMs);
    await came(3);
    assert.deepEqual(
      emulator.callbacks.map(({ run }) => run),
      ["2026-03-03T00:00:00.000Z", "2026-03-03T12:00:00.000Z", "2026-03-04T00:00:00.000Z"],
    );
  });

  it("come by themselves when the clock runs", async () => {
    const fast = await startAtNoon({ speed: 3600 });
    try {
      await schedule(fast, { schedule: { ...plan, startTime: "2026-03-02T12:30:00Z", recurrence: 1 } });
      await came(1);
      assert.deepEqual(at(receiver.received[0]?.body, "ReportDatetime"), "2026-03-02T12:30:00");
    } finally {
      await fast.close();
    }
  });

  it("are tried again when the receiver fails", async () => {
    receiver.answers.push(500, 503);
    await schedule(emulator);
    emulator.clock.set("2026-03-03T00:05:00Z");
    await came(3);
    await until("an answer", () => emulator.callbacks[0]?.status === 200);
    assert.equal(emulator.callbacks[0]?.attempts, 3);
  });

  it("are given up after three attempts, and harm nothing", async () => {
    await schedule(emulator);
    await receiver.close();
    emulator.clock.set("2026-03-03T00:05:00Z");
    await settled();
    const [{ status, error } = {}] = emulator.callbacks;
    assert.deepEqual([status, error], [undefined, "ECONNREFUSED"]);
    assert.equal((await call(emulator, "GET", reports)).status, 200);
  });

  it("are recorded and logged without their key", async () => {
    await schedule(emulator);
    await receiver.close();
    emulator.clock.set("2026-03-03T00:05:00Z");
    await settled();
    const shown = [...log, JSON.stringify(emulator.callbacks)].filter((line) => line.includes("/ready"));
    assert.ok(shown.length >= 4);
    assert.deepEqual(
      shown.filter((line) => line.includes(key)),
      [],
    );
  });

  it("do not come for a run that failed", async () => {
    await schedule(emulator);
    emulator.edit("reportSchedule", 2, { failedRuns: ["2026-03-03T00:00:00Z"] });
    emulator.clock.set("2026-03-03T12:05:00Z");
    await came(1);
    assert.deepEqual(
      emulator.callbacks.map(({ run }) => run),
      ["2026-03-03T12:00:00.000Z"],
    );
  });

  it("do not come for what was ready before there was a callback", async () => {
    await schedule(emulator, { callbackUrl: undefined });
    emulator.clock.set("2026-03-03T01:00:00Z");
    await call(emulator, "POST", `${reports}/2`, {
      body: { templateId: 15, schedule: plan, callbackUrl: receiver.url(key) },
    });
    emulator.clock.set("2026-03-03T12:05:00Z");
    await came(1);
    assert.deepEqual(
      emulator.callbacks.map(({ run }) => run),
      ["2026-03-03T12:00:00.000Z"],
    );
  });

  it("are shown over HTTP, too", async () => {
    await schedule(emulator);
    emulator.clock.set("2026-03-03T00:05:00Z");
    const { body } = await call(emulator, "GET", "/_emulator/callbacks");
    assert.equal(at(body, "0.run"), "2026-03-03T00:00:00.000Z");
  });
});
