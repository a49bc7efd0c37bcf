import assert from "node:assert/strict";
import { SAMPLES, UNKNOWN } from "../../../../harness/sample-inputs";
import { shippingLabel } from "../../../../provider/lifecycles/shipping-label/shipping-label";
import { check } from "../../../../provider/model/check";

const sample = SAMPLES.ShippingLabel;
const [hardwareId] = sample.targeting.hardwareIds;
const [chid] = sample.targeting.chids;
const sharing = {
  destination: "anotherPartner",
  publishingSpecifications: undefined,
  recipientSpecifications: { receiverPublisherId: "27691110" },
  targeting: undefined,
};

function failuresOf(change: object): Record<string, string> {
  const { failures } = check(shippingLabel, { ...sample, ...change });
  return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}

function inputsOf(change: object): Record<string, unknown> {
  const { inputs, failures } = check(shippingLabel, { ...sample, ...change });
  assert.deepEqual(failures, []);
  return inputs;
}

const publishing = (change: object) => ({
  publishingSpecifications: { ...sample.publishingSpecifications, ...change },
});
const targeting = (change: object) => ({ targeting: { ...sample.targeting, ...change } });

describe("a shipping label in check", () => {
  it("is right when it shares", () => assert.deepEqual(failuresOf(sharing), {}));

  it("is right in any case of its enumerations", () => {
    const spelled = { destination: "WindowsUpdate", onDelete: "Keep", waitFor: "Published" };
    assert.deepEqual(
      failuresOf({ ...spelled, ...targeting({ inServicePublishInfo: { flooring: "rs1" } }) }),
      {},
    );
  });

  it("is right with a version of Windows that nobody has heard of yet", () => {
    for (const flooring of ["GE", "25H2", "BR1"]) {
      assert.deepEqual(failuresOf(targeting({ inServicePublishInfo: { flooring } })), {});
    }
  });

  it("takes the documentation's sample, and drops the state that only the service sets", () => {
    const chids = [{ ...chid, distributionState: "pendingAdd" }];
    const hardwareIds = [{ ...hardwareId, distributionState: "pendingAdd" }];
    const visibleToAccounts = [27691110, "9223372036854775807"];
    assert.deepEqual(
      inputsOf({ ...targeting({ chids, hardwareIds }), ...publishing({ visibleToAccounts }) }),
      sample,
    );
  });

  const acquisitions: [flags: object, expected: boolean][] = [
    [{ isAutoInstallDuringOSUpgrade: true, isAutoInstallOnApplicableSystems: true }, false],
    [{ isAutoInstallDuringOSUpgrade: false, isAutoInstallOnApplicableSystems: true }, false],
    [{ isAutoInstallDuringOSUpgrade: false, isAutoInstallOnApplicableSystems: false }, true],
    [{ isAutoInstallDuringOSUpgrade: undefined, isAutoInstallOnApplicableSystems: undefined }, true],
  ];
  for (const [flags, expected] of acquisitions) {
    it(`derives manualAcquisition ${expected} from ${JSON.stringify(flags)}`, () => {
      const { publishingSpecifications } = inputsOf(publishing({ ...flags, manualAcquisition: undefined }));
      assert.equal((publishingSpecifications as Record<string, unknown>).manualAcquisition, expected);
    });
  }

  it("does not judge manualAcquisition while an automatic installation is not known yet", () => {
    const unknown = { isAutoInstallDuringOSUpgrade: UNKNOWN, additionalInfoForMsApproval: undefined };
    assert.deepEqual(failuresOf(publishing({ ...unknown, manualAcquisition: true })), {});
  });

  it("keeps the partner's id as text", () => {
    const { recipientSpecifications } = inputsOf({
      ...sharing,
      recipientSpecifications: { receiverPublisherId: 27691110 },
    });
    assert.deepEqual(recipientSpecifications, { receiverPublisherId: "27691110" });
  });

  it("explains a list with something unknown where the first release is due", () => {
    const failures = failuresOf(targeting({ inServicePublishInfo: { flooring: [UNKNOWN] } }));
    assert.match(failures["targeting.inServicePublishInfo.flooring"] ?? "no failure", /one of TH, RS1/);
  });

  const none = undefined;
  const older = { ...hardwareId, operatingSystemCode: "WINDOWS_v63_X64" };
  const wrong: [what: string, path: string, change: object, words: RegExp][] = [
    ["no destination at all", "destination", { destination: none }, /windowsUpdate, anotherPartner/],
    ["what every object has", "destination", { destination: "constructor" }, /windowsUpdate, anotherPartner/],
    ["notSet, which nothing can be sent to", "destination", { destination: "notSet" }, /windowsUpdate/],
    [
      "publishing without specifications",
      "publishingSpecifications",
      { publishingSpecifications: none },
      /an object, because destination is windowsUpdate/,
    ],
    ["publishing without targets", "targeting", { targeting: none }, /what to target/],
    ["publishing for no hardware", "targeting.hardwareIds", targeting({ hardwareIds: [] }), /at least one/],
    [
      "sharing with nobody",
      "recipientSpecifications",
      { ...sharing, recipientSpecifications: none },
      /because destination is anotherPartner/,
    ],
    [
      "sharing with an unnamed one",
      "recipientSpecifications.receiverPublisherId",
      { ...sharing, recipientSpecifications: {} },
      /id of the receiving seller/,
    ],
    [
      "automatic installation without information",
      "publishingSpecifications.additionalInfoForMsApproval",
      publishing({ additionalInfoForMsApproval: none }),
      /what Microsoft has to know, because an automatic installation is true/,
    ],
    [
      "no acquisition at all",
      "publishingSpecifications.manualAcquisition",
      publishing({ isAutoInstallDuringOSUpgrade: false }),
      /true, or nothing, because neither/,
    ],
    [
      "a seller that is none",
      "publishingSpecifications.visibleToAccounts[0]",
      publishing({ visibleToAccounts: [2 ** 53] }),
      /the id of a seller/,
    ],
    [
      "a day that is none",
      "publishingSpecifications.goLiveDate",
      publishing({ goLiveDate: "soon" }),
      /ISO 8601/,
    ],
    ["a CHID that is none", "targeting.chids[0].chid", targeting({ chids: [{ chid: "x" }] }), /a GUID/],
    [
      "a CHID twice",
      "targeting.chids[1]",
      targeting({ chids: [chid, { chid: chid?.chid.toUpperCase() }] }),
      /once/,
    ],
    ["CHIDs before Windows 10", "targeting.chids", targeting({ hardwareIds: [older] }), /no CHIDs/],
    [
      "a hardware id twice",
      "targeting.hardwareIds[1]",
      targeting({ hardwareIds: [hardwareId, hardwareId] }),
      /once/,
    ],
    [
      "half a hardware id",
      "targeting.hardwareIds[0].pnpString",
      targeting({ hardwareIds: [{ ...hardwareId, pnpString: none }] }),
      /not empty/,
    ],
    [
      "an audience that is none",
      "targeting.restrictedToAudiences[0]",
      targeting({ restrictedToAudiences: ["all"] }),
      /a GUID/,
    ],
    [
      "both ranges",
      "targeting.coEngDriverPublishInfo",
      targeting({ coEngDriverPublishInfo: { flooringBuildNumber: 1 } }),
      /not both/,
    ],
    [
      "a range upside down",
      "targeting.inServicePublishInfo.ceiling",
      targeting({ inServicePublishInfo: { flooring: "VB", ceiling: "rs5" } }),
      /no less than the flooring \(VB\)/,
    ],
    [
      "a version that cannot be one",
      "targeting.inServicePublishInfo.flooring",
      targeting({ inServicePublishInfo: { flooring: "Redstone" } }),
      /one of TH, RS1/,
    ],
    [
      "a build that is none",
      "targeting.coEngDriverPublishInfo.flooringBuildNumber",
      targeting({ inServicePublishInfo: none, coEngDriverPublishInfo: { flooringBuildNumber: 0 } }),
      /whole number/,
    ],
    [
      "builds upside down",
      "targeting.coEngDriverPublishInfo.ceilingBuildNumber",
      targeting({
        inServicePublishInfo: none,
        coEngDriverPublishInfo: { flooringBuildNumber: 2, ceilingBuildNumber: 1 },
      }),
      /no less than/,
    ],
    ["an end that does not exist", "onDelete", { onDelete: "delete" }, /cancel, expire, keep/],
    ["no time at all", "waitTimeoutMinutes", { waitTimeoutMinutes: 0 }, /1 or more/],
  ];
  for (const [what, path, change, words] of wrong) {
    it(`explains ${what}`, () => assert.match(failuresOf(change)[path] ?? "no failure", words));
  }
});
