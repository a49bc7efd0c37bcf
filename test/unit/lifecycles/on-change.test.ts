import assert from "node:assert/strict";
import { lifecycles } from "../../../provider/lifecycles/registry";

/** As README has it; what depends on the values is in the tests of submissions and labels. */
const replaced: Record<string, readonly string[]> = {
  ReportTemplate: [],
  ReportSchedule: [],
  Product: [
    "additionalAttributes",
    "deviceMetadataCategory",
    "deviceMetadataIds",
    "deviceType",
    "firmwareVersion",
    "isFlightSign",
    "isTestSign",
    "packageType",
    "requestedSignatures",
    "selectedProductTypes",
    "testHarness",
  ],
  Submission: ["productId", "type"],
  ShippingLabel: ["destination", "name", "productId", "publishingSpecifications", "submissionId"],
  PublisherMetadata: ["productId", "submissionId"],
};

describe("what a changed property replaces", () => {
  it("is told of every kind", () => assert.deepEqual(Object.keys(replaced), Object.keys(lifecycles)));

  for (const [kind, { properties }] of Object.entries(lifecycles)) {
    it(`is as README has it for a ${kind}`, () => {
      const names = Object.keys(properties).filter((name) => properties[name]?.onChange === "replace");
      assert.deepEqual(names.sort(), replaced[kind]);
    });
  }
});
