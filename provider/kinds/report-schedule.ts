import type { Kind } from "./kind";

/** The facts about ReportSchedule. */
export const reportScheduleKind = {
  name: "ReportSchedule",
  displayName: "report schedule",
  idExample: "1",
  isLasting: false,
  properties: {
    templateId: { required: true, onChange: "update", effects: ["personal"] },
    startTime: { required: true, onChange: "update", effects: ["schedule"] },
    recurrenceInterval: { required: true, onChange: "update", effects: ["schedule", "personal"] },
    recurrence: { required: true, onChange: "update", effects: ["schedule"] },
    // Its path or query may hold the key of the receiver.
    callbackUrl: { onChange: "update", effects: ["personal"], secret: true },
    paused: { onChange: "update", effects: ["schedule"], default: false },
  },
  outputs: ["isActive"],
} as const satisfies Kind;
