import type * as pulumi from "@pulumi/pulumi";
import type { ReportScheduleDetails } from "../api/endpoints/report-schedules";
import { faultUnlessLeftOut, refuse, shown, smallIdFault } from "./argument-faults";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** Which scheduled reports are wanted; what is left out restricts nothing. */
export interface GetReportSchedulesArgs {
  /** The one scheduled report with this id. */
  readonly reportId?: number | undefined;
  /** The template that they run. */
  readonly templateId?: number | undefined;
  /** True: those with runs still to come. False: those paused or over. */
  readonly isActive?: boolean | undefined;
}

/** {@link GetReportSchedulesArgs}, each of which may be an output. */
export type GetReportSchedulesOutputArgs = InputArgs<GetReportSchedulesArgs>;

/**
 * Reads the scheduled reports of the account, also those that no program declares. The callback's URL is left out, for it
 * may hold a key: `ReportSchedule.get` gives it as a secret. Asks the service at once, in a preview too, so it needs a
 * credential there. Maps to GET `/analytics/driver/report`, which has no filter: each call fetches all of them.
 *
 * @example
 * ```ts
 * const running = await devcenter.getReportSchedules({ isActive: true });
 * ```
 * @throws ApiError, with status 404 or 410 where the account's service does not offer the reporting API,
 * pulumi.RunError with all faults of the arguments, AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getReportSchedules(
  args: GetReportSchedulesArgs = {},
): Promise<ReportScheduleDetails[]> {
  const { reportId, templateId, isActive } = args;
  refuse("getReportSchedules", [
    faultUnlessLeftOut(reportId, smallIdFault("reportId", reportId)),
    faultUnlessLeftOut(templateId, smallIdFault("templateId", templateId)),
    isActive === undefined || typeof isActive === "boolean"
      ? undefined
      : `isActive: expected true or false; got ${shown(isActive)}`,
  ]);
  return ask("getReportSchedules", args, async ({ reportSchedules }) => {
    const { reportScheduleDetails } = await import("../api/endpoints/report-schedules.js");
    const all = (await reportSchedules.listFresh()).map(reportScheduleDetails);
    return all.filter(
      (row) =>
        (reportId === undefined || row.reportId === reportId) &&
        (templateId === undefined || row.templateId === templateId) &&
        (isActive === undefined || row.isActive === isActive),
    );
  });
}

/**
 * The form of {@link getReportSchedules} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const template = devcenter.ReportTemplate.get("top-drivers", "15");
 * export const schedules = devcenter.getReportSchedulesOutput({ templateId: template.templateId });
 * ```
 */
export function getReportSchedulesOutput(
  args: GetReportSchedulesOutputArgs = {},
): pulumi.Output<ReportScheduleDetails[]> {
  const { reportId, templateId, isActive } = args;
  return whenKnown({ reportId, templateId, isActive }, getReportSchedules);
}
