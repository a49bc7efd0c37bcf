/** For our own packages only: the client of the service, its settings, and what it reads. Loads the libraries of the wire. */
export {
  type Environment,
  journalDirectoryOf,
  resolveSettings,
  type StackConfiguration,
  settingsWarning,
} from "../api/auth/settings";
export { type DevCenter, type Overrides, openDevCenter } from "../api/dev-center";
export type { CabName, CabRecord } from "../api/endpoints/cabs";
export type { MetadataShape } from "../api/endpoints/driver-metadata";
export type { PreprodAsset, PreprodPackageRecord } from "../api/endpoints/preprod-packages";
export type { ReportRun, RunRange } from "../api/endpoints/report-data";
export type { ReportScheduleRecord } from "../api/endpoints/report-schedules";
export type { HardwareId, ShippingLabelRecord } from "../api/endpoints/shipping-labels";
export type { SubmissionRecord } from "../api/endpoints/submissions";
export type { WorkflowStatus } from "../api/endpoints/workflow-status";
export { openNetwork } from "../api/http/dispatcher";
export type { Query } from "../api/http/pagination";
export { utcMoment } from "../api/http/wire";
