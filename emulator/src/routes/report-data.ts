import type { FastifyInstance } from "fastify";
import type { Links } from "../blobs/links";
import { invalidReportingInput } from "../http/refusals";
import type { ReportFiles } from "../reporting/report-files";
import type { ReportRun } from "../reporting/report-runs";
import type { InputFault } from "../rules/input-faults";
import type { Store } from "../store/store";
import { existingSchedule } from "./report-schedules";
import { withoutZone } from "./report-templates";

interface Services {
  readonly store: Store;
  readonly links: Links;
  readonly reports: ReportFiles;
}

const linkLifetimeMs = 12 * 60 * 60_000;

interface DataRequest {
  Params: { reportId: string };
  Querystring: { startDate?: string; endDate?: string };
}

function refuseDates(query: DataRequest["Querystring"]): void {
  const faults: InputFault[] = [];
  for (const [target, date] of Object.entries(query)) {
    if (target !== "startDate" && target !== "endDate") {
      faults.push({ target, message: "is not a parameter of this request" });
    } else if (!/^\d{4}-\d{2}-\d{2}$/.test(String(date)) || Number.isNaN(Date.parse(String(date)))) {
      faults.push({ target, message: "must be written yyyy-mm-dd" });
    }
  }
  if (faults.length > 0) throw invalidReportingInput(faults);
}

/** The runs of a scheduled report, each with a fresh link to its file once it is completed. */
export function addReportDataRoutes(app: FastifyInstance, { store, links, reports }: Services): void {
  app.get<DataRequest>("/:reportId", (request, reply) => {
    refuseDates(request.query);
    const { startDate = "", endDate = "9999-12-31" } = request.query;
    const report = existingSchedule(store, request.params.reportId);
    const row = (run: ReportRun) => ({
      ReportDatetime: withoutZone(run.at),
      ReportStatus: run.status,
      ReportLocation:
        run.status === "Completed" ? links.sign(reports.address(report, run), "r", linkLifetimeMs) : null,
    });
    const data = reports
      .runs(report)
      .filter(({ at }) => startDate <= at.slice(0, 10) && at.slice(0, 10) <= endDate)
      .map(row);
    return reply.send({ data, errors: [] });
  });
}
