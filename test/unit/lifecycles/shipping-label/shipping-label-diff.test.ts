import assert from "node:assert/strict";
import { SAMPLES } from "../../../../harness/sample-inputs";
import { shippingLabel } from "../../../../provider/lifecycles/shipping-label/shipping-label";
import { check } from "../../../../provider/model/check";
import { diff } from "../../../../provider/model/diff";

const sample = SAMPLES.ShippingLabel;
const [hardwareId] = sample.targeting.hardwareIds;

function inputsOf(change: object): Record<string, unknown> {
  const { inputs, failures } = check(shippingLabel, { ...sample, ...change });
  assert.deepEqual(failures, []);
  return inputs;
}

const publishing = (change: object) => ({
  publishingSpecifications: { ...sample.publishingSpecifications, ...change },
});
const targeting = (change: object) => ({ targeting: { ...sample.targeting, ...change } });

describe("a shipping label in diff", () => {
  const id = "1/2/3";
  const compared = (change: object) => diff(shippingLabel, id, sample, inputsOf(change));

  const unchanged: [what: string, change: object][] = [
    ["the case of its destination", { destination: "WINDOWSUPDATE" }],
    ["the case of a hardware id", targeting({ hardwareIds: [{ ...hardwareId, infId: "FOO.INF" }] })],
    [
      "the order of OEMs",
      publishing({
        additionalInfoForMsApproval: {
          ...sample.publishingSpecifications.additionalInfoForMsApproval,
          affectedOems: ["OEM2", "OEM1"],
        },
      }),
    ],
    ["what is false by default", publishing({ isDisclosureRestricted: undefined })],
    ["a derived manualAcquisition", publishing({ manualAcquisition: undefined })],
    ["another writing of the same moment", publishing({ goLiveDate: "2026-04-12T07:28:32+02:00" })],
    ["a justification for the next change", targeting({ businessJustification: "Better." })],
    ["its defaults left out", { onDelete: undefined, waitFor: undefined }],
    ["how long it may take", { waitTimeoutMinutes: 5 }],
  ];
  for (const [what, change] of unchanged) {
    it(`takes ${what} for no change`, () => assert.deepEqual(compared(change), { changes: false }));
  }

  const inPlace: [what: string, change: object][] = [
    ["hardware ids", targeting({ hardwareIds: [{ ...hardwareId, infId: "bar.inf" }] })],
    ["CHIDs", targeting({ chids: [] })],
    ["audiences", targeting({ restrictedToAudiences: [] })],
    ["its end", { onDelete: "keep" }],
  ];
  for (const [what, change] of inPlace) {
    it(`updates ${what} in place`, () => assert.deepEqual(compared(change), {}));
  }

  const replacing: [name: string, change: object][] = [
    ["productId", { productId: "2" }],
    ["submissionId", { submissionId: "2" }],
    ["name", { name: "second wave" }],
    ["publishingSpecifications", publishing({ publishToWindows10s: false })],
    ["targeting", targeting({ inServicePublishInfo: { flooring: "RS2" } })],
    ["targeting", targeting({ inServicePublishInfo: undefined })],
  ];
  for (const [name, change] of replacing) {
    it(`asks for a replacement when ${name} changes: ${JSON.stringify(change).slice(0, 60)}`, () => {
      assert.deepEqual(compared(change), { replaces: [name] });
    });
  }

  it("is not finished while it is waited for and not published", () => {
    const news = inputsOf({ waitFor: "published" });
    const olds = { ...news, workflowStatus: { currentStep: "publishing", state: "completed", messages: [] } };
    assert.deepEqual(diff(shippingLabel, id, olds, news), { changes: true });
  });

  it("is finished once it is published", () => {
    const news = inputsOf({ waitFor: "published" });
    const workflowStatus = { currentStep: "FinalizePublishing", state: "completed", messages: [] };
    assert.deepEqual(diff(shippingLabel, id, { ...news, workflowStatus }, news), { changes: false });
  });
});
