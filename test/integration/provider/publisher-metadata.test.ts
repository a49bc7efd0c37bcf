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
import { type Released, released, untilPublished } from "../../../harness/emulated-releases";

describe("publisher metadata on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  let shared: Released;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator, {}, { timePasses: true });
  });
  after(async () => {
    await provider.close();
    await emulator.close();
  });
  beforeEach(async () => {
    const inputs = inputsOf("ShippingLabel", {
      ...(await released(emulator, provider)),
      destination: "anotherPartner",
      publishingSpecifications: undefined,
      recipientSpecifications: { receiverPublisherId: "27691110" },
      targeting: undefined,
    });
    const { id } = await provider.handlers("ShippingLabel").create(inputs);
    untilPublished(emulator);
    shared = emulator.receiveShared(id.split("/")[2] ?? "");
  });
  afterEach(() => emulator.reset());

  const metadata = () => provider.handlers("PublisherMetadata");
  const inputsFor = (of: Released, change: object = {}) =>
    inputsOf("PublisherMetadata", { ...of, ...change });
  const asked = () => requestsOf(emulator, /createpublishermetadata$/).length;

  it("is asked for and waited for", async () => {
    const inputs = inputsFor(shared);
    const { id, outs } = await metadata().create(inputs);
    assert.deepEqual(
      [id, outs],
      [`${shared.productId}/${shared.submissionId}`, { ...inputs, isReady: true }],
    );
    assert.equal(asked(), 1);
  });

  it("reads the same after it was created", async () => {
    const inputs = inputsFor(shared);
    const { id, outs = {} } = await metadata().create(inputs);
    assert.deepEqual(await metadata().read(id, outs), { id, inputs, props: outs });
    assert.deepEqual(await metadata().diff(id, outs, inputs), { changes: false });
  });

  it("is not asked for where it is there already", async () => {
    const own = await released(emulator, provider);
    await metadata().create(inputsFor(own));
    assert.equal(asked(), 0);
  });

  it("is waited on, not asked for again, by the next run when the time was up", async () => {
    const inputs = inputsFor(shared, { waitTimeoutMinutes: 1 });
    const { message, id = "", properties = {} } = await handlerFailure(metadata().create(inputs));
    assert.match(message, /no driver metadata after 1 minutes \(waitTimeoutMinutes\)/);
    assert.equal((await metadata().read(id, properties)).id, id);
    assert.deepEqual(await metadata().diff(id, properties, inputs), { changes: true });
    const { outs } = await metadata().update(id, properties, inputsFor(shared));
    assert.deepEqual([outs?.isReady, asked()], [true, 1]);
  });

  it("waits until the submission can have any", async () => {
    const early = await released(emulator, provider, 1);
    emulator.edit("submission", early.submissionId, { lacksDriverMetadata: true });
    const { outs } = await metadata().create(inputsFor(early));
    assert.equal(outs?.isReady, true);
  });

  it("is gone when its submission lost it, or is gone itself", async () => {
    const { id, outs } = await metadata().create(inputsFor(shared));
    emulator.edit("submission", shared.submissionId, { metadataRequestedAt: undefined });
    assert.equal((await metadata().read(id, outs)).id, "");
    emulator.remove("submission", shared.submissionId);
    assert.equal((await metadata().read(id, outs)).id, "");
  });

  it("is not adopted where nobody has asked for it", async () => {
    const adoptId = `${shared.productId}/${shared.submissionId}`;
    const { message } = await handlerFailure(metadata().create({ ...inputsFor(shared), adoptId }));
    assert.match(message, /Dev Center has no such object\. Nothing was created\./);
  });

  it("leaves nothing to delete, and reports it", async () => {
    const { id, outs = {} } = await metadata().create(inputsFor(shared));
    const before = emulator.requests.length;
    await metadata().delete(id, outs);
    assert.equal(emulator.requests.length, before);
    assert.match(provider.said.at(-1) ?? "", /there is nothing to delete/);
  });

  it("lets a label of one's own select from what was shared", async () => {
    emulator.edit("product", shared.productId, { readOnly: false });
    await metadata().create(inputsFor(shared));
    const { outs = {} } = await provider.handlers("ShippingLabel").create(
      inputsOf("ShippingLabel", {
        ...shared,
        publishingSpecifications: { manualAcquisition: true },
        targeting: { hardwareIdsFrom: { metadata: "submission" } },
      }),
    );
    assert.notEqual((outs.selectedHardwareIds as object[]).length, 0);
  });
});
