import assert from "node:assert/strict";
import type { Emulator, HardwareId } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import {
  allHardwareIds,
  labelInputs,
  type Released,
  released,
  untilPublished,
} from "../../../harness/emulated-releases";

describe("a shipping label on Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  let of: Released;
  let ids: HardwareId[];
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  beforeEach(async () => {
    // Anew for each test: a process remembers whose the labels are, and the emulator's ids begin again.
    provider = startProvider(emulator, {}, { timePasses: true });
    of = await released(emulator, provider);
    ids = await allHardwareIds(provider, of);
    emulator.remove("shippingLabel", emulator.state().entities.shippingLabel[0]?.id ?? "");
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });

  const label = () => provider.handlers("ShippingLabel");
  const stored = () => emulator.state().entities.shippingLabel[0] ?? assert.fail("there is no label");
  const create = (targeting: object = { hardwareIds: ids.slice(0, 2) }, change: object = {}) => {
    const inputs = labelInputs(of, targeting, change);
    return label()
      .create(inputs)
      .then(({ id, outs = {} }) => ({ id, outs, inputs }));
  };

  it("has the ids of product, submission and label, every digit of each", async () => {
    const { id } = await create();
    assert.equal(id, `${of.productId}/${of.submissionId}/${stored().id}`);
  });

  it("is made with everything that is declared, exactly", async () => {
    emulator.addAudience({ name: "Test", id: "00000000-0000-0000-0000-000000000077" });
    const { targeting, publishingSpecifications } = inputsOf("ShippingLabel");
    const whole = {
      ...(targeting as object),
      hardwareIds: ids.slice(0, 1),
      restrictedToAudiences: ["00000000-0000-0000-0000-000000000077"],
      businessJustification: "For updates only.",
    };
    const { id, outs, inputs } = await create(whole, { publishingSpecifications });
    const { businessJustification: _, ...onWire } = whole;
    const sent = emulator.requests.findLast(({ method }) => method === "POST")?.body;
    assert.deepEqual(sent, {
      name: "first wave",
      destination: "windowsUpdate",
      publishingSpecifications,
      targeting: onWire,
    });
    assert.deepEqual((await label().read(id, outs)).inputs, inputs);
  });

  it("reads the same after it was created, and once it is published", async () => {
    const { id, outs, inputs } = await create();
    assert.deepEqual((await label().read(id, outs)).inputs, inputs);
    untilPublished(emulator);
    assert.deepEqual((await label().read(id, outs)).inputs, inputs);
  });

  it("selects its hardware ids from the metadata of its submission", async () => {
    const select = { infId: "*_component.inf", operatingSystemCode: "windows_v100_x64_*" };
    const { outs } = await create({ hardwareIdsFrom: { metadata: "submission", select } });
    const expected = ids.filter(
      ({ infId, operatingSystemCode }) =>
        infId.endsWith("_component.inf") && operatingSystemCode === "WINDOWS_v100_X64_RS3_FULL",
    );
    assert.deepEqual(outs.selectedHardwareIds, expected);
    assert.notEqual(expected.length, 0);
  });

  it("reads a selection as it was declared", async () => {
    const targeting = { hardwareIdsFrom: { metadata: "submission", select: { infId: "*.inf" } } };
    const { id, outs, inputs } = await create(targeting);
    const { inputs: read, props } = await label().read(id, outs);
    assert.deepEqual([read, props?.selectedHardwareIds], [inputs, outs.selectedHardwareIds]);
  });

  it("reports what there is when a selection matches nothing, and makes no label", async () => {
    const select = { pnpString: "usb\\*" };
    const { message } = await handlerFailure(
      label().create(labelInputs(of, { hardwareIdsFrom: { metadata: "submission", select } })),
    );
    assert.match(message, /select matches nothing in submission .*: the metadata has infId volcano\.inf,/);
    assert.equal(emulator.state().entities.shippingLabel.length, 0);
  });

  it("shows as literal what another person has changed of a selection, and repairs it", async () => {
    const targeting = { hardwareIdsFrom: { metadata: "submission" } };
    const { id, outs, inputs } = await create(targeting);
    untilPublished(emulator);
    const [first] = stored().targeting.hardwareIds;
    emulator.edit("shippingLabel", stored().id, {
      targeting: { ...stored().targeting, hardwareIds: stored().targeting.hardwareIds.slice(1) },
    });
    const { inputs: read = {}, props = {} } = await label().read(id, outs);
    assert.deepEqual(Object.keys(read.targeting as object), ["hardwareIds"]);
    assert.deepEqual(await label().diff(id, props, inputs), {});
    await label().update(id, props, inputs);
    const { pending: _, ...added } = first ?? assert.fail("there was no hardware id");
    assert.deepEqual(emulator.requests.findLast(({ method }) => method === "PATCH")?.body, {
      targeting: { hardwareIds: [{ ...added, action: "add" }], restrictedToAudiences: [] },
    });
  });

  it("adds and removes in place", async () => {
    const chid = "346511cf-ccee-5c6d-8ee9-3c70fc7aae83";
    const { id, outs } = await create();
    untilPublished(emulator);
    const news = labelInputs(of, {
      hardwareIds: ids.slice(1, 3),
      chids: [{ chid }],
      businessJustification: "Better.",
    });
    assert.deepEqual(await label().diff(id, outs, news), {});
    await label().update(id, outs, news);
    assert.deepEqual(emulator.requests.findLast(({ method }) => method === "PATCH")?.body, {
      targeting: {
        hardwareIds: [
          { ...ids[0], action: "remove" },
          { ...ids[2], action: "add" },
        ],
        chids: [{ chid, action: "add" }],
        restrictedToAudiences: [],
        businessJustification: "Better.",
      },
    });
  });

  it("counts what is on its way out as gone, and adds it again", async () => {
    const { id, outs, inputs } = await create();
    untilPublished(emulator);
    const { outs: fewer = {} } = await label().update(
      id,
      outs,
      labelInputs(of, { hardwareIds: ids.slice(0, 1) }),
    );
    const { inputs: read = {} } = await label().read(id, fewer);
    assert.deepEqual((read.targeting as { hardwareIds: object[] }).hardwareIds, ids.slice(0, 1));
    untilPublished(emulator);
    await label().update(id, fewer, inputs);
    assert.equal(stored().targeting.hardwareIds.length, 2);
  });

  it("waits with a change until the workflow under way is over", async () => {
    const { id, outs } = await create();
    await label().update(id, outs, labelInputs(of, { hardwareIds: ids.slice(0, 1) }));
    assert.equal(requestsOf(emulator, /^PATCH/).length, 2);
    assert.match(provider.said.at(-1) ?? "", /Its targeting can be changed after that/);
  });

  it("gives up waiting for a workflow when the time is up", async () => {
    const { id, outs } = await create();
    emulator.edit("shippingLabel", stored().id, { holdStep: "microsoftApproval" });
    const news = labelInputs(of, { hardwareIds: ids.slice(0, 1) });
    const { message } = await handlerFailure(label().update(id, outs, news));
    assert.match(message, /not changed within 90 minutes \(waitTimeoutMinutes\).*microsoftApproval started/i);
  });

  it("does not ask twice for a change whose answer was lost", async () => {
    const { id, outs } = await create();
    untilPublished(emulator);
    emulator.fail({ match: { method: "PATCH" }, action: { drop: "after" } });
    await label().update(id, outs, labelInputs(of, { hardwareIds: ids.slice(0, 1) }));
    assert.equal(requestsOf(emulator, /^PATCH/).length, 1);
  });

  it("says at once what is wrong with a change", async () => {
    const { id, outs } = await create();
    untilPublished(emulator);
    const news = labelInputs(of, { hardwareIds: [{ ...ids[0], infId: "other.inf" }] });
    const { message } = await handlerFailure(label().update(id, outs, news));
    assert.match(message, /It names: targeting\.hardwareIds/);
  });

  it("asks for nothing when only its end is to be another", async () => {
    const { id, outs, inputs } = await create();
    const before = emulator.requests.length;
    await label().update(id, outs, { ...inputs, onDelete: "keep" });
    assert.equal(emulator.requests.length, before);
  });

  it("is made once although the answer was lost", async () => {
    await create();
    emulator.fail({ match: { method: "POST" }, action: { drop: "after" } });
    const { id } = await create();
    const labels = emulator.state().entities.shippingLabel;
    assert.deepEqual([labels.length, id.split("/").at(-1)], [2, labels[1]?.id]);
  });

  it("is made once although the gateway failed after it, whatever code it gave", async () => {
    const body = { error: { code: "requestInvalidForCurrentState", message: "No." } };
    emulator.fail({ match: { method: "POST" }, action: { respond: { status: 502, body }, effect: true } });
    await create();
    assert.equal(emulator.state().entities.shippingLabel.length, 1);
  });

  it("is adopted where a selection means what is there", async () => {
    const { id } = await create({ hardwareIds: ids });
    const inputs = labelInputs(of, { hardwareIdsFrom: { metadata: "submission" } });
    const { outs } = await label().create({ ...inputs, adoptId: id });
    assert.deepEqual(outs?.selectedHardwareIds, ids);
  });

  it("is not adopted where it targets something else", async () => {
    const { id } = await create();
    const inputs = labelInputs(of, { hardwareIdsFrom: { metadata: "submission" } });
    const { message } = await handlerFailure(label().create({ ...inputs, adoptId: id }));
    assert.match(message, /targeting: the program has .*, Dev Center has \{"hardwareIds":/);
  });

  it("is gone when Dev Center does not know it", async () => {
    const { id, outs } = await create();
    emulator.remove("shippingLabel", stored().id);
    assert.equal((await label().read(id, outs)).id, "");
  });
});
