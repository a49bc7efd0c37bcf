import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { call, startAtNoon, template } from "./dev-center-client";

const path = "/analytics/driver/reporttemplate";

describe("faults of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  function create() {
    return call(emulator, "POST", path, { body: template });
  }

  function kept(): number {
    return emulator.state().entities.reportTemplate.length;
  }

  it("answers what was scripted, once, without effect", async () => {
    emulator.fail({ action: { respond: { status: 503, headers: { "retry-after": "7" }, body: "busy" } } });
    const { status, headers, text } = await create();
    assert.deepEqual([status, headers.get("retry-after"), text, kept()], [503, "7", "busy", 0]);
  });

  it("lets the request take effect and replaces the answer", async () => {
    emulator.fail({ action: { respond: { status: 502 }, effect: true } });
    assert.deepEqual([(await create()).status, kept()], [502, 1]);
  });

  it("cuts the connection before the request takes effect", async () => {
    emulator.fail({ action: { drop: "before" } });
    await assert.rejects(create());
    assert.equal(kept(), 0);
  });

  it("cuts the connection after the request took effect", async () => {
    emulator.fail({ action: { drop: "after" } });
    await assert.rejects(create());
    assert.equal(kept(), 1);
  });

  it("cuts an answer short", async () => {
    emulator.fail({ action: { truncate: 5 } });
    await assert.rejects(create(), /terminated/);
  });

  it("sends an answer byte by byte", async () => {
    emulator.fail({ action: { drip: 1 } });
    const startedAt = performance.now();
    const { text } = await create();
    // Not one timer is early by more than the millisecond that clocks are rounded to.
    assert.ok(performance.now() - startedAt >= text.length / 2, text);
    assert.deepEqual([JSON.parse(text).data.templateId, kept()], [15, 1]);
  });

  it("closes a hanging request when the emulator closes", async () => {
    const other = await startAtNoon();
    other.fail({ action: { hang: "forever" } });
    const hanging = assert.rejects(call(other, "GET", path));
    while (other.requests.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await other.close();
    await hanging;
  });

  it("lets the first matching requests pass, then acts on the given number", async () => {
    emulator.fail({
      match: { method: "post", path },
      after: 1,
      times: 2,
      action: { respond: { status: 500 } },
    });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) {
      statuses.push((await create()).status);
    }
    assert.deepEqual(statuses, [201, 500, 500, 201]);
  });

  it("matches a path by expression", async () => {
    emulator.fail({ match: { path: "reporttemplate/\\d+$" }, action: { respond: { status: 500 } } });
    await create();
    assert.deepEqual(
      [(await call(emulator, "GET", path)).status, (await call(emulator, "GET", `${path}/15`)).status],
      [200, 500],
    );
  });

  for (const [door, status] of [
    ["service", 503],
    ["authority", 200],
  ] as const) {
    it(`still accepts the door ${door}, the older name of an endpoint`, async () => {
      emulator.fail({ match: { door }, action: { respond: { status: 503 } } });
      assert.equal((await call(emulator, "GET", path)).status, status);
    });
  }

  it("refuses a fault it cannot understand", () => {
    const fault = { action: { explode: true } } as unknown as Parameters<Emulator["fail"]>[0];
    assert.throws(() => emulator.fail(fault), TypeError);
  });

  it("throttles with the seconds to wait in message and header", async () => {
    emulator.throttle({ requestsPerMinute: 1 });
    await call(emulator, "GET", path);
    const { status, headers, text } = await call(emulator, "GET", path);
    assert.deepEqual(
      [status, headers.get("retry-after"), text],
      [429, "60", '{"statusCode":429,"message":"Rate limit is exceeded. Try again in 60 seconds."}'],
    );
    emulator.throttle();
  });

  it("throttles without a header on demand", async () => {
    emulator.throttle({ requestsPerMinute: 1, retryAfter: false });
    await call(emulator, "GET", path);
    const { status, headers } = await call(emulator, "GET", path);
    assert.deepEqual([status, headers.get("retry-after")], [429, null]);
  });
});
