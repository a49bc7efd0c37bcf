import type { Emulator } from "devcenter-emulator";
import { at, call, noon } from "./dev-center-client";

/** The day every report of these tests runs at, an hour before it is asked for. */
export const runDay = "2026-03-03";

const templates = "/analytics/driver/reporttemplate";
const reports = "/analytics/driver/report";

/** One run as the API shows it. */
export interface Run {
  ReportDatetime: string;
  ReportStatus: string;
  ReportLocation: string | null;
}

/** Schedules a template to run on `runDay` at midnight, and moves the clock to an hour later. Answers the report's id. */
export async function schedule(emulator: Emulator, template: object): Promise<string> {
  emulator.clock.set(noon);
  const made = await call(emulator, "POST", templates, { body: template });
  const plan = { startTime: `${runDay}T00:00:00Z`, recurrenceInterval: 24, recurrence: 1 };
  const body = { templateId: at(made.body, "data.templateId"), schedule: plan };
  const scheduled = await call(emulator, "POST", reports, { body });
  emulator.clock.set(`${runDay}T01:00:00Z`);
  return String(at(scheduled.body, "data.reportId"));
}

/** The first run of a report. */
export async function firstRun(emulator: Emulator, reportId: string): Promise<Run> {
  const { body } = await call(emulator, "GET", `/analytics/driver/reportdata/${reportId}`);
  return at(body, "data.0") as Run;
}

/** The file of a report's first run. Fails unless there is one. */
export async function fileOf(emulator: Emulator, reportId: string): Promise<string> {
  const { ReportStatus, ReportLocation } = await firstRun(emulator, reportId);
  const answer = await fetch(String(ReportLocation));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`a run that is ${ReportStatus}: ${answer.status} ${text}`);
  return text;
}

/** What the emulator answers to a template. */
export async function answerTo(emulator: Emulator, template: object): Promise<string> {
  return fileOf(emulator, await schedule(emulator, template));
}
