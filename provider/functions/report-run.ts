import * as pulumi from "@pulumi/pulumi";
import type { ReportRunDetails } from "../api/report-data";
import { dayFault, refuse, smallIdFault } from "./argument-faults";
import { ask } from "./program-session";

export interface GetReportRunsArgs {
  /** The scheduled report: `schedule.reportId`. */
  readonly reportId: number;
  /** The first day whose runs are wanted, `yyyy-mm-dd` in UTC. Default: as far back as the service shows. */
  readonly startDate?: string | undefined;
  /** The last day whose runs are wanted, `yyyy-mm-dd` in UTC. Default: up to now. */
  readonly endDate?: string | undefined;
}

export interface GetReportRunsOutputArgs {
  /** The scheduled report: `schedule.reportId`. */
  readonly reportId: pulumi.Input<number>;
  /** The first day whose runs are wanted, `yyyy-mm-dd` in UTC. Default: as far back as the service shows. */
  readonly startDate?: pulumi.Input<string | undefined> | undefined;
  /** The last day whose runs are wanted, `yyyy-mm-dd` in UTC. Default: up to now. */
  readonly endDate?: pulumi.Input<string | undefined> | undefined;
}

/**
 * Reads which runs of a scheduled report have come due, and how far each is, oldest first. Links are left out, for they
 * expire in 12 hours and are secrets: `devcenter reports download` fetches what is completed. Asks the service at once,
 * in a preview too, so it needs a credential there. Maps to GET `/analytics/driver/reportdata/{reportId}`.
 *
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
    const { reportRunDetails } = await import("../api/report-data.js");
    return (await reportData.list(String(reportId), { startDate, endDate })).map(reportRunDetails);
  });
}

/** The form of {@link getReportRuns} that takes outputs of resources. Asks nothing while they are unknown. */
export function getReportRunsOutput({
  reportId,
  startDate,
  endDate,
}: GetReportRunsOutputArgs): pulumi.Output<ReportRunDetails[]> {
  return pulumi.output({ reportId, startDate, endDate }).apply(getReportRuns);
}
