import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { at, call, startAtNoon } from "../../emulator/dev-center-client";
import { hourMs, schedule } from "./scheduled-report";

describe("devcenter reports, reading", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());

  const run = (...args: string[]) => runDevcenter(["reports", ...args], emulatorSettings(emulator));

  async function json(...args: string[]): Promise<unknown> {
    const { out } = await run(...args, "--json");
    return JSON.parse(out);
  }

  it("lists schedules with their next run", async () => {
    const { id, startTime } = await schedule(emulator, { startsInHours: 2 });
    const { exitCode, out, err } = await run("list");
    assert.deepEqual([exitCode, err], [0, ""]);
    assert.match(out, /^REPORT +TEMPLATE +START +HOURS +RUNS +ACTIVE +STANDING +NEXT$/m);
    assert.match(out, new RegExp(`^${id} .* ${startTime} +12 +3 +yes +not begun +${startTime}$`, "m"));
  });

  it("says of a callback that there is one, and not its address", async () => {
    await schedule(emulator, { startsInHours: 2, callbackUrl: "https://example.com/hook?key=HUSH" });
    const { out } = await run("list", "--json");
    assert.equal(at(JSON.parse(out), "0.callback"), true);
    assert.doesNotMatch(out, /HUSH|example\.com/);
  });

  it("says that a schedule is paused", async () => {
    const { id } = await schedule(emulator, { startsInHours: 2 });
    await call(emulator, "POST", `/analytics/driver/report/pause/${id}`);
    assert.deepEqual(
      [at(await json("list"), "0.standing"), at(await json("list"), "0.nextRun")],
      ["paused", null],
    );
    assert.match((await run("next", id)).err, /is paused/);
  });

  it("tells the coming runs, so many as are asked for", async () => {
    const { id, startTime } = await schedule(emulator, { startsInHours: 2 });
    const { out, err } = await run("next", id, "--count", "2");
    assert.match(err, /has not run yet/);
    assert.deepEqual(out.trim().split("\n").slice(1), [
      `1 of 3  ${startTime}`,
      `2 of 3  ${new Date(Date.parse(startTime) + 12 * hourMs).toISOString().replace(".000", "")}`,
    ]);
  });

  it("shows no link and nothing that steers a terminal, whatever stands in a schedule", async () => {
    const schedule = {
      startTime: "\u001b[2J https://a.example/?sig=HUSH",
      recurrenceInterval: 24,
      recurrence: 3,
    };
    const row = { reportId: 1, templateId: 15, isActive: true, schedule: JSON.stringify(schedule) };
    const answer = { status: 200, body: { data: [row], errors: [] } };
    emulator.fail({ times: 2, match: { door: "service" }, action: { respond: answer } });
    for (const { exitCode, out } of [await run("list"), await run("list", "--json")]) {
      assert.equal(exitCode, 0);
      assert.match(out, /https:\/\/a\.example\/…/);
      assert.doesNotMatch(out, /HUSH|u001b|(?!\n)\p{Cc}/u);
    }
  });

  it("says that all runs are over", async () => {
    const { id } = await schedule(emulator, { startsInHours: -100 });
    assert.match((await run("next", id)).err, /no coming run: the last of its 3 was planned for/);
  });

  it("ends with 4 when there is no such report", async () => {
    assert.deepEqual([(await run("next", "99")).exitCode, (await run("runs", "99")).exitCode], [4, 4]);
  });

  it("lists runs with their status, and without a link", async () => {
    const { id, startTime } = await schedule(emulator, { startsInHours: -13 });
    const found = (await run("runs", id, "--json")).out;
    assert.deepEqual(JSON.parse(found), [
      { reportDatetime: startTime, status: "Completed" },
      { reportDatetime: at(JSON.parse(found), "1.reportDatetime"), status: "Completed" },
    ]);
    assert.doesNotMatch(found, /http|sig=/);
  });

  it("lists runs of some days only", async () => {
    const { id, startTime } = await schedule(emulator, { startsInHours: -40, recurrenceInterval: 24 });
    const day = startTime.slice(0, 10);
    const { out } = await run("runs", id, "--since", day, "--until", day);
    assert.deepEqual(out.trim().split("\n").slice(1), [`${startTime}  Completed`]);
  });
});
