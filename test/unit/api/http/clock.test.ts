import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { mock } from "node:test";
import { steppedClock } from "../../../../harness/stepped-clock";
import { type Clock, stoppable, systemClock } from "../../../../provider/api/http/clock";

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the clock of the system", () => {
  const longestTimerMs = 2 ** 31 - 1;
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("tells the time of the machine, and measures by a clock that is never set", () => {
    const before = Date.now();
    const now = systemClock.now().getTime();
    assert.ok(before <= now && now <= Date.now());
    const since = performance.now();
    const measured = systemClock.monotonicMs?.() ?? Number.NaN;
    assert.ok(since <= measured && measured <= performance.now());
  });

  it("waits longer than a timer of Node can", async () => {
    let isOver = false;
    const wait = systemClock.wait(longestTimerMs + 1_000).then(() => {
      isOver = true;
    });
    for (const [ms, expected] of [
      [longestTimerMs - 1, false],
      [1, false],
      [999, false],
      [1, true],
    ] as const) {
      await settled();
      mock.timers.tick(ms);
      await settled();
      assert.equal(isOver, expected);
    }
    await wait;
  });

  it("ends a wait by its signal", async () => {
    const stop = new AbortController();
    const wait = systemClock.wait(60_000, stop.signal);
    stop.abort();
    await assert.rejects(wait, { name: "AbortError" });
  });

  it("does not wait for no time", async () => {
    await systemClock.wait(0);
  });
});

describe("a clock that can be stopped", () => {
  const reason = new Error("interrupted");

  function open(clock: Clock = steppedClock()) {
    const stop = new AbortController();
    return {
      stop,
      clock: stoppable(clock, stop.signal),
      listeners: () => getEventListeners(stop.signal, "abort").length,
    };
  }

  it("shows the time of the one behind it", () => {
    const behind = { ...steppedClock(), monotonicMs: () => 42 };
    const { clock } = open(behind);
    assert.deepEqual([clock.now(), clock.monotonicMs?.()], [behind.now(), 42]);
  });

  it("waits for as long as the one behind it, and leaves nothing on its signal", async () => {
    const behind = steppedClock();
    const { clock, listeners } = open(behind);
    let isOver = false;
    const wait = clock.wait(1_000).then(() => {
      isOver = true;
    });
    await behind.pass(999);
    assert.equal(isOver, false);
    await behind.pass(1);
    await wait;
    assert.equal(listeners(), 0);
  });

  it("ends a wait with the reason of its signal, and does not begin another", async () => {
    const behind = steppedClock();
    const { clock, stop, listeners } = open(behind);
    const wait = clock.wait(60_000);
    stop.abort(reason);
    await assert.rejects(wait, reason);
    await assert.rejects(clock.wait(1), reason);
    assert.equal(listeners(), 0);
  });

  it("gives that reason, too, where the clock behind it ends by the signal in its own words", async () => {
    const { clock, stop } = open({
      now: () => new Date(0),
      wait: (_, signal) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("AbortError")))),
    });
    const wait = clock.wait(60_000);
    stop.abort(reason);
    await assert.rejects(wait, reason);
  });

  it("hands on the error of a wait that ended otherwise", async () => {
    const broken = new Error("no timers");
    const { clock } = open({ now: () => new Date(0), wait: () => Promise.reject(broken) });
    await assert.rejects(clock.wait(1), broken);
  });
});
