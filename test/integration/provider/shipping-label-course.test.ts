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
import { allHardwareIds, labelInputs, type Released, released } from "../../../harness/emulated-releases";

const minuteMs = 60_000;

describe("the course of a shipping label", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  before(async () => {
    emulator = await startEmulator();
    provider = startProvider(emulator, {}, { timePasses: true });
  });
  after(async () => {
    await provider.close();
    await emulator.close();
  });
  afterEach(() => emulator.reset());

  const label = () => provider.handlers("ShippingLabel");
  const labels = () => emulator.state().entities.shippingLabel;
  const all = { hardwareIdsFrom: { metadata: "submission" } };
  const said = () => provider.said.at(-1) ?? "";

  function sharing(of: Released, change: object = {}) {
    return inputsOf("ShippingLabel", {
      ...of,
      destination: "anotherPartner",
      publishingSpecifications: undefined,
      recipientSpecifications: { receiverPublisherId: "27691110" },
      targeting: undefined,
      ...change,
    });
  }

  describe("at its beginning", () => {
    it("waits until the submission's preparation is done, and asks twice only", async () => {
      const of = await released(emulator, provider, 1);
      await label().create(sharing(of));
      assert.equal(requestsOf(emulator, /^POST .*shippingLabels$/).length, 2);
      assert.ok(
        provider.said.some((line) => /^Waiting: submission .* preparation is not done yet/.test(line)),
      );
    });

    it("waits for the metadata that its selection needs", async () => {
      const of = await released(emulator, provider, 1);
      const { outs = {} } = await label().create(labelInputs(of, all));
      assert.ok((outs.selectedHardwareIds as HardwareId[]).length > 0);
      assert.equal(requestsOf(emulator, /^POST .*shippingLabels$/).length, 1);
    });

    it("gives up when the time is up, with nothing made", async () => {
      const of = await released(emulator, provider, 1);
      emulator.edit("submission", of.submissionId, { holdStep: "preparation" });
      const { message, id } = await handlerFailure(label().create(sharing(of)));
      assert.match(message, /Preparation started; preparation is not done after 90 minutes/i);
      assert.deepEqual([id, labels().length], [undefined, 0]);
    });

    it("does not wait for a submission that has failed", async () => {
      const of = await released(emulator, provider, 1);
      emulator.edit("submission", of.submissionId, {
        failStep: "packageInfoValidation",
        failMessages: ["No."],
      });
      const { message } = await handlerFailure(label().create(sharing(of)));
      assert.match(message, /packageInfoValidation failed: No\./);
    });

    for (const currentStep of ["finalizeIngestion", 7]) {
      it(`does not wait where the submission is signed (${currentStep}) and Dev Center refuses all the same`, async () => {
        const of = await released(emulator, provider);
        const workflowStatus = { currentStep, state: "completed", messages: [] };
        emulator.edit("submission", of.submissionId, { workflowStatus });
        const hardwareIds = await allHardwareIds(provider, of);
        emulator.edit("product", of.productId, { inboxOrSystem: true });
        const before = emulator.requests.length;
        const { message } = await handlerFailure(label().create(labelInputs(of, { hardwareIds })));
        assert.match(message, /requestInvalidForCurrentState: Can't create Publishing shipping label/);
        assert.equal(emulator.requests.length - before, 3);
      });
    }

    it("asks again while the submission's step is a number", async () => {
      const of = await released(emulator, provider, 1);
      emulator.edit("submission", of.submissionId, {
        workflowStatus: { currentStep: 1, state: "started", messages: [] },
      });
      const { message } = await handlerFailure(label().create(sharing(of, { waitTimeoutMinutes: 1 })));
      assert.match(message, /is at commitComplete, 1 started; preparation is not done after 1 minutes/i);
      assert.ok(requestsOf(emulator, /^POST .*shippingLabels$/).length > 2);
    });
  });

  describe("on its way", () => {
    let of: Released;
    beforeEach(async () => {
      of = await released(emulator, provider);
    });

    for (const [what, inputs] of [
      ["published", () => labelInputs(of, all, { waitFor: "published" })],
      ["shared", () => sharing(of, { waitFor: "Published" })],
    ] as const) {
      it(`is waited for until it is ${what}`, async () => {
        const { outs = {} } = await label().create(inputs());
        const { currentStep, state } = outs.workflowStatus as Record<string, string>;
        assert.match(`${currentStep} ${state}`, /^finalize(Publishing|Sharing) completed$/);
      });
    }

    it("stays in state when it fails, with the words of Dev Center and its report", async () => {
      emulator.scriptNext("shippingLabel", { failStep: "microsoftApproval", failMessages: ["Not now."] });
      const { message, id, properties } = await handlerFailure(
        label().create(labelInputs(of, all, { waitFor: "published" })),
      );
      assert.match(
        message,
        /The step microsoftApproval failed: Not now\.\nIts error report:\nShipping label/,
      );
      assert.equal(id?.split("/").at(-1), labels()[0]?.id);
      assert.doesNotMatch(message + JSON.stringify(properties), /sig=|https?:\/\//);
    });

    it("is waited on by the next run when the time is up", async () => {
      emulator.scriptNext("shippingLabel", { holdStep: "microsoftApproval" });
      const inputs = labelInputs(of, all, { waitFor: "published" });
      const { message, id = "", properties = {} } = await handlerFailure(label().create(inputs));
      assert.match(message, /It is at microsoftApproval started after 90 minutes/i);
      assert.deepEqual(await label().diff(id, properties, inputs), { changes: true });
      emulator.edit("shippingLabel", labels()[0]?.id ?? "", { holdStep: undefined });
      const { outs = {} } = await label().update(id, properties, inputs);
      assert.deepEqual(await label().diff(id, outs, inputs), { changes: false });
      assert.equal(labels().length, 1);
    });
  });

  describe("at its end", () => {
    let id: string;
    let outs: Record<string, unknown>;
    let requests: number;
    async function made(inputs: (of: Released) => Record<string, unknown>, minutes: number) {
      const created = await label().create(inputs(await released(emulator, provider)));
      ({ id } = created);
      outs = created.outs ?? {};
      emulator.clock.advance(minutes * minuteMs);
      requests = emulator.requests.length;
    }
    const publishing = (of: Released) => labelInputs(of, all);

    it("is cancelled while Microsoft approves, and reports it", async () => {
      await made(publishing, 16);
      await label().delete(id, outs);
      assert.notEqual(labels()[0]?.cancelledAt, undefined);
      assert.match(said(), /is being cancelled, which may take more than a day/);
    });

    it("stays when it is published already, and says what can be done", async () => {
      await made(publishing, 30);
      emulator.edit("shippingLabel", id.split("/")[2] ?? "", {
        workflowStatus: { currentStep: "finalizePublishing", state: "completed", messages: [] },
      });
      await label().delete(id, outs);
      assert.match(
        said(),
        /stays on Dev Center\. Dev Center did not cancel it: Can only cancel.*onDelete: "expire"/s,
      );
    });

    it("stays without a request when it is to be kept", async () => {
      await made(publishing, 16);
      await label().delete(id, { ...outs, onDelete: "keep" });
      assert.equal(emulator.requests.length, requests);
      assert.match(said(), /stays on Dev Center as it is/);
    });

    it("stays without a request when it is shared", async () => {
      await made((of) => sharing(of), 30);
      await label().delete(id, outs);
      assert.equal(emulator.requests.length, requests);
      assert.match(said(), /what is shared cannot be cancelled/);
    });

    it("loses all its hardware ids, and nothing else, when it is to expire", async () => {
      await made(publishing, 30);
      await label().delete(id, { ...outs, onDelete: "Expire" });
      const [, patch] = emulator.requests.slice(requests);
      const { targeting } = (patch ?? assert.fail("there was no change")).body as {
        targeting: Record<string, { action: string }[]>;
      };
      assert.deepEqual(
        [Object.keys(targeting), new Set(targeting.hardwareIds?.map(({ action }) => action))],
        [["hardwareIds", "restrictedToAudiences"], new Set(["remove"])],
      );
      assert.match(said(), /all its hardware ids are being removed/);
    });

    for (const onDelete of ["cancel", "expire"]) {
      it(`needs nothing when it is gone, and was to ${onDelete}`, async () => {
        await made(publishing, 16);
        emulator.remove("shippingLabel", id.split("/")[2] ?? "");
        const news = provider.said.length;
        await label().delete(id, { ...outs, onDelete });
        // It asked, and Dev Center has none: there is nothing to say of it.
        assert.deepEqual(
          emulator.requests.slice(requests).map(({ status }) => status),
          [404],
        );
        assert.deepEqual([labels().length, provider.said.slice(news)], [0, []]);
      });
    }

    it("is not deleted when Dev Center cannot be asked", async () => {
      await made(publishing, 16);
      emulator.fail({ times: "always", match: { method: "PUT" }, action: { respond: { status: 403 } } });
      await handlerFailure(label().delete(id, outs));
    });
  });
});
