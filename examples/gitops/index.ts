import * as devcenter from "pulumi-devcenter";

// Which of our drivers fail on the most devices? Asked every Monday for half a year.
const template = new devcenter.ReportTemplate("top-drivers", {
  view: "IHVDriver",
  projection: ["DriverName"],
  dateRange: { reportPeriod: "Last90Days" },
  aggregation: { aggregatedColumns: ["DCOUNT(DeviceId)"] },
  orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
  limit: 10,
});

const schedule = new devcenter.ReportSchedule("top-drivers-weekly", {
  templateId: template.templateId,
  startTime: "2026-12-07T02:00:00Z",
  recurrenceInterval: 7 * 24,
  recurrence: 26,
});

// A product can never be deleted: an edit that would replace it is refused.
const product = new devcenter.Product(
  "nic",
  {
    productName: "Contoso Network Adapter",
    testHarness: "hlk",
    deviceType: "external",
    requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  },
  { protect: true },
);

// Its build adds the package, and the pull request then shows the commit.
const submission = new devcenter.Submission("nic-1.0", {
  productId: product.productId,
  name: "Contoso Network Adapter 1.0",
  type: "initial",
});

export const reportId = schedule.reportId;
export const productId = product.productId;
export const submissionId = submission.submissionId;
