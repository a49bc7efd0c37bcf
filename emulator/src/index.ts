export type { Credentials } from "./authority/credentials";
export { type Clock, type ClockOptions, createClock } from "./clock";
export type { DriverMetadata, HardwareId, InfMetadata } from "./driver-metadata";
export { type Emulator, type EmulatorOptions, start } from "./emulator";
export type {
  Audience,
  Entities,
  EntityKind,
  Pause,
  Product,
  ReportSchedule,
  ReportTemplate,
  ShippingLabel,
  Submission,
  WorkflowScript,
  WorkflowStatus,
} from "./entities";
export type { Failure, FailureView } from "./failures/failure-data";
export type { Door, Fault, FaultAction } from "./faults";
export type { RecordedRequest } from "./recorder";
export type { SentCallback } from "./report-callbacks";
export type { State } from "./store";
export { type PackageFacts, Switchboard } from "./switchboard";
export type { ThrottleLimit } from "./throttle";
