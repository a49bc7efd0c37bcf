import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, startAtNoon } from "./dev-center-client";

const blockBlob = { "x-ms-blob-type": "BlockBlob" };

describe("links of the emulator", () => {
  let emulator: Emulator;
  let url: string;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    const path = await createProduct(emulator);
    const { body } = await call(emulator, "POST", path, { body: { name: "first", type: "initial" } });
    url = String(at(body, "downloads.items.0.url"));
  });
  after(() => emulator.close());

  function put(body: string, headers = {}) {
    return fetch(url, { method: "PUT", headers: { ...blockBlob, ...headers }, body });
  }

  it("keep the bytes of a body that says it is JSON", async () => {
    await put("{not json", { "content-type": "application/json" });
    assert.equal(await (await fetch(url)).text(), "{not json");
  });

  it("answer a part of a blob", async () => {
    await put("0123456789");
    const response = await fetch(url, { headers: { range: "bytes=3-5" } });
    assert.deepEqual([response.status, await response.text()], [206, "345"]);
  });

  it("refuse a bearer token besides the signature", async () => {
    const response = await fetch(url, { headers: { authorization: "Bearer x" } });
    assert.equal(response.status, 403);
  });

  it("are recorded apart from the API, without their signature", async () => {
    await put("a package");
    const [recorded] = emulator.blobRequests;
    assert.deepEqual(
      [recorded?.method, recorded?.status, recorded?.path.match(/sig=[^&]*/)?.[0]],
      ["PUT", 201, "sig=…"],
    );
  });

  it("do not count as requests of the API", async () => {
    const before = emulator.requests.length;
    await put("a package");
    assert.equal(emulator.requests.length, before);
  });

  it("meet the faults that name their endpoint", async () => {
    emulator.fail({ match: { endpoint: "blobs" }, action: { respond: { status: 503 } } });
    assert.deepEqual([(await put("a package")).status, (await put("a package")).status], [503, 201]);
  });

  it("break off a download after the given number of bytes", async () => {
    await put("0123456789");
    emulator.fail({ match: { endpoint: "blobs", method: "GET" }, action: { truncate: 4 } });
    const response = await fetch(url);
    await assert.rejects(response.text(), /terminated/);
  });
});
