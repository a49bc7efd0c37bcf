import fc from "fast-check";
import { type Kind, SAMPLES } from "./sample-inputs";

/** An object of which some properties may be missing, null, or empty where they are texts. */
function some(
  required: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  optional: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Record<string, unknown>> {
  const loose = Object.entries(optional).map(([name, of]) => [
    name,
    fc.oneof({ weight: 4, arbitrary: of }, { weight: 1, arbitrary: fc.constant(null) }),
  ]);
  const model = { ...required, ...Object.fromEntries(loose) };
  return fc.record(model, { requiredKeys: Object.keys(required) });
}

const emptyOr = (of: fc.Arbitrary<string>) => fc.oneof({ weight: 4, arbitrary: of }, fc.constant(""));
const flag = fc.boolean();
const word = fc.constantFrom("Volcano", "Contoso NIC 1.0", "Treiber 驱动", "7", "1.2.3");
const date = fc.constantFrom("2026-12-01T00:00:00Z", "2027-03-09T13:00:00+01:00", "2027-01-05");
const guid = fc.constantFrom(
  "346511cf-ccee-5c6d-8ee9-3c70fc7aae83",
  "812fac65-9c26-473c-b3a9-1eb3803ac22c",
  "00000000-0000-0000-0000-00000000000A",
);
const listOf = <T>(of: fc.Arbitrary<T>) => fc.uniqueArray(of, { maxLength: 3 });
const anyCase = (...words: string[]) =>
  fc.constantFrom(
    ...words.flatMap((text) => [text, text.toUpperCase(), text.charAt(0).toUpperCase() + text.slice(1)]),
  );

const signature = fc.constantFrom(
  "WINDOWS_v100_X64_RS3_FULL",
  "WINDOWS_v100_ARM64_26H1_FULL",
  "WINDOWS_v63_X64",
);
const svvp = some(
  {},
  { productVersion: emptyOr(word), guestOs: emptyOr(word), maxProcessors: fc.integer({ min: 1, max: 64 }) },
);
const storage = some({}, { biosVersion: emptyOr(word), usedBootSupport: flag, supportsSector4K4K: flag });
const attributes = fc.oneof(
  fc.constant({}),
  svvp.map((value) => ({ svvp: value })),
  storage.map((value) => ({ storageController: value, raidController: null })),
);

const product = some(
  {
    productName: word,
    testHarness: anyCase("hlk", "hck", "attestation", "notset"),
    requestedSignatures: listOf(signature),
  },
  {
    selectedProductTypes: fc.constantFrom({}, { windows_v100_RS3: "Unclassified" }, { Windows_v100: "NFC" }),
    deviceType: emptyOr(anyCase("internal", "external", "internalExternal", "notSet")),
    marketingNames: listOf(word),
    announcementDate: emptyOr(date),
    deviceMetadataIds: listOf(guid),
    deviceMetadataCategory: emptyOr(word),
    packageType: emptyOr(word),
    firmwareVersion: emptyOr(word),
    isTestSign: flag,
    isFlightSign: flag,
    additionalAttributes: attributes,
  },
);

const predicate = fc.record({
  attribute: fc.constantFrom("EventType", "Market", "DriverName"),
  operator: anyCase("eq", "in", "like"),
  value: fc.constantFrom("Kernel", "1000", "US"),
});
const { condition } = fc.letrec((tie) => ({
  condition: some(
    {},
    {
      and: fc.array(fc.oneof(predicate, tie("nested")), { maxLength: 2 }),
      or: fc.array(predicate, { maxLength: 2 }),
    },
  ),
  nested: fc.record({ condition: some({}, { or: fc.array(predicate, { minLength: 1, maxLength: 2 }) }) }),
})) as { condition: fc.Arbitrary<unknown> };
const sums = fc.constant(["SUM(EventCount)", "dcount( DeviceId )"]);

const template = some(
  {
    view: fc.constant("IHVDriver"),
    projection: fc.constant(["DriverName", "DriverVersion", "Market"]),
    dateRange: fc.record({ reportPeriod: anyCase("Last7Days", "Last30Days") }),
  },
  {
    condition,
    aggregation: some({}, { aggregatedColumns: sums, condition }),
    orderby: fc.array(fc.record({ attribute: fc.constant("Market"), sort: anyCase("asc", "desc") }), {
      maxLength: 1,
    }),
    limit: fc.constantFrom(0, 10),
  },
);

const schedule = some(
  {
    templateId: fc.constantFrom(15, "16"),
    startTime: date,
    recurrenceInterval: fc.constantFrom(12, 168),
    recurrence: fc.constantFrom(1, 52),
  },
  { callbackUrl: emptyOr(fc.constant("https://example.com/hook?key=K")), paused: flag },
);

const submission = some(
  {
    productId: fc.constant(SAMPLES.Submission.productId),
    name: word,
    type: anyCase("initial", "derived"),
  },
  { commit: flag, waitFor: emptyOr(fc.constant("none")), waitTimeoutMinutes: fc.constant(5) },
);

const metadata = some(
  {
    productId: fc.constant(SAMPLES.PublisherMetadata.productId),
    submissionId: fc.constant(SAMPLES.PublisherMetadata.submissionId),
  },
  { waitTimeoutMinutes: fc.constant(5) },
);

const hardwareId = fc.record({
  bundleId: fc.constantFrom("0", "amd64", "3aba7558-10ca-42db-b1d1-57af5718aea3"),
  infId: fc.constantFrom("foo.inf", "Bar.inf"),
  operatingSystemCode: fc.constantFrom("WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_ARM64_RS3_FULL"),
  pnpString: fc.constantFrom("pci\\ven_8086&dev_5a85", "HID\\VID_045E&PID_0001"),
});
const idKey = (id: object) => JSON.stringify(id).toLowerCase();
const release = emptyOr(anyCase("RS4", "19H1", "NineteenH1"));
const range = fc.oneof(
  some({}, { flooring: release }).map((inServicePublishInfo) => ({ inServicePublishInfo })),
  some(
    {},
    { flooringBuildNumber: fc.constantFrom(17135, "17136"), ceilingBuildNumber: fc.constant(17139) },
  ).map((coEngDriverPublishInfo) => ({
    coEngDriverPublishInfo,
    inServicePublishInfo: { flooring: "", ceiling: null },
  })),
  fc.constant({}),
);
const targeting = fc
  .tuple(
    some(
      { hardwareIds: fc.uniqueArray(hardwareId, { minLength: 1, maxLength: 3, selector: idKey }) },
      {
        chids: listOf(guid).map((list) => list.map((chid) => ({ chid }))),
        restrictedToAudiences: listOf(guid),
        businessJustification: emptyOr(word),
      },
    ),
    range,
  )
  .map(([rest, ends]) => ({ ...rest, ...ends }));
const information = some(
  {},
  {
    microsoftContact: emptyOr(word),
    affectedOems: listOf(word),
    isRebootRequired: flag,
    isCoEngineered: flag,
    businessJustification: emptyOr(word),
  },
);
const publishing = some(
  { additionalInfoForMsApproval: information },
  {
    goLiveDate: emptyOr(date),
    visibleToAccounts: listOf(fc.constantFrom("27691110", "9223372036854775807", 27691111)),
    isAutoInstallDuringOSUpgrade: flag,
    isAutoInstallOnApplicableSystems: flag,
    isDisclosureRestricted: flag,
    publishToWindows10s: flag,
  },
);
const ofSubmission = {
  productId: fc.constant(SAMPLES.ShippingLabel.productId),
  submissionId: fc.constant(SAMPLES.ShippingLabel.submissionId),
  name: word,
};
const ours = { onDelete: emptyOr(anyCase("cancel", "keep")), waitFor: emptyOr(fc.constant("none")) };
const label = fc.oneof(
  some(
    {
      ...ofSubmission,
      destination: anyCase("windowsUpdate"),
      publishingSpecifications: publishing,
      targeting,
    },
    ours,
  ),
  some(
    {
      ...ofSubmission,
      destination: anyCase("anotherPartner"),
      recipientSpecifications: some(
        { receiverPublisherId: fc.constantFrom("27691110", 27691111) },
        { enforceChidTargeting: flag, blockDuaCreation: flag },
      ),
    },
    { targeting, ...ours },
  ),
);

/** Inputs of every kind that are right, in all the ways in which a program can leave something out. */
export const validInputs: Readonly<Record<Kind, fc.Arbitrary<Record<string, unknown>>>> = {
  ReportTemplate: template,
  ReportSchedule: schedule,
  Product: product,
  Submission: submission,
  ShippingLabel: label,
  PublisherMetadata: metadata,
};
