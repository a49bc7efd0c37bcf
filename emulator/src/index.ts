export type { Credentials } from "./authority/credentials";
export { type Clock, type ClockOptions, createClock } from "./clock";
export type { EmulatorControls, EmulatorControls as Switchboard } from "./control/controls";
export type { PackageFacts } from "./control/file-controls";
export { type Emulator, start } from "./emulator";
export type { Failure, FailureView } from "./failures/failure-data";
export type { Door, Fault, FaultAction } from "./http/fault-queue";
export type { RecordedRequest } from "./http/recorder";
export type { ThrottleLimit } from "./http/throttle";
export type { EmulatorOptions } from "./options";
export type { SentCallback } from "./reporting/report-callbacks";
export type { DriverMetadata, HardwareId, InfMetadata } from "./store/driver-metadata-file";
export type {
  Audience,
  Entities,
  EntityKind,
  Pause,
  PreprodPackage,
  Product,
  ReportSchedule,
  ReportTemplate,
  ShippingLabel,
  Submission,
  WorkflowScript,
  WorkflowStatus,
} from "./store/entities";
export type { State } from "./store/state";
