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
import { allHardwareIds, labelInputs, type Released, released } from "../../../harness/emulated-releases";

type Values = Record<string, unknown>;

const hourMs = 60 * 60_000;
const chid = "346511cf-ccee-5c6d-8ee9-3c70fc7aae83";

describe("a shipping label in the field", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  let of: Released;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator, {}, { timePasses: true });
  });
  after(async () => {
    await provider.close();
    await emulator.close();
  });
  beforeEach(async () => {
    of = await released(emulator, provider);
  });
  afterEach(() => emulator.reset());

  const label = () => provider.handlers("ShippingLabel");
  const labels = () => emulator.state().entities.shippingLabel;
  const said = () => provider.said.at(-1) ?? "";
  const sharing = (change: Values = {}, recipient: Values = {}) =>
    inputsOf("ShippingLabel", {
      ...of,
      destination: "anotherPartner",
      publishingSpecifications: undefined,
      recipientSpecifications: { receiverPublisherId: "27691110", ...recipient },
      targeting: undefined,
      ...change,
    });
  const patches = () => requestsOf(emulator, /^PATCH /);

  /** What the last request of this verb said of the targeting. */
  function sentTargeting(verb: string): Values {
    const { body } =
      emulator.requests.findLast(({ method }) => method === verb) ?? assert.fail("none was sent");
    return (body as { targeting: Values }).targeting;
  }

  async function shared() {
    const { id, outs = {} } = await label().create(sharing());
    emulator.clock.advance(hourMs);
    return { id, outs };
  }

  describe("blockDuaCreation", () => {
    const blocked = () => sharing({}, { blockDuaCreation: true });

    it("is switched in place, by one PATCH", async () => {
      const { id, outs } = await shared();
      assert.deepEqual(await label().diff(id, outs, blocked()), {});
      await label().update(id, outs, blocked());
      const [made, ...others] = labels();
      assert.deepEqual([made?.recipientSpecifications?.blockDuaCreation, others.length], [true, 0]);
      assert.equal(patches().length, 1);
    });

    it("is switched while the label's workflow is under way", async () => {
      const { id, outs = {} } = await label().create(sharing());
      await label().update(id, outs, blocked());
      assert.equal(labels()[0]?.recipientSpecifications?.blockDuaCreation, true);
    });

    it("is not switched again when it is so already", async () => {
      const { id, outs } = await shared();
      await label().update(id, outs, blocked());
      await label().update(id, outs, blocked());
      assert.equal(patches().length, 1);
    });

    const refusals = [
      ["refuses", { respond: { status: 422, body: { error: { code: "invalidInput", message: "No." } } } }],
      ["answers yes and does nothing", { respond: { status: 204 } }],
    ] as const;
    for (const [what, action] of refusals) {
      it(`asks for a replacement once Dev Center ${what}`, async () => {
        const { id, outs } = await shared();
        emulator.fail({ match: { method: "PATCH" }, action, times: "always" });
        const failure = await handlerFailure(label().update(id, outs, blocked()));
        assert.match(
          failure.message,
          /does not switch blockDuaCreation .*\n?Run pulumi up again: it then makes a new label/s,
        );
        assert.equal(failure.id, id);
        const replaces = { replaces: ["recipientSpecifications"] };
        assert.deepEqual(await label().diff(id, failure.properties ?? {}, blocked()), replaces);
        assert.deepEqual(await label().diff(id, failure.properties ?? {}, sharing()), { changes: false });
      });
    }

    it("is tried in place again after a refresh", async () => {
      const { id, outs } = await shared();
      emulator.fail({ match: { method: "PATCH" }, action: { respond: { status: 422 } } });
      const { properties = {} } = await handlerFailure(label().update(id, outs, blocked()));
      const { props } = await label().read(id, properties);
      assert.deepEqual(await label().diff(id, props ?? {}, blocked()), {});
    });

    it("asks for a replacement when the receiver changes with it", async () => {
      const { id, outs } = await shared();
      const other = sharing({}, { receiverPublisherId: "1", blockDuaCreation: true });
      assert.deepEqual(await label().diff(id, outs, other), { replaces: ["recipientSpecifications"] });
    });
  });

  for (const recovery of ["PendingRecovery", "Recovered"] as const) {
    it(`leaves a CHID alone that is ${recovery}, and reports it`, async () => {
      const [first, second] = await allHardwareIds(provider, of);
      const inputs = labelInputs(of, { hardwareIds: [first], chids: [{ chid }] });
      const { id, outs = {} } = await label().create(inputs);
      emulator.clock.advance(hourMs);
      const made = labels().at(-1);
      assert.ok(made);
      emulator.edit("shippingLabel", made.id, {
        targeting: { ...made.targeting, chids: [{ chid, recovery }] },
      });
      const { inputs: read, props = {} } = await label().read(id, outs);
      assert.deepEqual(read, inputs);
      assert.match(said(), new RegExp(`Microsoft has taken the driver back from ${chid} \\(${recovery}\\)`));
      await label().update(id, props, labelInputs(of, { hardwareIds: [first, second], chids: [{ chid }] }));
      assert.deepEqual(Object.keys(sentTargeting("PATCH")).sort(), ["hardwareIds", "restrictedToAudiences"]);
      await label().update(id, props, labelInputs(of, { hardwareIds: [first, second] }));
      assert.equal(patches().length, 1);
    });
  }

  it("revokes a share when it is deleted with expire", async () => {
    const [first] = await allHardwareIds(provider, of);
    const inputs = sharing({ targeting: { hardwareIds: [first] }, onDelete: "expire" });
    const { id, outs = {} } = await label().create(inputs);
    emulator.clock.advance(hourMs);
    await label().delete(id, outs);
    emulator.clock.advance(hourMs);
    const shown = JSON.parse(JSON.stringify(labels().at(-1)?.targeting.hardwareIds));
    assert.deepEqual(
      shown.map(({ pending }: Values) => pending),
      ["remove"],
    );
    assert.match(said(), /sharing is being revoked.*stay until the partner expires them/);
  });

  it("says how to revoke a share that is deleted otherwise", async () => {
    const { id, outs } = await shared();
    await label().delete(id, outs);
    assert.match(said(), /set onDelete: "expire" before destroy/);
  });

  it("sends hardware ids in lower case, once each (row 33)", async () => {
    const [first] = await allHardwareIds(provider, of);
    assert.ok(first);
    const upper = { ...first, pnpString: first.pnpString.toUpperCase() };
    const { inputs = {} } = await label().check({}, labelInputs(of, { hardwareIds: [upper, first] }));
    await label().create(inputs as Values);
    assert.deepEqual(sentTargeting("POST").hardwareIds, [first]);
  });
});
