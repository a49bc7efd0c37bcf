import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";

describe("a product on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
  });
  // The emulator's ids start over with every test, so the provider must not remember those of the one before.
  beforeEach(() => {
    provider = startProvider(emulator);
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });
  after(() => emulator.close());

  const handlers = () => provider.handlers("Product");
  const inputs = inputsOf("Product");
  const stored = () => emulator.state().entities.product[0] ?? assert.fail("there is no product");

  /** Dev Center lets nobody change a product that has no submission. */
  async function createWithSubmission() {
    const made = await handlers().create(inputs);
    await provider.handlers("Submission").create(inputsOf("Submission", { productId: made.id }));
    return { id: made.id, outs: made.outs ?? {} };
  }

  it("keeps every digit of its ids", async () => {
    const { id, outs } = await handlers().create(inputs);
    assert.ok(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER), id);
    assert.deepEqual([id, outs?.sharedProductId], [stored().id, stored().sharedProductId]);
  });

  it("reads the same after it was created, though the service writes in another case", async () => {
    const spelled = { ...inputs, testHarness: "HLK", deviceType: "Internal" };
    const { id, outs } = await handlers().create(spelled);
    assert.deepEqual(await handlers().read(id, outs), { id, inputs: spelled, props: outs });
  });

  it("reads the same when only what is mandatory is declared", async () => {
    const { productName, testHarness, requestedSignatures, selectedProductTypes, __provider } = inputs;
    const least = { productName, testHarness, requestedSignatures, selectedProductTypes, __provider };
    const { id, outs } = await handlers().create(least);
    assert.deepEqual(await handlers().read(id, outs), { id, inputs: least, props: outs });
  });

  it("is read with all others out of the list when there are many", async () => {
    const ids: string[] = [];
    for (let made = 0; made < 120; made++) ids.push((await handlers().create(inputs)).id);
    const before = emulator.requests.length;
    const read = await Promise.all(ids.map((id) => handlers().read(id, inputs)));
    assert.deepEqual(
      read.map(({ id }) => id),
      ids,
    );
    const asked = requestsOf(emulator).slice(before);
    // Five of their own, and the three pages of the list.
    assert.equal(asked.length, 5 + 3, asked.join("\n"));
  });

  it("is created by one call", async () => {
    await handlers().create(inputs);
    assert.deepEqual(requestsOf(emulator), ["POST /v2.0/my/hardware/products"]);
  });

  it("is created once although the gateway fails after it", async () => {
    const body = { statusCode: 500, message: "Internal server error", activityId: "a" };
    emulator.fail({ match: { method: "POST" }, action: { respond: { status: 500, body }, effect: true } });
    const { id } = await handlers().create(inputs);
    assert.deepEqual(
      emulator.state().entities.product.map((product) => product.id),
      [id],
    );
  });

  const patches: [name: string, value: unknown][] = [
    ["productName", "Etna"],
    ["marketingNames", ["Etna"]],
    ["announcementDate", "2027-01-01T00:00:00Z"],
  ];
  for (const [name, value] of patches) {
    it(`is patched with ${name} alone when only that changes`, async () => {
      const { id, outs } = await createWithSubmission();
      await handlers().update(id, outs, { ...inputs, [name]: value });
      assert.deepEqual(emulator.requests.at(-1)?.body, { [name]: value });
    });
  }

  it("loses its marketing names when they are no longer declared", async () => {
    const { id, outs } = await createWithSubmission();
    const { marketingNames: _, ...without } = inputs;
    await handlers().update(id, outs, without);
    assert.deepEqual(stored().marketingNames, []);
  });

  it("keeps its announcement date when it is no longer declared, and reports it", async () => {
    const { id, outs } = await createWithSubmission();
    const before = emulator.requests.length;
    const { announcementDate: _, ...without } = inputs;
    await handlers().update(id, outs, without);
    assert.equal(emulator.requests.length, before);
    assert.match(provider.said.at(-1) ?? "", /keeps its announcement date/);
  });

  it("keeps what only the service says over an update", async () => {
    const { id, outs } = await createWithSubmission();
    const updated = await handlers().update(id, outs, { ...inputs, productName: "Etna" });
    assert.deepEqual(updated.outs, { ...outs, productName: "Etna" });
  });

  const drifts: Record<string, unknown> = {
    productName: "Etna",
    testHarness: "hck",
    requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS4: "Unclassified" },
    deviceType: "external",
    marketingNames: ["Etna"],
    announcementDate: "2027-01-01T00:00:00Z",
    deviceMetadataIds: ["99999999-1111-4222-8333-444444444444"],
    firmwareVersion: "9",
    isTestSign: true,
    isFlightSign: true,
    additionalAttributes: { storageController: { firmwareVersion: "8" } },
  };
  for (const [name, live] of Object.entries(drifts)) {
    it(`shows when another person changed its ${name}`, async () => {
      const { id, outs } = await handlers().create(inputs);
      emulator.edit("product", id, { [name]: live });
      assert.deepEqual((await handlers().read(id, outs)).inputs, { ...inputs, [name]: live });
    });
  }

  it("shows that a submission of it was committed", async () => {
    const { id, outs } = await createWithSubmission();
    const [submission] = emulator.state().entities.submission;
    emulator.edit("submission", submission?.id ?? "", { committedAt: emulator.clock.now().toISOString() });
    assert.equal((await handlers().read(id, outs)).props?.isCommitted, true);
  });

  it("stays on Dev Center when it is deleted, and reports it", async () => {
    const { id } = await handlers().create(inputs);
    await handlers().delete(id, inputs);
    assert.equal(stored().id, id);
    assert.match(provider.said.at(-1) ?? "", new RegExp(`^Product ${id} is no longer managed`));
  });

  it("is adopted as it stands, without a change on Dev Center", async () => {
    const { id } = await handlers().create(inputs);
    const adopted = await handlers().create({ ...inputs, adoptId: id });
    assert.deepEqual([adopted.id, adopted.outs?.sharedProductId], [id, stored().sharedProductId]);
    assert.equal(requestsOf(emulator, /^POST/).length, 1);
  });

  it("is not adopted where it differs, and reports every property that does", async () => {
    const { id } = await handlers().create(inputs);
    const wrong = { ...inputs, adoptId: id, productName: "Etna", isTestSign: true };
    const { message } = await handlerFailure(handlers().create(wrong));
    assert.deepEqual(message.split("\n  ").slice(1), [
      'productName: the program has "Etna", Dev Center has "Volcano"',
      "isTestSign: the program has true, Dev Center has false",
    ]);
  });

  it("says what Dev Center said when that refuses an update", async () => {
    const { id, outs } = await handlers().create(inputs);
    const { message } = await handlerFailure(
      handlers().update(id, outs ?? {}, { ...inputs, productName: "Etna" }),
    );
    assert.match(
      message,
      /^product \d+: could not be updated\.\nDev Center refused PATCH .* with 403 UpdateUnauthorized: Can't update product without/,
    );
  });
});
