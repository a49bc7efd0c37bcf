import type { Kind } from "./kind";

/** The facts about ReportTemplate. */
export const reportTemplateKind = {
  name: "ReportTemplate",
  displayName: "report template",
  idExample: "15",
  isLasting: false,
  properties: {
    view: { required: true, onChange: "update", effects: ["personal"] },
    projection: { required: true, onChange: "update", effects: ["personal"] },
    dateRange: { required: true, onChange: "update", effects: ["personal"] },
    condition: { onChange: "update", effects: ["personal"] },
    aggregation: { onChange: "update", effects: ["personal"] },
    orderby: { onChange: "update", effects: [] },
    limit: { onChange: "update", effects: [], default: 0 },
  },
  outputs: [],
} as const satisfies Kind;
