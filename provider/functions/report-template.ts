import type * as pulumi from "@pulumi/pulumi";
import type { ReportTemplateDetails as DetailsOnWire } from "../api/endpoints/report-templates";
import type { ReportTemplateArgs } from "../resources/report-template";
import { faultUnlessLeftOut, refuse, shown, smallIdFault } from "./argument-faults";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** A template of the account, created here or elsewhere. */
export interface ReportTemplateDetails extends DetailsOnWire {
  /** What it asks for; a {@link ReportTemplate} takes it as its arguments. Enumerations come in any case. */
  readonly template: pulumi.Unwrap<ReportTemplateArgs>;
}

/** Which templates are wanted; what is left out restricts nothing. */
export interface GetReportTemplatesArgs {
  /** The one template with this id. */
  readonly templateId?: number | undefined;
  /** `IHVDriver` or `OEMDriver`; case means nothing. */
  readonly view?: string | undefined;
}

/** {@link GetReportTemplatesArgs}, each of which may be an output. */
export type GetReportTemplatesOutputArgs = InputArgs<GetReportTemplatesArgs>;

/**
 * Reads the report templates of the account, also those that no program declares. Asks the service at once, in a preview
 * too, so it needs a credential there. Maps to GET `/analytics/driver/reporttemplate`, which has no filter: each call
 * fetches all of them.
 *
 * @example
 * ```ts
 * const templates = await devcenter.getReportTemplates({ view: "OEMDriver" });
 * export const columns = templates.map(({ templateId, template }) => ({ templateId, columns: template.projection }));
 * ```
 * @throws ApiError, with status 404 or 410 where the account's service does not offer the reporting API,
 * pulumi.RunError with all faults of the arguments, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getReportTemplates(
  args: GetReportTemplatesArgs = {},
): Promise<ReportTemplateDetails[]> {
  const { templateId, view } = args;
  refuse("getReportTemplates", [
    faultUnlessLeftOut(templateId, smallIdFault("templateId", templateId)),
    faultUnlessLeftOut(view, viewFault(view)),
  ]);
  return ask("getReportTemplates", args, async ({ reportTemplates }) => {
    const { reportTemplateDetails } = await import("../api/endpoints/report-templates.js");
    // The wire's shape is trusted here as in the resource: the service has checked it when the template was made.
    const all = (await reportTemplates.listFresh()).map(reportTemplateDetails) as ReportTemplateDetails[];
    return all.filter(
      (row) =>
        (templateId === undefined || row.templateId === templateId) &&
        (view === undefined || String(row.template.view).toLowerCase() === view.toLowerCase()),
    );
  });
}

function viewFault(view: unknown): string | undefined {
  if (typeof view === "string" && /^(IHV|OEM)Driver$/i.test(view)) return undefined;
  return `view: expected one of IHVDriver, OEMDriver; got ${shown(view)}`;
}

/**
 * The form of {@link getReportTemplates} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const schedule = devcenter.ReportSchedule.get("daily", "1");
 * export const template = devcenter.getReportTemplatesOutput({ templateId: schedule.templateId });
 * ```
 */
export function getReportTemplatesOutput(
  args: GetReportTemplatesOutputArgs = {},
): pulumi.Output<ReportTemplateDetails[]> {
  const { templateId, view } = args;
  return whenKnown({ templateId, view }, getReportTemplates);
}
