import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";

describe("bodies that the emulator cannot read", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  after(() => emulator.close());

  it("refuses a body that is not JSON by its media type", async () => {
    const { status } = await call(emulator, "POST", "/v2.0/my/hardware/products", {
      body: "<xml/>",
      headers: { "content-type": "application/xml" },
    });
    assert.equal(status, 415);
  });

  it("refuses a malformed body", async () => {
    const { status, body } = await call(emulator, "POST", "/v2.0/my/hardware/products", { body: "{" });
    assert.deepEqual([status, at(body, "error.code")], [400, "InvalidInput"]);
  });
});
