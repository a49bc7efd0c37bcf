import * as devcenter from "pulumi-devcenter";

// Which of our drivers fail on the most devices? We want to see more of them now.
const template = new devcenter.ReportTemplate("top-drivers", {
  view: "IHVDriver",
  projection: ["DriverName"],
  dateRange: { reportPeriod: "Last90Days" },
  aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
  orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
  limit: 25,
});

// Ask every day for a month.
const schedule = new devcenter.ReportSchedule("daily", {
  templateId: template.templateId,
  startTime: "2026-12-01T00:00:00Z",
  recurrenceInterval: 24,
  recurrence: 30,
});

// The network driver that we want signed, and its first submission.
const product = new devcenter.Product("nic", {
  productName: "VST_apdevtest1",
  testHarness: "attestation",
  deviceType: "external",
  requestedSignatures: ["WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  marketingNames: ["Contoso Network Adapter", "Contoso 2.5G Ethernet"],
});

const submission = new devcenter.Submission("nic-initial", {
  productId: product.productId,
  name: "VST_apdevtest1_init",
  type: "initial",
});

export const templateId = template.templateId;
export const reportId = schedule.reportId;
export const productId = product.productId;
export const submissionId = submission.submissionId;
export const commitStatus = submission.commitStatus;
