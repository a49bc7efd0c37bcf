import type * as pulumi from "@pulumi/pulumi";
import type { ReportRunDetails } from "../api/endpoints/report-data";
import { dayFault, refuse, smallIdFault } from "./argument-faults";
import type { InputArgs } from "./input-args";
import { whenKnown } from "./output-form";
import { ask } from "./program-session";

/** The scheduled report whose runs are wanted, and of which days. */
export interface GetReportRunsArgs {
  /** The scheduled report: `schedule.reportId`. */
  readonly reportId: number;
  /** The first day whose runs are wanted, `yyyy-mm-dd` in UTC. Left out: as far back as the service shows. */
  readonly startDate?: string | undefined;
  /** The last day whose runs are wanted, `yyyy-mm-dd` in UTC. Left out: up to now. */
  readonly endDate?: string | undefined;
}

/** {@link GetReportRunsArgs}, each of which may be an output. */
export type GetReportRunsOutputArgs = InputArgs<GetReportRunsArgs>;

/**
 * Reads which runs of a scheduled report have come due, and how far each is, oldest first. Links are left out, for they
 * expire in 12 hours and are secrets: `devcenter reports download` fetches what is completed. Asks the service at once,
 * in a preview too, so it needs a credential there. Maps to GET `/analytics/driver/reportdata/{reportId}`.
 *
 * @example
 * ```ts
 * const runs = await devcenter.getReportRuns({ reportId: 1, startDate: "2026-12-01" });
 * export const failed = runs.filter(({ status }) => status === "Failed").map(({ reportDatetime }) => reportDatetime);
 * ```
 * @throws ApiError, whose `meansGone` is true when there is no such report; pulumi.RunError with all faults of the
 * arguments; AuthenticationError, ConfigurationError, ConnectionError
 */
export async function getReportRuns(args: GetReportRunsArgs): Promise<ReportRunDetails[]> {
  const { reportId, startDate, endDate } = args;
  refuse("getReportRuns", [
    smallIdFault("reportId", reportId),
    dayFault("startDate", startDate),
    dayFault("endDate", endDate),
    startDate !== undefined && endDate !== undefined && startDate > endDate
      ? "endDate: expected a day not before startDate"
      : undefined,
  ]);
  return ask("getReportRuns", args, async ({ reportData }) => {
    const { reportRunDetails } = await import("../api/endpoints/report-data.js");
    return (await reportData.list(String(reportId), { startDate, endDate })).map(reportRunDetails);
  });
}

/**
 * The form of {@link getReportRuns} that takes outputs of resources. Asks nothing while they are unknown.
 *
 * @example
 * ```ts
 * const schedule = devcenter.ReportSchedule.get("daily", "1");
 * export const runs = devcenter.getReportRunsOutput({ reportId: schedule.reportId });
 * ```
 */
export function getReportRunsOutput(args: GetReportRunsOutputArgs): pulumi.Output<ReportRunDetails[]> {
  const { reportId, startDate, endDate } = args;
  return whenKnown({ reportId, startDate, endDate }, getReportRuns);
}
