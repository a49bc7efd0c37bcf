import assert from "node:assert/strict";
import { mock } from "node:test";
import { createLimiter, type Limiter } from "../../../provider/api/limiter";

/** Lets everything that is ready run, without any time passing. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
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
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 }));
  afterEach(() => mock.timers.reset());

  async function pass(ms: number): Promise<void> {
    mock.timers.tick(ms);
    await settle();
  }

  it("lets everything through at once when nothing is configured", async () => {
    const seen = sendMany(createLimiter(undefined), 200);
    await settle();
    assert.equal(seen.started, 200);
  });

  it("gives back what the request gives", async () => {
    assert.equal(await createLimiter(undefined).run(async () => "answer"), "answer");
  });

  it("hands on the error of a request", async () => {
    const failing = createLimiter(undefined).run(async () => {
      throw new Error("no");
    });
    await assert.rejects(failing, /^Error: no$/);
  });

  it("lets no more than the configured number through in a minute", async () => {
    const seen = sendMany(createLimiter(20), 50);
    await pass(59_000);
    assert.equal(seen.started, 20);
  });

  it("lets the next ones through when the minute is over", async () => {
    const seen = sendMany(createLimiter(20), 50);
    await settle();
    await pass(60_001);
    assert.equal(seen.started, 40);
  });

  it("holds everybody back for as long as the service asks", async () => {
    const limiter = createLimiter(undefined);
    limiter.hold(14_000);
    const seen = sendMany(limiter, 3);
    await pass(13_999);
    assert.equal(seen.started, 0);
  });

  it("goes on when the service's time is over", async () => {
    const limiter = createLimiter(undefined);
    limiter.hold(14_000);
    const seen = sendMany(limiter, 3);
    await pass(14_000);
    assert.equal(seen.started, 3);
  });

  it("keeps the longer of two holds", async () => {
    const limiter = createLimiter(undefined);
    limiter.hold(10_000);
    limiter.hold(2_000);
    const seen = sendMany(limiter, 1);
    await pass(9_999);
    assert.equal(seen.started, 0);
  });

  it("extends a hold when the service asks for more", async () => {
    const limiter = createLimiter(undefined);
    limiter.hold(2_000);
    limiter.hold(10_000);
    const seen = sendMany(limiter, 1);
    await pass(9_999);
    assert.equal(seen.started, 0);
  });

  it("can be held again after a hold is over", async () => {
    const limiter = createLimiter(undefined);
    limiter.hold(1_000);
    await pass(1_000);
    limiter.hold(1_000);
    const seen = sendMany(limiter, 1);
    await settle();
    assert.equal(seen.started, 0);
  });
});
