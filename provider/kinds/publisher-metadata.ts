import type { Kind } from "./kind";

/** The facts about PublisherMetadata. */
export const publisherMetadataKind = {
  name: "PublisherMetadata",
  displayName: "publisher metadata",
  idExample: "14631253285588838/1152921504621465124",
  isLasting: false,
  properties: {
    productId: { required: true, onChange: "replace", effects: ["cost"] },
    submissionId: { required: true, onChange: "replace", effects: ["cost"] },
    waitTimeoutMinutes: { onChange: "update", effects: ["cost"], default: 240, local: true, inputOnly: true },
  },
  outputs: ["isReady"],
} as const satisfies Kind;
