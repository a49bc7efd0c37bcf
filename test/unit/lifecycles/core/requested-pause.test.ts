import assert from "node:assert/strict";
import { standingClock } from "../../../../harness/scripted-service";
import { ApiError } from "../../../../provider/api/errors/api-error";
import type { Context } from "../../../../provider/lifecycles/core/lifecycle";
import { pauseIfAsked } from "../../../../provider/lifecycles/core/requested-pause";

const request = { verb: "POST", path: "/things", correlationId: "c", requestId: "r" };

describe("the pause that a refusal asks for", () => {
  async function pause(refusal: unknown, retryTimeoutMs = 600_000) {
    const clock = standingClock();
    const said: string[] = [];
    const context = { clock, devCenter: { retryTimeoutMs }, log: (text: string) => void said.push(text) };
    const hasPaused = await pauseIfAsked(context as unknown as Context, refusal);
    return { hasPaused, waits: clock.waits, said };
  }
  const asking = (retryAfterMs?: number) => new ApiError(request, { status: 503, targets: [], retryAfterMs });

  it("is waited for, and said where it is long", async () => {
    assert.deepEqual(await pause(asking(9_999)), { hasPaused: true, waits: [9_999], said: [] });
    const said = ["Dev Center asks for a pause: the next attempt is in 10 s."];
    assert.deepEqual(await pause(asking(10_000)), { hasPaused: true, waits: [10_000], said });
  });

  it("is none where nothing is asked for", async () => {
    for (const refusal of [asking(), asking(0), new Error("no answer")]) {
      assert.deepEqual(await pause(refusal, 0), { hasPaused: false, waits: [], said: [] });
    }
  });

  it("is as long as requests are repeated for, at most", async () => {
    for (const longestMs of [0, 30_000, 600_000]) {
      const refusal = asking(longestMs + 1);
      await assert.rejects(pause(refusal, longestMs), (error) => error === refusal);
    }
    assert.deepEqual((await pause(asking(30_000), 30_000)).waits, [30_000]);
  });
});
