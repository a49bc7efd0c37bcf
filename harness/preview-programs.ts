import type { Emulator } from "devcenter-emulator";

/** One preview that is recorded: a program, over the state that `baseProgram` has left, or over nothing. */
export interface PreviewProgram {
  readonly name: string;
  readonly source: string;
  readonly isFirst?: boolean;
  readonly refresh?: boolean;
  /** What somebody does on Dev Center before it, and takes back after it. */
  readonly meanwhile?: (emulator: Emulator) => void;
}

const template = (more = "") =>
  `const top = new devcenter.ReportTemplate("top", { view: "IHVDriver", projection: ["DriverName", "DriverVersion"], dateRange: { reportPeriod: "Last7Days" }, limit: 10, ${more} });`;
const schedule = (more = "") =>
  `new devcenter.ReportSchedule("daily", { templateId: top.templateId, startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30, callbackUrl: "https://example.com/hooks/KEY-OF-THE-RECEIVER", ${more} });`;
const product = (more = "") =>
  `const nic = new devcenter.Product("nic", { productName: "Contoso NIC", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"], selectedProductTypes: { windows_v100_RS3: "Unclassified" }, ${more} });`;
const submission = (more = "") =>
  `const first = new devcenter.Submission("first", { productId: nic.productId, name: "1.0", type: "initial", package: "contoso-nic.hlkx", waitFor: "none", ${more} });`;
const label = (targeting: string, more = "") =>
  `new devcenter.ShippingLabel("wave", { productId: first.productId, submissionId: first.submissionId, name: "First wave", destination: "windowsUpdate", publishingSpecifications: { goLiveDate: "2027-01-12T09:00:00Z", isAutoInstallOnApplicableSystems: true, additionalInfoForMsApproval: { businessJustification: "It is better." } }, targeting: ${targeting}, ${more} });`;
const hardwareIds = (devices: readonly string[]) =>
  `hardwareIds: [${devices.map((device) => `{ bundleId: "3aba7558-10ca-42db-b1d1-57af5718aea3", infId: "nic.inf", operatingSystemCode: "WINDOWS_v100_X64_RS3_FULL", pnpString: "pci\\\\ven_8086&dev_${device}" }`).join(", ")}]`;
const audience = `restrictedToAudiences: ["00000000-0000-0000-0000-000000000001"]`;
const share = `new devcenter.ShippingLabel("partner", { productId: first.productId, submissionId: first.submissionId, name: "Fabrikam", destination: "anotherPartner", recipientSpecifications: { receiverPublisherId: "27691110" } });`;

const reports = [template(), schedule()];
const release = [product(), submission()];

/** What is on Dev Center before each of the others. */
export const baseProgram = [...reports, ...release, share].join("\n");

function over(name: string, lines: readonly string[], more: Partial<PreviewProgram> = {}): PreviewProgram {
  return { name, source: lines.join("\n"), ...more };
}

/** Each kind made, edited, replaced, removed, imported, drifted, unknown. */
export const previewPrograms: readonly PreviewProgram[] = [
  over(
    "made",
    [
      ...reports,
      ...release,
      label(`{ ${hardwareIds(["1", "2"])}, ${audience}, inServicePublishInfo: { flooring: "RS5" } }`),
    ],
    { isFirst: true },
  ),
  over("unchanged", [...reports, ...release, share]),
  over("edited", [
    template(
      `projection: ["DriverName", "DeviceId", "CabIdHash"], dateRange: { reportPeriod: "Last90Days" }`,
    ),
    schedule("recurrence: 60, paused: true"),
    product(`marketingNames: ["Contoso NIC Pro"]`),
    submission(`name: "1.0.1"`),
    share,
  ]),
  over("replaced", [...reports, product(`firmwareVersion: "2"`), submission(), share]),
  over("removed", []),
  over(
    "imported",
    [
      ...reports,
      ...release,
      share,
      `new devcenter.ReportTemplate("by-hand", { view: "OEMDriver", projection: ["Model", "EventCount"], dateRange: { reportPeriod: "Last30Days" } }, { import: "77" });`,
    ],
    {
      // So the preview cannot look whether there is one.
      meanwhile(emulator) {
        const match = { method: "GET", path: "/analytics/driver/reporttemplate" };
        emulator.fail({ match, action: { respond: { status: 500 } } });
      },
    },
  ),
  over("published", [
    ...reports,
    ...release,
    share,
    label(`{ ${hardwareIds(["1"])} }`, `waitFor: "published"`),
  ]),
  over("secret", [
    ...reports.slice(0, 1),
    schedule(`callbackUrl: pulumi.secret("https://example.com/hooks/ANOTHER-KEY")`),
    ...release,
    `new devcenter.Product("hidden", { productName: pulumi.secret("Code name Aurora"), testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"], selectedProductTypes: { windows_v100_RS3: "Unclassified" } });`,
    share,
  ]),
  over("drifted", [...reports, ...release, share], {
    refresh: true,
    meanwhile(emulator) {
      const [kept] = emulator.state().entities.reportTemplate;
      if (kept) emulator.edit("reportTemplate", kept.id, { template: { ...kept.template, limit: 99 } });
    },
  }),
  over("gone", [...reports, ...release, share], {
    refresh: true,
    meanwhile(emulator) {
      const [kept] = emulator.state().entities.reportSchedule;
      if (kept) emulator.remove("reportSchedule", kept.id);
    },
  }),
  over("hostile", [
    ...reports,
    ...release,
    share,
    `new devcenter.Product("@everyone [x](https://evil.example/) <b>\`|", { productName: "<img src=x onerror=alert(1)> \\u202Egnp @admin", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"], selectedProductTypes: { windows_v100_RS3: "Unclassified" } });`,
  ]),
  over("mistaken", [
    ...reports,
    `new devcenter.ReportTemplate("wrong", { view: "IHVDrivers", projection: ["Drivername"], dateRange: { reportPeriod: "Last7Days" } });`,
    ...release,
    share,
  ]),
];
