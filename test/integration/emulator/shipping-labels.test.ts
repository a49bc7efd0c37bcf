import assert from "node:assert/strict";
import type { Emulator, HardwareId } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";
import { hardwareIdsOf, minuteMs, type Release, release } from "./driver-release";
import { automatic, publishing, sampleChid, sharing } from "./sample-labels";

const firstLabel = "1152921504606978422";

describe("shipping labels of the emulator", () => {
  let emulator: Emulator;
  let released: Release;
  let ids: HardwareId[];
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
    released = await release(emulator);
    ids = await hardwareIdsOf(emulator, released);
  });
  after(() => emulator.close());

  function create(body: object) {
    return call(emulator, "POST", `${released.path}/shippingLabels`, { body });
  }

  function get(query = "?includeTargetingInfo=true") {
    return call(emulator, "GET", `${released.path}/shippingLabels/${firstLabel}${query}`);
  }

  it("answers the label created, without its targeting, about to begin", async () => {
    const { status, body } = await create(publishing(ids));
    assert.deepEqual(
      [status, at(body, "id"), at(body, "submissionId"), at(body, "targeting"), at(body, "workflowStatus")],
      [201, firstLabel, released.id, undefined, { currentStep: "Created", state: "started", messages: [] }],
    );
  });

  it("shows its targeting to those who ask", async () => {
    await create(
      publishing(ids.slice(0, 1), {
        targeting: { hardwareIds: ids.slice(0, 1), chids: [{ chid: sampleChid }] },
      }),
    );
    assert.deepEqual(at((await get()).body, "targeting"), {
      hardwareIds: [{ ...ids[0], distributionState: "pendingAdd" }],
      chids: [{ chid: sampleChid, distributionState: "PendingAdd" }],
      restrictedToAudiences: [],
    });
  });

  it("leaves its targeting out otherwise", async () => {
    await create(publishing(ids));
    assert.equal(at((await get("")).body, "targeting"), undefined);
  });

  it("keeps the ids of sellers exactly", async () => {
    const body = JSON.stringify(publishing(ids)).replace(
      '"manualAcquisition":true',
      '"manualAcquisition":true,"visibleToAccounts":[27691110,9223372036854775807]',
    );
    await call(emulator, "POST", `${released.path}/shippingLabels`, { body });
    assert.match((await get()).text, /"visibleToAccounts":\[27691110,9223372036854775807\]/);
  });

  it("refuses the id of a seller that is not a number", async () => {
    const specifications = { manualAcquisition: true, visibleToAccounts: ["27691110"] };
    const { status, body } = await create(publishing(ids, { publishingSpecifications: specifications }));
    assert.deepEqual(
      [status, at(body, "error.validationErrors.0.target")],
      [400, "publishingSpecifications.visibleToAccounts.0"],
    );
  });

  it("lists the labels of a submission", async () => {
    await create(publishing(ids));
    const { body } = await call(emulator, "GET", `${released.path}/shippingLabels/`);
    assert.deepEqual([at(body, "value.length"), at(body, "value.0.id")], [1, firstLabel]);
  });

  it("says EntityNotFound for a label that is not there", async () => {
    const { status, body } = await get();
    assert.deepEqual([status, at(body, "error.code")], [404, "EntityNotFound"]);
  });

  it("takes a hardware id in another case", async () => {
    const [id] = ids;
    assert.ok(id);
    const { status } = await create(publishing([{ ...id, pnpString: id.pnpString.toUpperCase() }]));
    assert.equal(status, 201);
  });

  it("takes automatic installation with the information for approval", async () => {
    assert.equal((await create(publishing(ids, { publishingSpecifications: automatic }))).status, 201);
  });

  for (const [destination, body, steps] of [
    [
      "windowsUpdate",
      (all: HardwareId[]) => publishing(all),
      "created preProcessShippingLabel finalizePreProcessing publishJobValidation updateGeneration microsoftApproval publishing finalizePublishing",
    ],
    [
      "anotherPartner",
      () => sharing("27691110"),
      "created preProcessShippingLabel finalizePreProcessing publishJobValidation processSharing finalizeSharing",
    ],
  ] as const) {
    it(`goes through the steps to ${destination} by the clock`, async () => {
      await create(body(ids));
      const seen = new Set<unknown>();
      for (let minute = 0; minute < 30; minute += 1) {
        const status = at((await get()).body, "workflowStatus");
        if (at(status, "state") === "completed") {
          seen.add(at(status, "currentStep"));
        }
        emulator.clock.advance(minuteMs);
      }
      assert.equal([...seen].join(" "), steps);
    });
  }

  it("adds its hardware ids once it is published", async () => {
    await create(publishing(ids));
    emulator.clock.advance(30 * minuteMs);
    assert.equal(at((await get()).body, "targeting.hardwareIds.0.distributionState"), "added");
  });

  it("fails in a step that was scripted before, with a report", async () => {
    emulator.scriptNext("shippingLabel", { failStep: "MicrosoftApproval", failMessages: ["Not now."] });
    await create(publishing(ids));
    emulator.clock.advance(30 * minuteMs);
    const status = at((await get()).body, "workflowStatus");
    assert.deepEqual(
      [at(status, "currentStep"), at(status, "state"), at(status, "messages")],
      ["microsoftApproval", "failed", ["Not now."]],
    );
    assert.match(await (await fetch(String(at(status, "errorReport")))).text(), /Not now\./);
  });

  it("waits for a submission that has only been prepared", async () => {
    const early = await release(emulator, 8);
    emulator.edit("submission", early.id, { holdStep: "manualReview" });
    const { body } = await call(emulator, "POST", `${early.path}/shippingLabels`, {
      body: sharing("27691110"),
    });
    emulator.clock.advance(300 * minuteMs);
    const label = await call(emulator, "GET", `${early.path}/shippingLabels/${at(body, "id")}`);
    assert.deepEqual(at(label.body, "workflowStatus"), {
      currentStep: "PublishJobValidation",
      state: "started",
      messages: [],
    });
  });

  it("cancels while Microsoft approves, which takes a day", async () => {
    await create(publishing(ids));
    emulator.clock.advance(16 * minuteMs);
    const { status } = await call(emulator, "PUT", `${released.path}/shippingLabels/${firstLabel}/cancel`);
    const before = at((await get()).body, "workflowStatus");
    emulator.clock.advance(25 * 60 * minuteMs);
    const after = at((await get()).body, "workflowStatus");
    assert.deepEqual(
      [status, at(before, "state"), at(before, "messages.0"), at(after, "state"), at(after, "messages.0")],
      [204, "started", "Cancellation was requested.", "failed", "The shipping label was cancelled."],
    );
  });

  it("is published at the next look when workflows take no time", async () => {
    emulator.setWorkflowMinutes(0);
    await create(publishing(ids));
    assert.equal(at((await get()).body, "workflowStatus.currentStep"), "finalizePublishing");
  });
});
