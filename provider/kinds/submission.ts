import type { Kind } from "./kind";

/** The facts about Submission. */
export const submissionKind = {
  name: "Submission",
  displayName: "submission",
  idExample: "14631253285588838/1152921504621465124",
  isLasting: true,
  properties: {
    productId: { required: true, onChange: "replace", effects: [] },
    name: { required: true, onChange: "update", effects: [] },
    type: { required: true, onChange: "replace", effects: [] },
    // Its content is what counts, and stands in packageSha256.
    package: { onChange: "update", effects: ["cost"], local: true },
    packageSha256: { onChange: "depends", effects: ["irrevocable", "cost"], local: true, derived: true },
    commit: { onChange: "update", effects: ["irrevocable"], default: true, local: true, inputOnly: true },
    waitFor: { onChange: "update", effects: ["cost"], default: "committed", local: true, inputOnly: true },
    waitTimeoutMinutes: { onChange: "update", effects: ["cost"], default: 60, local: true, inputOnly: true },
  },
  outputs: ["commitStatus", "workflowStatus", "isExtensionInf", "isUniversal", "isDeclarativeInf"],
} as const satisfies Kind;
