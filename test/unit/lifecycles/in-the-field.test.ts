import assert from "node:assert/strict";
import { type Kind, SAMPLES } from "../../../harness/sample-inputs";
import { check } from "../../../provider/dynamic/check";
import { lifecycles } from "../../../provider/lifecycles/kinds";
import type { Values } from "../../../provider/lifecycles/lifecycle";

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
