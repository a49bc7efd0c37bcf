import * as pulumi from "@pulumi/pulumi";
import * as devcenter from "pulumi-devcenter";

// Contoso writes drivers (view IHVDriver) and builds laptops (view OEMDriver). Every Monday it reviews what has failed.
const config = new pulumi.Config();
const everyWeek = {
  startTime: config.get("firstRun") ?? "2026-12-07T02:00:00Z",
  // Hours: as long as Last7Days looks back, so that no failure is missed and none is reported twice.
  recurrenceInterval: 7 * 24,
  // Runs: half a year. Whether there will be more is decided in a pull request.
  recurrence: 26,
  // Who is called when the data of a run is ready; without it, ask: devcenter reports download --watch.
  callbackUrl: config.getSecret("callbackUrl"),
};

const columnsOfBothViews = [
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

// 1. Everything that is known of each failure of our drivers. CabIdHash names the cab with the memory dump, where there
// is one: devcenter cabs download --from <file of this report>.
const driverFailures = new devcenter.ReportTemplate("driver-failures", {
  view: "IHVDriver",
  projection: [...columnsOfBothViews, "ApplicationId", "SubmissionId", "OSName", "OEMName", "OEMModel"],
  dateRange: { reportPeriod: "Last7Days" },
});

// 2. The same of each failure on our laptops, whichever vendor wrote the driver.
const deviceFailures = new devcenter.ReportTemplate("device-failures", {
  view: "OEMDriver",
  projection: [...columnsOfBothViews, "Model", "Baseboard", "ModelFamily"],
  dateRange: { reportPeriod: "Last7Days" },
});

// 3. Which failure of which driver hits how many devices, the most widespread first? Those that hit one are no concern.
const failuresByDriver = new devcenter.ReportTemplate("failures-by-driver", {
  view: "IHVDriver",
  projection: ["DriverName", "DriverVersion", "FailureName", "FailureHash"],
  dateRange: { reportPeriod: "Last30Days" },
  aggregation: {
    aggregatedColumns: ["SUM(EventCount)", "DCOUNT(DeviceId)"],
    condition: { and: [{ attribute: "DCOUNT(DeviceId)", operator: "GT", value: "1" }] },
  },
  orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
});

// 4. Which kernel-mode failures on our laptops came more than a thousand times?
const frequentFailures = new devcenter.ReportTemplate("frequent-failures", {
  view: "OEMDriver",
  projection: ["FailureName", "FailureHash"],
  dateRange: { reportPeriod: "Last7Days" },
  condition: { and: [{ attribute: "EventType", operator: "EQ", value: "Kernel" }] },
  aggregation: {
    aggregatedColumns: ["SUM(EventCount)"],
    // A filter over the sums; the one above is over the rows.
    condition: { or: [{ attribute: "SUM(EventCount)", operator: "GT", value: "1000" }] },
  },
});

// 5. Which ten of our drivers fail on the most devices?
const topDrivers = new devcenter.ReportTemplate("top-drivers", {
  view: "IHVDriver",
  projection: ["DriverName"],
  dateRange: { reportPeriod: "Last90Days" },
  aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
  orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
  limit: 10,
});

// No one has time for every failure on every laptop before the release. A paused schedule keeps its id and its runs.
const resting = new Set(["device-failures"]);

const questions = {
  "driver-failures": driverFailures,
  "device-failures": deviceFailures,
  "failures-by-driver": failuresByDriver,
  "frequent-failures": frequentFailures,
  "top-drivers": topDrivers,
};
const reports = Object.entries(questions).map(([name, { templateId }]) => {
  const paused = resting.has(name);
  const schedule = new devcenter.ReportSchedule(`${name}-weekly`, { templateId, ...everyWeek, paused });
  return { name, reportId: schedule.reportId };
});

export const reportIds = Object.fromEntries(reports.map(({ name, reportId }) => [name, reportId]));

// What follows is operated, not declared. Each fetches what has come due since, and nothing twice.
export const nextSteps = reports.map(
  ({ reportId }) => pulumi.interpolate`devcenter reports download ${reportId} --out reports`,
);
