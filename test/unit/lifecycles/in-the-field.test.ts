import assert from "node:assert/strict";
import { type Kind, SAMPLES } from "../../../harness/sample-inputs";
import type { Values } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";
import { check } from "../../../provider/model/check";

/** What submitters really write: each case by its number in the list of findings from the field. */
function checked(kind: Kind, change: object): Values {
  const lifecycle = lifecycles[kind] ?? assert.fail(`there is no ${kind}`);
  const { inputs, failures } = check(lifecycle, { ...SAMPLES[kind], ...change });
  assert.deepEqual(failures, []);
  return inputs;
}

describe("in the field: a product", () => {
  const cases: [row: number, what: string, change: object, kept: object][] = [
    [1, "no product types", { selectedProductTypes: undefined }, { selectedProductTypes: undefined }],
    [2, "product types that are null", { selectedProductTypes: null }, { selectedProductTypes: undefined }],
    [2, "product types of no family", { selectedProductTypes: {} }, { selectedProductTypes: {} }],
    [2, "no signature at all", { requestedSignatures: [] }, { requestedSignatures: [] }],
    [13, "an empty announcement date", { announcementDate: "" }, { announcementDate: undefined }],
    [13, "an empty firmware version", { firmwareVersion: "" }, { firmwareVersion: undefined }],
    [
      13,
      "attributes that are null or empty",
      { additionalAttributes: { svvp: { guestOs: "", supportLink: null, productVersion: "1" } } },
      { additionalAttributes: { svvp: { productVersion: "1" } } },
    ],
    [
      37,
      "a category of its metadata",
      { deviceMetadataCategory: "Audio" },
      { deviceMetadataCategory: "Audio" },
    ],
    [37, "a type of its package", { packageType: "Driver" }, { packageType: "Driver" }],
  ];
  for (const [row, what, change, kept] of cases) {
    it(`is right with ${what} (row ${row})`, () => {
      const inputs = checked("Product", change);
      for (const [name, value] of Object.entries(kept)) assert.deepEqual(inputs[name], value);
    });
  }
});

describe("in the field: a shipping label", () => {
  const { targeting, publishingSpecifications } = SAMPLES.ShippingLabel;
  const { inServicePublishInfo: _, ...open } = targeting;

  for (const goLiveDate of [null, ""]) {
    it(`takes ${JSON.stringify(goLiveDate)} as a date for none (row 13)`, () => {
      const change = { publishingSpecifications: { ...publishingSpecifications, goLiveDate } };
      const { goLiveDate: __, ...undated } = publishingSpecifications;
      assert.deepEqual(checked("ShippingLabel", change).publishingSpecifications, undated);
    });
  }

  const ranges: [row: number, range: object, kept: object][] = [
    [14, { flooring: "", ceiling: "" }, {}],
    [14, {}, {}],
    [14, { flooring: "RS4", ceiling: "" }, { inServicePublishInfo: { flooring: "RS4" } }],
    [13, { flooring: "RS4", ceiling: null }, { inServicePublishInfo: { flooring: "RS4" } }],
    [15, { flooring: "NineteenH1" }, { inServicePublishInfo: { flooring: "NineteenH1" } }],
    [
      15,
      { flooring: "RS5", ceiling: "nineteenh1" },
      { inServicePublishInfo: { flooring: "RS5", ceiling: "nineteenh1" } },
    ],
  ];
  for (const [row, inServicePublishInfo, kept] of ranges) {
    it(`takes ${JSON.stringify(inServicePublishInfo)} for a range (row ${row})`, () => {
      const change = { targeting: { ...targeting, inServicePublishInfo } };
      assert.deepEqual(checked("ShippingLabel", change).targeting, { ...open, ...kept });
    });
  }

  it("takes builds as texts of digits, beside a range without ends (rows 14 and 16)", () => {
    const change = {
      inServicePublishInfo: { flooring: "", ceiling: null },
      coEngDriverPublishInfo: { flooringBuildNumber: "17135", ceilingBuildNumber: "17139" },
    };
    assert.deepEqual(checked("ShippingLabel", { targeting: { ...targeting, ...change } }).targeting, {
      ...open,
      coEngDriverPublishInfo: { flooringBuildNumber: 17135, ceilingBuildNumber: 17139 },
    });
  });
});

describe("in the field: what exists is not refused", () => {
  const lifecycle = lifecycles.ShippingLabel ?? assert.fail("there is no label");
  const { publishingSpecifications, targeting } = SAMPLES.ShippingLabel;
  const automatic = { ...publishingSpecifications, additionalInfoForMsApproval: undefined };
  const expired = { targeting: { ...targeting, hardwareIds: [] } };
  const failuresOf = (change: object, olds: object = {}, id?: string) =>
    check(
      lifecycle,
      { ...SAMPLES.ShippingLabel, ...change, ...(id && { adoptId: id }) },
      undefined,
      olds as Values,
    ).failures.map(({ property }) => property);
  const odd: [what: string, path: string, change: object][] = [
    [
      "an automatic label without information",
      "publishingSpecifications.additionalInfoForMsApproval",
      { publishingSpecifications: automatic },
    ],
    ["a label without hardware ids", "targeting.hardwareIds", expired],
    ["a destination that nobody has heard of", "destination", { destination: "windowsInsider" }],
  ];
  for (const [what, path, change] of odd) {
    it(`refuses to make ${what}`, () => assert.deepEqual(failuresOf(change), [path]));

    it(`imports ${what}`, () => assert.deepEqual(failuresOf(change, {}, "1/2/3"), []));

    it(`leaves ${what} alone once it is managed`, () => {
      assert.deepEqual(failuresOf(change, { ...SAMPLES.ShippingLabel, ...change }), []);
    });
  }

  it("refuses what a change makes of a label", () => {
    assert.deepEqual(failuresOf({ publishingSpecifications: automatic }, SAMPLES.ShippingLabel), [
      "publishingSpecifications.additionalInfoForMsApproval",
    ]);
  });

  it("lets a label lose all its hardware ids", () => {
    assert.deepEqual(failuresOf(expired, SAMPLES.ShippingLabel), []);
  });

  it("refuses a wrong property of our own in an import, too", () => {
    assert.deepEqual(failuresOf({ onDelete: "delete" }, {}, "1/2/3"), ["onDelete"]);
  });

  it("takes an automatic label with manualAcquisition", () => {
    assert.deepEqual(
      failuresOf({ publishingSpecifications: { ...publishingSpecifications, manualAcquisition: true } }),
      [],
    );
  });

  it("takes both specifications, and keeps those of the destination (row 17)", () => {
    const both = {
      destination: "anotherPartner",
      recipientSpecifications: { receiverPublisherId: "27691110" },
    };
    const inputs = checked("ShippingLabel", both);
    assert.deepEqual(inputs.recipientSpecifications, both.recipientSpecifications);
    assert.equal("publishingSpecifications" in inputs, false);
  });

  it("keeps one of two spellings of a hardware id, in lower case (row 33)", () => {
    const [id] = targeting.hardwareIds;
    const upper = { ...id, pnpString: "HID\\VID_DUMMY256F&PID_DUMMYC62F" };
    const { targeting: kept } = checked("ShippingLabel", {
      targeting: { ...targeting, hardwareIds: [upper, id] },
    });
    assert.deepEqual((kept as Values).hardwareIds, [id]);
  });

  it("selects one of two spellings of a hardware id, in lower case (row 33)", () => {
    const device = { "PCI\\VEN_TEST&DEV_ABCD": {}, "pci\\ven_test&dev_abcd": {} };
    const metadata = {
      BundleInfoMap: {
        "0": { InfInfoMap: { "a.inf": { OSPnPInfoMap: { WINDOWS_v100_X64_RS3_FULL: device } } } },
      },
    };
    const { hardwareIds: _, ...rest } = targeting;
    const { targeting: kept } = checked("ShippingLabel", {
      targeting: { ...rest, hardwareIdsFrom: { metadata } },
    });
    const [only, ...others] = (kept as { hardwareIds: Values[] }).hardwareIds;
    assert.deepEqual([only?.pnpString, others], ["pci\\ven_test&dev_abcd", []]);
  });
});
