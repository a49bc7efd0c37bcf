import assert from "node:assert/strict";
import { type Clock, monotonicMs, stoppable, systemClock } from "../../../../provider/api/http/clock";
import { createLimiter } from "../../../../provider/api/http/limiter";
import { retrying } from "../../../../provider/api/http/retrying";
import type { Context } from "../../../../provider/lifecycles/core/lifecycle";
import { pollUntil } from "../../../../provider/lifecycles/core/polling";

const hourMs = 60 * 60_000;

/** A clock that is set by so much when a test says so, and whenever anybody waits; what passes is told all the same. */
function setClock(byMs: number): Clock & { readonly waits: number[]; set(): void } {
  let passed = 0;
  let set = 0;
  const waits: number[] = [];
  return {
    waits,
    set() {
      set = byMs;
    },
    now: () => new Date(Date.parse("2026-03-01T12:00:00Z") + passed + set),
    monotonicMs: () => passed,
    async wait(ms) {
      waits.push(ms);
      passed += ms;
      set = byMs;
    },
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

for (const [how, byMs] of [
  ["back by an hour", -hourMs],
  ["forward by four hours", 4 * hourMs],
] as const) {
  describe(`while a clock is set ${how}`, () => {
    it("who was throttled waits for as long as was asked", async () => {
      const clock = setClock(byMs);
      const limiter = createLimiter(undefined, clock);
      limiter.throttled({ waitMs: 14_000, wasAsked: true });
      clock.set();
      await limiter.run(async () => undefined);
      assert.deepEqual(clock.waits, [14_000]);
    });

    it("a wait of ten minutes lasts ten minutes", async () => {
      const clock = setClock(byMs);
      const devCenter = { patiently: (look: () => Promise<undefined>) => look() };
      const wait = pollUntil({ clock, devCenter } as unknown as Context, {
        poll: async () => undefined,
        timeoutMinutes: 10,
        whenTimeIsUp: () => "The time is up.",
      });
      await assert.rejects(wait, /The time is up/);
      assert.equal(Math.round(sum(clock.waits)), 600_000);
    });

    it("retries go on for as long as is configured", async () => {
      const clock = setClock(byMs);
      const refused = {
        error: new Error("busy"),
        failure: { kind: "refused", status: 429, retryAfterMs: 7_000 },
      };
      const policy = { clock, retryTimeoutMs: 30_000, random: () => 0 };
      const attempt = async () => {
        clock.set();
        return refused as never;
      };
      const work = retrying(policy, { peer: "Dev Center", attempt });
      await assert.rejects(work, /busy/);
      assert.deepEqual(clock.waits, [7_000, 7_000, 7_000, 7_000]);
    });
  });
}

describe("durations", () => {
  it("are those of a clock that nobody can set, also through one that can be stopped", () => {
    const { now } = Date;
    try {
      const clock = stoppable(systemClock, new AbortController().signal);
      const before = monotonicMs(clock);
      Date.now = () => now() - hourMs;
      assert.ok(monotonicMs(clock) - before >= 0 && monotonicMs(clock) - before < hourMs / 2);
    } finally {
      Date.now = now;
    }
  });
});
