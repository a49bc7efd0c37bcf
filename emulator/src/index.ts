export type { Credentials } from "./authority/credentials";
export { type Clock, type ClockOptions, createClock } from "./clock";
export { type Emulator, type EmulatorOptions, start } from "./emulator";
export type {
  Entities,
  EntityKind,
  Pause,
  Product,
  ReportSchedule,
  ReportTemplate,
  Submission,
  WorkflowStatus,
} from "./entities";
export type { Door, Fault, FaultAction } from "./faults";
export type { RecordedRequest } from "./recorder";
export type { State } from "./store";
export { Switchboard } from "./switchboard";
export type { ThrottleLimit } from "./throttle";
