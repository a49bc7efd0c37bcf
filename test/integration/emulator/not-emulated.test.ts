import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";

describe("what the emulator does not do", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  after(() => emulator.close());

  for (const path of [
    "/v1.0/my/analytics/driver/cabdownload?applicationId=1&cabIdHash=2",
    "/v1.0/my/analytics/hardware/cabdownload?cabIdHash=2",
    "/v1.0/my/analytics/driver/cabdownloadbatch?applicationId=1&failureHash=2",
  ]) {
    it(`says so for ${path.split("?")[0]}`, async () => {
      assert.equal((await call(emulator, "GET", path)).status, 501);
    });
  }

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
