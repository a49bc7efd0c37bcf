import assert from "node:assert/strict";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { steppedClock } from "../../../../harness/stepped-clock";
import type { Clock } from "../../../../provider/api/http/clock";
import type { RequestPolicy } from "../../../../provider/api/http/request-policy";
import type { AttemptFailure } from "../../../../provider/api/http/retry";
import { type Outcome, retrying, type Work } from "../../../../provider/api/http/retrying";

const busy = new Error("busy");
const lost: AttemptFailure = { kind: "no answer", mayHaveTakenEffect: true };
const refused = (status: number, retryAfterMs?: number): AttemptFailure => ({
  kind: "refused",
  status,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

/** Work whose attempts end so, and what became of it. */
function run(
  ends: readonly (AttemptFailure | Outcome<string>)[],
  policy: Partial<RequestPolicy> & { readonly clock: Clock },
  how: Partial<Work<string>> = {},
) {
  const seen = { attempts: 0, said: [] as string[] };
  const attempt = async (): Promise<Outcome<string>> => {
    const end = ends[seen.attempts] ?? ends.at(-1) ?? assert.fail();
    seen.attempts += 1;
    return "kind" in end ? { error: busy, failure: end } : end;
  };
  const say = (message: string) => void seen.said.push(message);
  return {
    seen,
    ended: retrying({ random: () => 0, say, ...policy }, { peer: "Dev Center", attempt, ...how }),
  };
}

describe("the loop that sends again", () => {
  it("repeats work unless that may not be done twice", async () => {
    for (const [how, attempts] of [
      [{}, 2],
      [{ idempotent: false }, 1],
    ] as const) {
      const { seen, ended } = run([lost, { answered: "yes" }], { clock: standingClock() }, how);
      await ended.catch(() => undefined);
      assert.equal(seen.attempts, attempts);
    }
  });

  it("counts the time of the attempts as well as that of the waits", async () => {
    const clock = steppedClock();
    const slow = async () => {
      await clock.wait(20_000);
      return { error: busy, failure: refused(503, 5_000) };
    };
    let attempts = 0;
    const attempt = () => {
      attempts += 1;
      return slow();
    };
    const ended = failureOf(
      retrying({ clock, retryTimeoutMs: 60_000, random: () => 0 }, { peer: "it", attempt }),
    );
    await clock.pass(120_000);
    assert.equal(await ended, busy);
    // 20 + 5 + 20 + 5 + 20: after that nothing is left.
    assert.equal(attempts, 3);
  });

  it("does not count the time until an attempt has its turn", async () => {
    const clock = steppedClock();
    const inTurn = async <U>(attempt: () => Promise<U>) => {
      await clock.wait(3_600_000);
      return attempt();
    };
    const { seen, ended } = run(
      [refused(503, 5_000), { answered: "yes" }],
      { clock, retryTimeoutMs: 6_000 },
      { inTurn },
    );
    await clock.pass(2 * 3_600_000 + 5_000);
    assert.equal(await ended, "yes");
    assert.equal(seen.attempts, 2);
  });

  describe("after progress", () => {
    const gained = (progress: "some" | "much" | undefined): Outcome<string> => ({
      error: busy,
      failure: lost,
      progress,
    });

    it("counts attempts from the first again", async () => {
      const ends = [...Array(9).fill(gained("some")), { answered: "yes" }];
      assert.equal(await run(ends, { clock: standingClock() }).ended, "yes");
      assert.equal(
        await failureOf(run(Array(9).fill(gained(undefined)), { clock: standingClock() }).ended),
        busy,
      );
    });

    for (const [progress, answer] of [
      ["some", busy],
      ["much", "yes"],
    ] as const) {
      it(`${answer === "yes" ? "gives all of the time again" : "leaves the time as it is"}, where that was ${progress}`, async () => {
        const failure = refused(503, 20_000);
        const ends = [...Array(4).fill({ error: busy, failure, progress }), { answered: "yes" }];
        const { ended } = run(ends, { clock: standingClock(), retryTimeoutMs: 30_000 });
        assert.equal(await ended.catch((error: Error) => error), answer);
      });
    }
  });

  it("ends a wait by the signal, on a clock that knows of none", async () => {
    const stop = new AbortController();
    const reason = new Error("interrupted");
    const clock = steppedClock();
    const { seen, ended } = run([refused(503, 60_000)], { clock, signal: stop.signal });
    await clock.pass(1);
    stop.abort(reason);
    assert.equal(await failureOf(ended), reason);
    assert.equal(seen.attempts, 1);
  });

  it("begins no attempt after its signal", async () => {
    const reason = new Error("interrupted");
    const { seen, ended } = run([{ answered: "yes" }], {
      clock: standingClock(),
      signal: AbortSignal.abort(reason),
    });
    assert.equal(await failureOf(ended), reason);
    assert.equal(seen.attempts, 0);
  });
});

describe("what the loop says of a wait", () => {
  const saidOf = async (failure: AttemptFailure, random = 0) => {
    const { seen, ended } = run([failure, { answered: "yes" }], {
      clock: standingClock(),
      random: () => random,
    });
    await ended;
    return seen.said;
  };

  it("is nothing while it is short", async () => {
    assert.deepEqual(await saidOf(refused(503, 9_999)), []);
  });

  it("is who asks for it, and how long it takes", async () => {
    const pause = (seconds: number) => `Dev Center asks for a pause: the next attempt is in ${seconds} s.`;
    assert.deepEqual(await saidOf(refused(503, 10_000)), [pause(10)]);
    assert.deepEqual(await saidOf(refused(429, 13_001)), [pause(14)]);
  });

  it("is that no one asked for it, where it is long all the same", async () => {
    const late = [...Array(19).fill(refused(429)), { answered: "yes" }];
    const { seen, ended } = run(late, { clock: standingClock(), random: () => 0.5 });
    await ended;
    assert.equal(seen.said.at(-1), "Dev Center did not answer as it should: the next attempt is in 30 s.");
  });
});
