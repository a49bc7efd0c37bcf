/** Columns of both views. */
export const sharedColumns: readonly string[] = [
  "ReportId",
  "FailureDate",
  "FailureDateTime",
  "FailureName",
  "FailureHash",
  "Symbol",
  "OSVersion",
  "EventType",
  "Market",
  "DeviceType",
  "DriverName",
  "DriverVersion",
  "Architecture",
  "FlightRing",
  "Mode",
  "CPUName",
  "OSSKUType",
  "ReleaseName",
  "CabType",
  "CabIdHash",
  "CabExpirationTime",
  "DeviceId",
  "HardwareId",
  "CabCollectionTime",
  "EventCount",
];

/** Columns only IHVDriver has. */
export const ihvColumns: readonly string[] = [
  "ApplicationId",
  "SubmissionId",
  "OSName",
  "OEMName",
  "OEMModel",
];

/** Columns only OEMDriver has. */
export const oemColumns: readonly string[] = ["Model", "Baseboard", "ModelFamily"];

/** Periods a template may look back over. */
export const reportPeriods: readonly string[] = [
  "Yesterday",
  "Last3Days",
  "Last7Days",
  "Last10Days",
  "Last15Days",
  "Last30Days",
  "Last60Days",
  "Last90Days",
];
