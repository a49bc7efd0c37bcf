import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";

describe("a submission on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  let productId: string;
  let inputs: Record<string, unknown>;
  before(async () => {
    emulator = await startEmulator();
  });
  beforeEach(async () => {
    // The emulator's ids start over with every test, so the provider must not remember those of the one before.
    provider = startProvider(emulator);
    productId = (await provider.handlers("Product").create(inputsOf("Product"))).id;
    inputs = inputsOf("Submission", { productId });
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });
  after(() => emulator.close());

  const handlers = () => provider.handlers("Submission");
  const stored = () => emulator.state().entities.submission[0] ?? assert.fail("there is no submission");

  it("has the ids of product and submission, every digit of both", async () => {
    const { id } = await handlers().create(inputs);
    assert.equal(id, `${productId}/${stored().id}`);
    assert.ok(BigInt(stored().id) > BigInt(Number.MAX_SAFE_INTEGER));
  });

  it("waits for its package once it is created", async () => {
    const { outs } = await handlers().create(inputs);
    assert.equal(outs?.commitStatus, "commitPending");
  });

  it("reads the same after it was created", async () => {
    const { id, outs } = await handlers().create(inputs);
    assert.deepEqual(await handlers().read(id, outs), { id, inputs, props: outs });
  });

  it("keeps the program's case of its type", async () => {
    const spelled = { ...inputs, type: "Initial" };
    const { id, outs } = await handlers().create(spelled);
    assert.equal((await handlers().read(id, outs)).inputs?.type, "Initial");
  });

  it("never keeps the link for the upload", async () => {
    const { id, outs } = await handlers().create(inputs);
    assert.doesNotMatch(JSON.stringify([outs, await handlers().read(id, outs)]), /sig=|https?:\/\//);
  });

  it("shows how far its workflow has come, a step that is a number too", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("submission", stored().id, {
      commitStatus: "CommitComplete",
      workflowStatus: { currentStep: 3, state: "started", messages: [] },
    });
    const { props } = await handlers().read(id, outs);
    assert.deepEqual(
      [props?.commitStatus, props?.workflowStatus],
      ["commitComplete", { currentStep: "3", state: "started", messages: [] }],
    );
  });

  it("shows no workflow while that is null", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.edit("submission", stored().id, { workflowStatus: null });
    assert.equal("workflowStatus" in ((await handlers().read(id, outs)).props ?? {}), false);
  });

  it("is renamed in place", async () => {
    const { id, outs } = await handlers().create(inputs);
    await handlers().update(id, outs ?? {}, { ...inputs, name: "second" });
    assert.deepEqual(emulator.requests.at(-1)?.body, { name: "second" });
    assert.equal(stored().name, "second");
  });

  for (const [name, live] of Object.entries({ name: "renamed", type: "derived" } as const)) {
    it(`shows when another person changed its ${name}`, async () => {
      const { id, outs } = await handlers().create(inputs);
      emulator.edit("submission", stored().id, { [name]: live });
      assert.deepEqual((await handlers().read(id, outs)).inputs, { ...inputs, [name]: live });
    });
  }

  it("is gone when its product is", async () => {
    const { id, outs } = await handlers().create(inputs);
    emulator.remove("product", productId);
    assert.equal((await handlers().read(id, outs)).id, "");
  });

  it("stays on Dev Center when it is deleted, and reports it", async () => {
    const { id } = await handlers().create(inputs);
    await handlers().delete(id, inputs);
    assert.equal(emulator.state().entities.submission.length, 1);
    assert.match(provider.said.at(-1) ?? "", new RegExp(`^Submission ${id} is no longer managed`));
  });

  it("takes over an initial one that is empty and no resource here owns", async () => {
    const { id } = await handlers().create({ ...inputs, name: "by somebody else" });
    const anotherRun = startProvider(emulator);
    const taken = await anotherRun.handlers("Submission").create(inputs);
    await anotherRun.close();
    assert.deepEqual([taken.id, stored().name], [id, inputs.name]);
  });

  it("says what to do where the initial one has its package already", async () => {
    const { id } = await handlers().create(inputs);
    emulator.edit("submission", stored().id, { commitStatus: "commitComplete" });
    const anotherRun = startProvider(emulator);
    const { message } = await handlerFailure(anotherRun.handlers("Submission").create(inputs));
    await anotherRun.close();
    assert.match(
      message,
      new RegExp(`initial submission already, ${id}, which is commitComplete.*import: "${id}"`, "s"),
    );
  });

  it("says what Dev Center said when a second initial one is refused", async () => {
    await handlers().create(inputs);
    const { message, id } = await handlerFailure(handlers().create(inputs));
    assert.match(message, /with 400 requestInvalidForCurrentState: Initial submission already exists/);
    assert.equal(id, undefined);
  });

  it("is adopted as it stands", async () => {
    const { id } = await handlers().create(inputs);
    const adopted = await handlers().create({ ...inputs, adoptId: id });
    assert.deepEqual([adopted.id, adopted.outs?.commitStatus], [id, "commitPending"]);
  });

  it("is not adopted where it differs, and reports every property that does", async () => {
    const { id } = await handlers().create(inputs);
    const wrong = { ...inputs, adoptId: id, productId: "15", name: "other" };
    const { message } = await handlerFailure(handlers().create(wrong));
    assert.deepEqual(message.split("\n  ").slice(1), [
      `productId: the program has "15", Dev Center has "${productId}"`,
      'name: the program has "other", Dev Center has "first"',
    ]);
  });
});
