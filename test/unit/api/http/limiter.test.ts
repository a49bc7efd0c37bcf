import assert from "node:assert/strict";
import { steppedClock } from "../../../../harness/stepped-clock";
import { createLimiter, type Limiter } from "../../../../provider/api/http/limiter";

function open(requestsPerMinute?: number) {
  const clock = steppedClock();
  return { clock, limiter: createLimiter(requestsPerMinute, clock) };
}

function sendMany(limiter: Limiter, count: number): { readonly started: number } {
  const seen = { started: 0 };
  for (let index = 0; index < count; index++) {
    void limiter.run(async () => {
      seen.started += 1;
    });
  }
  return seen;
}

describe("the limiter", () => {
  it("lets everything through at once when nothing is configured", async () => {
    const { limiter, clock } = open();
    const seen = sendMany(limiter, 200);
    await clock.pass(0);
    assert.equal(seen.started, 200);
  });

  it("gives back what the request gives", async () => {
    assert.equal(await open().limiter.run(async () => "answer"), "answer");
  });

  it("hands on the error of a request", async () => {
    const failing = open().limiter.run(async () => {
      throw new Error("no");
    });
    await assert.rejects(failing, /^Error: no$/);
  });

  it("lets no more than the configured number through in a minute", async () => {
    const { limiter, clock } = open(20);
    const seen = sendMany(limiter, 50);
    await clock.pass(59_000);
    assert.equal(seen.started, 20);
  });

  it("lets the next ones through when the minute is over", async () => {
    const { limiter, clock } = open(20);
    const seen = sendMany(limiter, 50);
    await clock.pass(60_001);
    assert.equal(seen.started, 40);
  });

  it("counts any sixty seconds, not those of the clock on the wall", async () => {
    const { limiter, clock } = open(2);
    sendMany(limiter, 1);
    await clock.pass(40_000);
    const seen = sendMany(limiter, 3);
    await clock.pass(21_000);
    assert.equal(seen.started, 2);
  });

  it("refuses everybody who waits when waiting is interrupted", async () => {
    const interrupted = new Error("The run was interrupted.");
    const limiter = createLimiter(1, { now: () => new Date(0), wait: () => Promise.reject(interrupted) });
    await limiter.run(async () => undefined);
    await assert.rejects(
      limiter.run(async () => undefined),
      interrupted,
    );
  });
});

describe("the limiter: when the service throttles", () => {
  it("holds everybody back for as long as the service asks", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 4);
    limiter.throttled({ waitMs: 14_000, wasAsked: true });
    const seen = sendMany(limiter, 3);
    await clock.pass(13_999);
    assert.equal(seen.started, 0);
    await clock.pass(1);
    assert.equal(seen.started, 3);
  });

  it("keeps the longer of two waits", async () => {
    const { limiter, clock } = open();
    limiter.throttled({ waitMs: 10_000, wasAsked: true });
    limiter.throttled({ waitMs: 2_000, wasAsked: true });
    const seen = sendMany(limiter, 1);
    await clock.pass(9_999);
    assert.equal(seen.started, 0);
  });

  it("waits longer when the service asks for more meanwhile", async () => {
    const { limiter, clock } = open();
    limiter.throttled({ waitMs: 2_000, wasAsked: true });
    const seen = sendMany(limiter, 1);
    await clock.pass(1_000);
    limiter.throttled({ waitMs: 9_000, wasAsked: true });
    await clock.pass(8_999);
    assert.equal(seen.started, 0);
  });

  it("learns how many the service lets through in a minute", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 70);
    for (let refused = 0; refused < 30; refused++) limiter.throttled({ waitMs: 14_000, wasAsked: true });
    const seen = sendMany(limiter, 70);
    await clock.pass(14_000 + 59_000);
    assert.equal(seen.started, 40);
  });

  it("waits for the rest of its own minute when the service names no time", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 30);
    await clock.pass(10_000);
    sendMany(limiter, 1);
    limiter.throttled({ waitMs: 500, wasAsked: false });
    const seen = sendMany(limiter, 90);
    await clock.pass(49_999);
    assert.equal(seen.started, 0);
    await clock.pass(1);
    assert.equal(seen.started, 30);
  });

  for (const [what, sinceMs, sentSince, started] of [
    ["which is over after 60 seconds", 60_001, 0, 20],
    ["of which it counts what it sent", 120_000, 26, 25],
  ] as const) {
    it(`learns from the last minute alone, ${what}`, async () => {
      const { limiter, clock } = open();
      sendMany(limiter, 90);
      await clock.pass(sinceMs);
      sendMany(limiter, sentSince);
      limiter.throttled({ waitMs: 1_000, wasAsked: true });
      const seen = sendMany(limiter, 99);
      await clock.pass(1_000 + 59_999);
      assert.equal(seen.started, started);
    });
  }

  it("begins a new count after the pause that the service asked for, whatever shorter ones came to it", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 31);
    limiter.throttled({ waitMs: 10_000, wasAsked: true });
    limiter.throttled({ waitMs: 500, wasAsked: false });
    const seen = sendMany(limiter, 99);
    await clock.pass(10_000);
    assert.equal(seen.started, 29);
  });

  it("takes the sister API's number where all that it sent was refused, however many that were", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 8);
    for (let refused = 0; refused < 8; refused++) limiter.throttled({ waitMs: 1_000, wasAsked: true });
    const seen = sendMany(limiter, 99);
    await clock.pass(1_000 + 59_999);
    assert.equal(seen.started, 20);
  });

  it("halves that number when it is refused again", async () => {
    const { limiter, clock } = open();
    limiter.throttled({ waitMs: 1_000, wasAsked: true });
    await clock.pass(1_000);
    sendMany(limiter, 3);
    for (let refused = 0; refused < 3; refused++) limiter.throttled({ waitMs: 1_000, wasAsked: true });
    const seen = sendMany(limiter, 99);
    await clock.pass(1_000 + 59_999);
    assert.equal(seen.started, 10);
  });

  it("tries one more after each quiet minute, then two, then four", async () => {
    const { limiter, clock } = open();
    sendMany(limiter, 31);
    limiter.throttled({ waitMs: 0, wasAsked: true });
    const seen = sendMany(limiter, 999);
    const perMinute = [seen.started];
    for (let minute = 0; minute < 4; minute++) {
      const before = seen.started;
      await clock.pass(60_000);
      perMinute.push(seen.started - before);
    }
    assert.deepEqual(perMinute, [30, 31, 33, 37, 45]);
  });

  it("leaves the configured number as it is", async () => {
    const { limiter, clock } = open(20);
    sendMany(limiter, 20);
    limiter.throttled({ waitMs: 1_000, wasAsked: true });
    const seen = sendMany(limiter, 50);
    await clock.pass(1_000 + 59_999);
    assert.equal(seen.started, 20);
  });
});

describe("the limiter: fairness", () => {
  it("lets polls and all others take turns while there are too many", async () => {
    const { limiter, clock } = open(4);
    const order: string[] = [];
    const note = (name: string) => limiter.run(async () => void order.push(name));
    sendMany(limiter, 4);
    const polls = limiter.patiently(async () => {
      for (const poll of ["poll 1", "poll 2", "poll 3"]) void note(poll);
    });
    for (const read of ["read 1", "read 2"]) void note(read);
    await polls;
    await clock.pass(60_000);
    assert.deepEqual(order, ["poll 1", "read 1", "poll 2", "read 2"]);
  });

  it("lets polls have all turns that nobody else wants", async () => {
    const { limiter, clock } = open(3);
    const order: string[] = [];
    await limiter.patiently(async () => {
      for (const poll of ["poll 1", "poll 2", "poll 3"]) void limiter.run(async () => void order.push(poll));
    });
    await clock.pass(0);
    assert.deepEqual(order, ["poll 1", "poll 2", "poll 3"]);
  });
});
