import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the engine puts in the place of a value that a preview cannot know yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Complete, right inputs of every kind. */
export const SAMPLES = {
  ReportTemplate: {
    view: "IHVDriver",
    projection: ["DriverName", "DriverVersion", "FailureName", "FailureHash"],
    dateRange: { reportPeriod: "Last30Days" },
    condition: {
      and: [
        { attribute: "EventType", operator: "EQ", value: "Kernel" },
        { condition: { or: [{ attribute: "Market", operator: "IN", value: "US" }] } },
      ],
    },
    aggregation: {
      aggregatedColumns: ["SUM(EventCount)", "DCOUNT(DeviceId)"],
      condition: { or: [{ attribute: "SUM(EventCount)", operator: "GT", value: "1000" }] },
    },
    orderby: [{ attribute: "DCOUNT(DeviceId)", sort: "desc" }],
    limit: 10,
  },
  ReportSchedule: {
    templateId: 15,
    startTime: "2026-04-01T00:00:00Z",
    recurrenceInterval: 24,
    recurrence: 7,
    callbackUrl: "https://example.com/hooks/KEY-OF-THE-RECEIVER",
    paused: false,
  },
  Product: {
    productName: "Volcano",
    testHarness: "hlk",
    requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
    deviceType: "internal",
    marketingNames: ["Volcano", "Volcano Pro"],
    announcementDate: "2026-12-01T00:00:00Z",
    deviceMetadataIds: ["00000000-1111-4222-8333-444444444444"],
    firmwareVersion: "1.2",
    isTestSign: false,
    isFlightSign: false,
    additionalAttributes: { storageController: { usedMicrosoft: false, firmwareVersion: "7" } },
  },
  Submission: { productId: "14631253285588838", name: "first", type: "initial" },
  ShippingLabel: {
    productId: "14631253285588838",
    submissionId: "1152921504621465124",
    name: "first wave",
    destination: "windowsUpdate",
    publishingSpecifications: {
      goLiveDate: "2026-04-12T05:28:32Z",
      visibleToAccounts: ["27691110", "9223372036854775807"],
      isAutoInstallDuringOSUpgrade: true,
      isAutoInstallOnApplicableSystems: false,
      manualAcquisition: false,
      isDisclosureRestricted: false,
      publishToWindows10s: true,
      additionalInfoForMsApproval: {
        microsoftContact: "abc@microsoft.com",
        validationsPerformed: "Validation 1",
        affectedOems: ["OEM1", "OEM2"],
        isRebootRequired: false,
        isCoEngineered: true,
        isForUnreleasedHardware: true,
        hasUiSoftware: false,
        businessJustification: "It is better.",
      },
    },
    targeting: {
      hardwareIds: [
        {
          bundleId: "3aba7558-10ca-42db-b1d1-57af5718aea3",
          infId: "foo.inf",
          operatingSystemCode: "WINDOWS_v100_X64_RS3_FULL",
          pnpString: "hid\\vid_dummy256f&pid_dummyc62f",
        },
      ],
      chids: [{ chid: "346511cf-ccee-5c6d-8ee9-3c70fc7aae83" }],
      restrictedToAudiences: ["00000000-0000-0000-0000-000000000001"],
      inServicePublishInfo: { flooring: "RS1", ceiling: "RS3" },
    },
    onDelete: "cancel",
    waitFor: "none",
    waitTimeoutMinutes: 90,
  },
  PublisherMetadata: {
    productId: "14631253285588838",
    submissionId: "1152921504621465124",
    waitTimeoutMinutes: 300,
  },
};

export type Kind = keyof typeof SAMPLES;
export const KINDS = Object.keys(SAMPLES) as Kind[];

/** The five sample templates of the reporting API's documentation. */
export function documentedTemplates(): readonly { title: string; template: Record<string, unknown> }[] {
  return JSON.parse(readFileSync(join(__dirname, "documented-templates.json"), "utf8"));
}

/** A copy with one value put at a path. */
export function withValueAt<T>(value: T, path: readonly (string | number)[], put: unknown): T {
  const copy = structuredClone(value);
  let inner = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) inner[last] = put;
  return copy;
}

/** The paths of everything that stands in a value, objects and lists included. */
export function pathsIn(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  const here = path.length > 0 ? [[...path]] : [];
  if (value === null || typeof value !== "object") return here;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [...here, ...entries.flatMap(([step, inner]) => pathsIn(inner, [...path, step]))];
}
