import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock";
import { renderJson, wireId } from "../http/json";
import { invalidReportingInput, reportingRefusal, validReportingInput } from "../http/refusals";
import type { ReportFiles } from "../reporting/report-files";
import { isActive, isPaused, runTimes } from "../reporting/report-runs";
import { type CheckedSchedule, checkReportSchedule } from "../rules/report-schedule-rules";
import type { Pause, ReportSchedule } from "../store/entities";
import type { Store } from "../store/store";
import { withoutZone } from "./report-templates";

interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly reports: ReportFiles;
}

interface ById {
  Params: { reportId: string };
}

/** One scheduled report. Throws the refusal of the service when there is none with that id. */
export function existingSchedule(store: Store, id: string): ReportSchedule {
  const report = store.find("reportSchedule", id);
  if (!report) throw reportingRefusal(400, "EntityNotFound", `Scheduled report ${id} not found`);
  return report;
}

function checked(store: Store, input: unknown): CheckedSchedule {
  const schedule = validReportingInput(checkReportSchedule(input));
  const { templateId } = schedule;
  if (!store.find("reportTemplate", templateId)) {
    const message = `report template ${templateId} does not exist`;
    throw invalidReportingInput([{ target: "templateId", message }]);
  }
  return schedule;
}

function createSchedule(services: Services, input: unknown): string {
  const { store, clock } = services;
  const schedule = checked(store, input);
  const id = store.nextId("reportSchedule");
  const now = clock.now().toISOString();
  store.insert("reportSchedule", {
    ...schedule,
    id,
    pauses: [],
    pastRuns: [],
    failedRuns: [],
    container: `report-${id}-${randomBytes(6).toString("hex")}`,
    createdAt: now,
    modifiedAt: now,
  });
  return id;
}

function readyRuns(reports: ReportFiles, report: ReportSchedule): string[] {
  const ready = reports.runs(report).filter(({ status }) => status === "Completed");
  return ready.map(({ at }) => at);
}

function editSchedule(services: Services, report: ReportSchedule, input: unknown): void {
  const { templateId, schedule, callbackUrl } = checked(services.store, input);
  const now = services.clock.now();
  services.store.update("reportSchedule", report.id, {
    templateId,
    schedule,
    // The edit replaces the whole: a callback that is not sent again is gone.
    callbackUrl,
    pastRuns: runTimes(report, now),
    // A new callback is sent only for runs that become ready from now on.
    ...(report.callbackUrl === undefined && { notifiedRuns: readyRuns(services.reports, report) }),
    modifiedAt: now.toISOString(),
  });
}

function pausesAfter(pauses: readonly Pause[], verb: "pause" | "resume", at: string): Pause[] {
  const paused = isPaused(pauses);
  if (verb === "pause") return paused ? [...pauses] : [...pauses, { from: at }];
  return pauses.map((pause) => (pause.to === undefined ? { ...pause, to: at } : pause));
}

function rowOf(report: ReportSchedule, now: Date) {
  const { id, templateId, schedule, callbackUrl, createdAt, modifiedAt } = report;
  return {
    reportId: wireId(id),
    templateId: wireId(templateId),
    schedule: renderJson(schedule),
    ...(callbackUrl !== undefined && { callbackUrl }),
    isActive: isActive(report, now),
    createdDatetime: withoutZone(createdAt),
    modifiedDatetime: withoutZone(modifiedAt),
  };
}

/** The scheduled reports of the reporting API: schedule, edit, list, pause, resume. */
export function addReportScheduleRoutes(app: FastifyInstance, services: Services): void {
  const { store, clock } = services;
  app.post("/", (request, reply) => {
    const id = createSchedule(services, request.body);
    return reply.status(201).send({ data: { reportId: wireId(id) }, errors: [] });
  });

  app.post<ById>("/:reportId", (request, reply) => {
    const report = existingSchedule(store, request.params.reportId);
    editSchedule(services, report, request.body);
    return reply.status(201).send({ data: { reportId: wireId(report.id) }, errors: [] });
  });

  app.get("/", (_request, reply) => {
    const now = clock.now();
    return reply.send({ data: store.list("reportSchedule").map((report) => rowOf(report, now)), errors: [] });
  });

  for (const verb of ["pause", "resume"] as const) {
    app.post<ById>(`/${verb}/:reportId`, (request, reply) => {
      const report = existingSchedule(store, request.params.reportId);
      const now = clock.now().toISOString();
      const pauses = pausesAfter(report.pauses, verb, now);
      store.update("reportSchedule", report.id, { pauses, modifiedAt: now });
      return reply.status(201).send({ data: { reportId: wireId(report.id) }, errors: [] });
    });
  }
}
