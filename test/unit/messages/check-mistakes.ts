import { checked } from "./mistakes-told";

const plain = { aggregation: undefined, orderby: undefined, condition: undefined };
const productId = "expected the productId of a product in decimal digits, such as 14631253285588838";

/** Mistakes in a program, as the engine prints them: what was wrong, and the exact text. */
export const checkMistakes: (readonly [mistake: string, told: () => Promise<string>, text: string])[] = [
  [
    "a property whose name is misspelt",
    () => checked("ReportTemplate", { limits: 3 }),
    "property limits value {3} has a problem: expected no property of this name (did you mean limit?); got 3",
  ],
  [
    "a column whose name is misspelt: the engine cannot look up a nested path",
    () => checked("ReportTemplate", { ...plain, projection: ["Drivername"] }),
    'projection[0]: expected a column of the IHVDriver view (did you mean DriverName?); got "Drivername"',
  ],
  [
    "a value that is none of the documented ones",
    () => checked("ReportTemplate", { ...plain, view: "IHVDrivers" }),
    'property view value {IHVDrivers} has a problem: expected one of IHVDriver, OEMDriver (did you mean IHVDriver?); got "IHVDrivers"',
  ],
  [
    "no arguments at all",
    () => checked("ReportTemplate", { ...plain, view: null, projection: null, dateRange: null, limit: null }),
    "view: expected one of IHVDriver, OEMDriver; got nothing\nprojection: expected a list of columns; got nothing\ndateRange: expected { reportPeriod: … }; got nothing",
  ],
  [
    "a package that is not there",
    () => checked("Submission", { package: "/nowhere/driver.hlkx" }),
    'property package value {/nowhere/driver.hlkx} has a problem: expected a package file that exists; got "/nowhere/driver.hlkx"',
  ],
  [
    "a package of another kind",
    () => checked("Submission", { package: "driver.zip" }),
    'property package value {driver.zip} has a problem: expected a package with the extension .hlkx, .hckx or .cab; got "driver.zip"',
  ],
  [
    "the id of the resource in the place of the submissionId",
    () => checked("ShippingLabel", { submissionId: "1/2" }),
    'property submissionId value {1/2} has a problem: expected the submissionId of a submission in decimal digits, such as 1152921504621465124; got "1/2"',
  ],
  [
    "a number in the place of a 64-bit id",
    () => checked("Submission", { productId: 14631253285588838 }),
    `property productId value {14631253285588838} has a problem: ${productId}, as a text: a number of this size loses digits; got 14631253285588838`,
  ],
  [
    "a bigint in the place of a 64-bit id, of which Pulumi's wire leaves nothing",
    () => checked("Submission", { productId: {} }),
    `productId: ${productId}, as a text; got {}`,
  ],
  [
    "a name in the place of the id to import",
    () => checked("ReportTemplate", { adoptId: "top-drivers" }),
    'import: expected an id such as 15; got "top-drivers"',
  ],
  [
    "a number in the place of the id to import",
    () => checked("ReportTemplate", { adoptId: 15 }),
    "import: expected an id such as 15, as a text; got 15",
  ],
  [
    "a Date that pulumi.output or pulumi.secret has emptied",
    () => checked("ReportSchedule", { startTime: {} }),
    "startTime: expected a date and time in ISO 8601, such as 2026-12-01T00:00:00Z, as a text: pulumi.output and pulumi.secret empty a Date, so give them date.toISOString(); got {}",
  ],
  [
    "a wrong value that the program marked as a secret",
    () => checked("ReportTemplate", { ...plain, view: "IHVDriver-hush", secretInputs: ["view"] }),
    "view: expected one of IHVDriver, OEMDriver; got a value that is not shown",
  ],
];
