import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, startAtNoon } from "./dev-center-client";

const first = "1152921504621465124";

describe("what the emulator does not do", () => {
  let emulator: Emulator;
  let submission: string;
  before(async () => {
    emulator = await startAtNoon();
    const path = await createProduct(emulator);
    await call(emulator, "POST", path, { body: { name: "first", type: "initial" } });
    submission = `${path}/${first}`;
  });
  after(() => emulator.close());

  it("lists no shipping labels", async () => {
    const { status, body } = await call(emulator, "GET", `${submission}/shippingLabels/`);
    assert.deepEqual([status, at(body, "value")], [200, []]);
  });

  for (const [method, path] of [
    ["POST", "/shippingLabels"],
    ["GET", "/shippingLabels/1"],
    ["PUT", "/shippingLabels/1/cancel"],
    ["POST", "/createpublishermetadata"],
  ] as const) {
    it(`says so for ${method} ${path}`, async () => {
      const { status, body } = await call(emulator, method, `${submission}${path}`);
      assert.deepEqual([status, at(body, "error.code")], [501, "notImplemented"]);
    });
  }

  for (const path of [
    "/v2.0/my/hardware/audiences",
    "/v2.0/my/hardware/products/relationships/sourcepubliherid/1/sourceproductid/2/sourcesubmissionid/3",
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
