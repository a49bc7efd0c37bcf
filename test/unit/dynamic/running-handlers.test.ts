import assert from "node:assert/strict";
import { RunningHandlers } from "../../../provider/dynamic/running-handlers";

describe("the handlers at work", () => {
  it("tell the end of a run from an interruption: idle before and after, not while one of them works", async () => {
    const handlers = new RunningHandlers();
    const during: boolean[] = [];
    const look = async () => {
      during.push(handlers.isIdle);
      return 15;
    };
    assert.equal(handlers.isIdle, true);
    const result = await handlers.run(async () => {
      await handlers.run(look);
      return look();
    });
    assert.deepEqual([result, during, handlers.isIdle], [15, [false, false], true]);
  });

  it("are idle after one that failed", async () => {
    const handlers = new RunningHandlers();
    await assert.rejects(
      handlers.run(() => Promise.reject(new Error("No."))),
      /No\./,
    );
    assert.equal(handlers.isIdle, true);
  });
});
