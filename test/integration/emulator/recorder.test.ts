import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { call, products, startAtNoon } from "./dev-center-client";

describe("record of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  it("holds ids as strings", async () => {
    await call(emulator, "POST", "/analytics/driver/report", { body: '{"templateId":1152921504621465124}' });
    assert.deepEqual(emulator.requests[0]?.body, { templateId: "1152921504621465124" });
  });

  it("holds the status as soon as the client has the answer", async () => {
    await call(emulator, "GET", products);
    assert.deepEqual(
      emulator.requests.map(({ method, path, status }) => [method, path, status]),
      [["GET", products, 200]],
    );
  });

  it("holds no token", async () => {
    await call(emulator, "GET", products);
    assert.equal(emulator.requests[0]?.headers.authorization, "Bearer …");
  });

  it("holds requests that no route takes", async () => {
    await call(emulator, "GET", "/v2.0/my/hardware/nothing");
    assert.equal(emulator.requests[0]?.status, 404);
  });

  it("gives the correlation id of a request back", async () => {
    const { headers } = await call(emulator, "GET", products, { headers: { "MS-CorrelationId": "abc" } });
    assert.equal(headers.get("ms-correlationid"), "abc");
  });
});
