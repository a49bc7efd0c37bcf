import assert from "node:assert/strict";
import { steppedClock } from "../../../../harness/stepped-clock";
import { askedWaitMs, retryAfterMs } from "../../../../provider/api/http/retry-after";

const dayMs = 24 * 60 * 60_000;

describe("the wait that Retry-After asks for", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const headers: [header: string | undefined, ms: number | undefined][] = [
    ["7", 7_000],
    [" 7 ", 7_000],
    ["1.5", 1_500],
    ["1.25", 1_250],
    ["0", 0],
    ["7, 30", 7_000],
    ["7 ,30", 7_000],
    ["7; 30", undefined],
    [", 30", undefined],
    ["about 7", undefined],
    ["7 s", undefined],
    ["7.x", undefined],
    ["-7", undefined],
    ["", undefined],
    [undefined, undefined],
    ["Thu, 01 Jan 2026 00:00:07 GMT", 7_000],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["Thu Jan  1 00:00:07 2026", 7_000],
    ["Thu, 01 Jan 2026 00:00:07 GMT, Thu, 01 Jan 2026 00:00:30 GMT", 7_000],
    ["Thu, 01 Jan 2026 00:00:07 GMT ,30", 7_000],
    ["about Thu, 01 Jan 2026 00:00:07 GMT", undefined],
    [String(20 * 24 * 3600), 20 * dayMs],
    [String(40 * 24 * 3600), 30 * dayMs],
    ["Fri, 01 Jan 2027 00:00:00 GMT", 30 * dayMs],
  ];
  for (const [header, ms] of headers) {
    it(`is ${ms} ms for ${JSON.stringify(header)}`, () => assert.equal(retryAfterMs(header, now), ms));
  }

  it("goes by the clock of who answers, and by ours where that says no time", () => {
    const clock = { ...steppedClock(), now: () => now };
    const moment = "Thu, 01 Jan 2026 00:10:00 GMT";
    const date = "Thu, 01 Jan 2026 00:09:00 GMT";
    assert.equal(askedWaitMs({ "retry-after": moment, date }, clock), 60_000);
    assert.equal(askedWaitMs({ "retry-after": moment }, clock), 600_000);
    assert.equal(askedWaitMs({ "retry-after": ["5", "6"], date: "yesterday" }, clock), 5_000);
  });
});
