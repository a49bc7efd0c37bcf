import type { Kind } from "./kind";

/** The facts about Product. */
export const productKind = {
  name: "Product",
  displayName: "product",
  idExample: "14631253285588838",
  isLasting: true,
  properties: {
    productName: { required: true, onChange: "update", effects: [] },
    marketingNames: { onChange: "update", effects: [], default: [] },
    announcementDate: { onChange: "update", effects: ["schedule"] },
    testHarness: { required: true, onChange: "replace", effects: [] },
    requestedSignatures: { required: true, onChange: "replace", effects: [] },
    selectedProductTypes: { onChange: "replace", effects: [] },
    deviceType: { onChange: "replace", effects: [], default: "notSet" },
    deviceMetadataIds: { onChange: "replace", effects: [], default: [] },
    deviceMetadataCategory: { onChange: "replace", effects: [] },
    packageType: { onChange: "replace", effects: [] },
    firmwareVersion: { onChange: "replace", effects: [] },
    isTestSign: { onChange: "replace", effects: [], default: false },
    isFlightSign: { onChange: "replace", effects: [], default: false },
    additionalAttributes: { onChange: "replace", effects: [], default: {} },
  },
  outputs: ["sharedProductId", "isCommitted"],
} as const satisfies Kind;
