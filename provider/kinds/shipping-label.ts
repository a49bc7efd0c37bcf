import type { Kind } from "./kind";

/** The facts about ShippingLabel. */
export const shippingLabelKind = {
  name: "ShippingLabel",
  displayName: "shipping label",
  idExample: "14631253285588838/1152921504621465124/1152921504606978422",
  isLasting: true,
  properties: {
    productId: { required: true, onChange: "replace", effects: ["reach"] },
    submissionId: { required: true, onChange: "replace", effects: ["reach"] },
    name: { required: true, onChange: "replace", effects: [] },
    destination: { required: true, onChange: "replace", effects: ["reach"] },
    publishingSpecifications: { onChange: "replace", effects: ["reach", "schedule"] },
    recipientSpecifications: { onChange: "depends", effects: ["reach"] },
    targeting: { onChange: "depends", effects: ["reach"] },
    onDelete: { onChange: "update", effects: ["reach"], default: "cancel", local: true, inputOnly: true },
    waitFor: { onChange: "update", effects: ["cost"], default: "none", local: true, inputOnly: true },
    waitTimeoutMinutes: { onChange: "update", effects: ["cost"], default: 60, local: true, inputOnly: true },
  },
  outputs: ["selectedHardwareIds", "workflowStatus"],
} as const satisfies Kind;
