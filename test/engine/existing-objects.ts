import type { RecordedRequest } from "devcenter-emulator";
import type { LocalDevCenter } from "../../harness/local-dev-center";

export const TEMPLATE = {
  view: "IHVDriver",
  projection: ["DriverName", "EventCount"],
  dateRange: { reportPeriod: "Last7Days" },
  condition: { and: [{ attribute: "DriverName", operator: "EQ", value: "nic.sys" }] },
};
export const TIMES = { startTime: "2026-12-01T00:00:00Z", recurrenceInterval: 24, recurrence: 30 };
export const CALLBACK = "https://hooks.contoso.com/in/KEY-IN-PATH";
export const PRODUCT = {
  productName: "nic",
  testHarness: "hlk",
  deviceType: "internal",
  requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL", "WINDOWS_v100_RS3_FULL"],
  selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  marketingNames: ["Contoso Network Adapter"],
};
export const SUBMISSION = { name: "first", type: "initial" };

export interface Existing {
  readonly template: string;
  readonly schedule: string;
  readonly product: string;
  readonly submission: string;
}

/** One object of each kind, made by another person over the API. */
export async function makeOthers(devCenter: LocalDevCenter): Promise<Existing> {
  const template = await devCenter.make("reportTemplate", "/analytics/driver/reporttemplate", TEMPLATE);
  const schedule = await devCenter.make("reportSchedule", "/analytics/driver/report", {
    templateId: Number(template),
    schedule: TIMES,
    callbackUrl: CALLBACK,
  });
  await devCenter.ask("POST", `/analytics/driver/report/pause/${schedule}`);
  const product = await devCenter.make("product", "/v2.0/my/hardware/products", PRODUCT);
  const submissions = `/v2.0/my/hardware/products/${product}/submissions`;
  const submission = `${product}/${await devCenter.make("submission", submissions, SUBMISSION)}`;
  return { template, schedule, product, submission };
}

export type Changes = Readonly<Record<keyof Existing, object>>;
export const NO_CHANGES: Changes = { template: {}, schedule: {}, product: {}, submission: {} };

/** A program that declares the four, with these properties changed and these ids imported. */
export function programOf(
  ids: Existing,
  imported: Partial<Existing>,
  changes: Partial<Changes> = {},
): string {
  const { template, schedule, product, submission } = { ...NO_CHANGES, ...changes };
  const declare = (kind: string, name: keyof Existing, args: object) =>
    `new devcenter.${kind}("${name}", ${JSON.stringify(args)}, ${JSON.stringify({ import: imported[name] })});`;
  return [
    declare("ReportTemplate", "template", { ...TEMPLATE, ...template }),
    declare("ReportSchedule", "schedule", {
      templateId: Number(ids.template),
      ...TIMES,
      callbackUrl: CALLBACK,
      paused: true,
      ...schedule,
    }),
    declare("Product", "product", { ...PRODUCT, ...product }),
    declare("Submission", "submission", { productId: ids.product, ...SUBMISSION, ...submission }),
  ].join("\n");
}

export const NAMES = ["product", "schedule", "submission", "template"] as const;
export const inEach = (op: string) => NAMES.map((name) => `${op} ${name}`);
export const writes = ({ requests }: { readonly requests: readonly RecordedRequest[] }) =>
  requests.filter(({ method }) => method !== "GET");
