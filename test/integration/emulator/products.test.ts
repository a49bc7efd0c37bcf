import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, createProduct, product, products, startAtNoon } from "./dev-center-client";

describe("products of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  async function create(changes: object = {}) {
    return call(emulator, "POST", products, { body: { ...product, ...changes } });
  }

  it("writes ids beyond 2^53 as numbers with exactly their digits", async () => {
    const { text } = await create();
    assert.match(text, /"id":14631253285588838,"sharedProductId":1152921504607010608,/);
  });

  it("answers the test harness in lower case", async () => {
    assert.equal(at((await create()).body, "testHarness"), "attestation");
  });

  it("answers families with a small first letter", async () => {
    const { body } = await create({ selectedProductTypes: { Windows_v100: "Touch" } });
    assert.deepEqual(at(body, "selectedProductTypes"), { windows_v100: "Touch" });
  });

  it("adds the defaults of what was left out", async () => {
    const { productName, testHarness, requestedSignatures } = product;
    const { body } = await call(emulator, "POST", products, {
      body: { productName, testHarness, requestedSignatures },
    });
    assert.deepEqual(
      [at(body, "isTestSign"), at(body, "additionalAttributes"), at(body, "deviceType")],
      [false, {}, "notSet"],
    );
  });

  it("takes an operating system code newer than the documentation", async () => {
    const requestedSignatures = ["WINDOWS_v100_X64_25H2_FULL"];
    assert.equal((await create({ requestedSignatures })).status, 201);
  });

  for (const [what, target, change] of [
    ["an unknown property", "colour", { colour: "red" }],
    [
      "an unknown product type",
      "selectedProductTypes.Windows81",
      { selectedProductTypes: { Windows81: "Toaster" } },
    ],
    ["an unknown operating system code", "requestedSignatures.0", { requestedSignatures: ["BEOS_5"] }],
    [
      "a storage controller without what its flags call for",
      "additionalAttributes.storageController.uefiVersion",
      { additionalAttributes: { storageController: { usedBetterBoot: true, acpiVersion: "6" } } },
    ],
  ] as const) {
    it(`refuses ${what} and says where`, async () => {
      const { status, body } = await create(change);
      const found = at(body, "error.validationErrors") as { target: string }[];
      assert.deepEqual([status, at(body, "error.code"), found[0]?.target], [400, "invalidInput", target]);
    });
  }

  it("answers EntityNotFound for a product that is not there", async () => {
    const { status, text } = await call(emulator, "GET", `${products}/1`);
    assert.deepEqual(
      [status, text],
      [404, '{"error":{"code":"EntityNotFound","message":"Product not found"}}'],
    );
  });

  it("serves v1.0 as well as v2.0", async () => {
    await create();
    const { status } = await call(emulator, "GET", "/v1.0/my/hardware/products/14631253285588838");
    assert.equal(status, 200);
  });

  it("pages its list by links to another host", async () => {
    for (let count = 0; count < 3; count += 1) {
      await create();
    }
    const first = await call(emulator, "GET", `${products}/?pageSize=2`);
    const links = at(first.body, "links") as { rel: string; href: string }[];
    const next = new URL(String(links.find(({ rel }) => rel === "next_link")?.href));
    const second = await call(emulator, "GET", `${products}${next.search}`);
    assert.deepEqual(
      [next.host, (at(second.body, "value") as { id: string }[]).map(({ id }) => id)],
      ["hardwareapi.microsoft.com", ["14631253285588840"]],
    );
  });

  it("refuses to update a product that has no initial submission", async () => {
    await create();
    const path = `${products}/14631253285588838`;
    const { status, body } = await call(emulator, "PATCH", path, { body: { productName: "new" } });
    assert.deepEqual([status, at(body, "error.code")], [403, "UpdateUnauthorized"]);
  });

  it("updates the three properties that can change", async () => {
    const submissions = await createProduct(emulator);
    await call(emulator, "POST", submissions, { body: { name: "first", type: "initial" } });
    const path = `${products}/14631253285588838`;
    const changes = {
      productName: "new",
      marketingNames: ["a"],
      announcementDate: "2018-04-05T08:59:03.414Z",
    };
    const update = await call(emulator, "PATCH", path, { body: changes });
    const { body } = await call(emulator, "GET", path);
    assert.deepEqual(
      [update.status, update.text, at(body, "productName"), at(body, "announcementDate")],
      [204, "", "new", "2018-04-05T08:59:03.414"],
    );
  });

  it("refuses to update anything else", async () => {
    await create();
    const path = `${products}/14631253285588838`;
    const { status, body } = await call(emulator, "PATCH", path, { body: { isTestSign: true } });
    assert.deepEqual([status, at(body, "error.code")], [400, "invalidInput"]);
  });
});
