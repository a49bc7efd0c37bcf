import { z } from "zod";
import type { Client } from "../http/client";
import { lowerFirstLetters, notOffered, reportingEnvelope, rowsOf, utcMoment, wireText } from "../http/wire";

/** How far a run of a report is; `Completed` and `Failed` are final. */
export type RunStatus = "Completed" | "Pending" | "In Progress" | "Failed";

/** One run of a scheduled report, as programs show it: without its link. */
export interface ReportRunDetails {
  /** When it came due: ISO 8601 with Z. Within its report it is the run's name. */
  readonly reportDatetime: string;
  /** How far it is. One that this version does not know reads `Completed` where there is data, else `Pending`. */
  readonly status: RunStatus;
}

/** One run of a scheduled report. */
export interface ReportRun extends ReportRunDetails {
  /**
   * The link to the data, for the next 12 hours, once the run is completed. A secret, and a function, so that it is
   * never written out with the rest.
   */
  location(): string | undefined;
}

/** What of a run may be shown. */
export function reportRunDetails({ reportDatetime, status }: ReportRun): ReportRunDetails {
  return { reportDatetime, status };
}

/** The days whose runs are wanted, both included, `yyyy-mm-dd` in UTC. Without them: what the service shows. */
export interface RunRange {
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
}

const runMoment = z.string().transform((text, context) => {
  const moment = utcMoment(text);
  if (moment !== undefined) return moment;
  context.addIssue({ code: "custom", message: "expected a date and time" });
  return z.NEVER;
});

const statuses = new Map<string, RunStatus>([
  ["completed", "Completed"],
  ["pending", "Pending"],
  ["inprogress", "In Progress"],
  ["failed", "Failed"],
]);

/** A status that this version does not know is final only when its data is there. */
function statusOf(text: string | undefined, hasLocation: boolean): RunStatus {
  const known = statuses.get((text ?? "").replaceAll(/[\s_-]/g, "").toLowerCase());
  return known ?? (hasLocation ? "Completed" : "Pending");
}

const row = z
  .unknown()
  .transform(lowerFirstLetters)
  .pipe(
    z.looseObject({
      reportDatetime: runMoment,
      reportStatus: wireText,
      reportLocation: wireText,
    }),
  )
  .transform(({ reportDatetime, reportStatus, reportLocation }): ReportRun => {
    const link = reportLocation || undefined;
    return {
      reportDatetime,
      status: statusOf(reportStatus, link !== undefined),
      location: () => link,
    };
  });

const answer = reportingEnvelope(
  z
    .array(z.unknown())
    .nullable()
    .transform((rows, context) => {
      const { readable, unreadable } = rowsOf(row).parse(rows ?? []);
      if (readable.length > 0 || unreadable.length === 0) return readable;
      // One odd run keeps no other from being read; where it is the only one, the error says what is wrong with it.
      for (const issue of row.safeParse(unreadable[0]).error?.issues ?? []) {
        context.addIssue({ code: "custom", message: issue.message, path: [0, ...issue.path] });
      }
      return z.NEVER;
    }),
);

function refusalMeaning(refusal: { status: number }): string | undefined {
  if (refusal.status !== 404) return notOffered(refusal);
  return "There is no scheduled report with this id, or this account's service does not offer the driver-failure reporting API. devcenter reports list tells which: it shows the reports that there are.";
}

/** Calls of `/analytics/driver/reportdata`. */
export function reportData(client: Client) {
  return {
    /** The runs of a scheduled report, oldest first. Every call asks the service, and so gives fresh links. */
    async list(reportId: string, { startDate, endDate }: RunRange = {}): Promise<ReportRun[]> {
      const path = `/analytics/driver/reportdata/${reportId}`;
      const query = { startDate, endDate };
      const runs = await client.call({
        verb: "GET",
        path,
        query,
        responseSchema: answer,
        meaning: refusalMeaning,
      });
      return [...runs].sort((a, b) => Date.parse(a.reportDatetime) - Date.parse(b.reportDatetime));
    },
  };
}
