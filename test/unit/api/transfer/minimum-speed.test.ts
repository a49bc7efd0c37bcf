import assert from "node:assert/strict";
import { mock } from "node:test";
import type { RequestPolicy } from "../../../../provider/api/http/request-policy";
import { watchSpeed } from "../../../../provider/api/transfer/minimum-speed";

describe("the least speed of a download", () => {
  const requestTimeoutMs = 10_000;
  /** So much at least must come in that time. */
  const least = 10 * 1024;
  let bytes: number;
  let stop: AbortController;
  beforeEach(() => {
    mock.timers.enable({ apis: ["setInterval"] });
    // Left by an earlier attempt: it does not count.
    bytes = 1_000_000;
    stop = new AbortController();
  });
  afterEach(() => mock.timers.reset());

  const watch = (policy: Partial<RequestPolicy> = { requestTimeoutMs }) =>
    watchSpeed({ signal: stop.signal, ...policy } as RequestPolicy, () => bytes);

  /** The time of one request passes, and so much comes in it. */
  function pass(come: number, ms = requestTimeoutMs): void {
    bytes += come;
    mock.timers.tick(ms);
  }

  it("lets a download go on as long as enough comes in the time of each request", () => {
    const { signal } = watch();
    for (let count = 0; count < 5; count++) pass(least);
    assert.equal(signal.aborted, false);
  });

  it("ends one that is slower, as one that is out of time", () => {
    const { signal } = watch();
    pass(least - 1, requestTimeoutMs - 1);
    assert.equal(signal.aborted, false);
    mock.timers.tick(1);
    assert.equal(signal.aborted, true);
    assert.equal((signal.reason as Error).name, "TimeoutError");
  });

  it("ends one that was fast and brings nothing any more", () => {
    const { signal } = watch();
    pass(100 * least);
    assert.equal(signal.aborted, false);
    pass(0);
    assert.equal(signal.aborted, true);
  });

  it("waits for 100 seconds where nothing else is set", () => {
    const { signal } = watch({});
    pass(0, 99_999);
    assert.equal(signal.aborted, false);
    pass(0, 1);
    assert.equal(signal.aborted, true);
  });

  it("ends with the run, by its reason", () => {
    const { signal } = watch();
    const reason = new Error("interrupted");
    stop.abort(reason);
    assert.equal(signal.reason, reason);
  });

  it("watches no more after the end", () => {
    const { signal, end } = watch();
    end();
    pass(0);
    stop.abort();
    assert.equal(signal.aborted, false);
  });

  it("needs no signal of a run", () => {
    const { signal, end } = watch({ signal: undefined, requestTimeoutMs });
    pass(0);
    assert.equal(signal.aborted, true);
    end();
  });
});
