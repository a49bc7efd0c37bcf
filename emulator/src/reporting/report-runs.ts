import type { Pause, ReportSchedule } from "../store/entities";

/** How a run is reported: `ReportStatus` on the wire. */
export type RunStatus = "Pending" | "In Progress" | "Completed" | "Failed";

/** One run that has come due. */
export interface ReportRun {
  /** When it came due, ISO 8601 with Z. */
  at: string;
  status: RunStatus;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const pendingMs = minuteMs;
const completedMs = 5 * minuteMs;

function plannedTimes(
  { schedule: { startTime, recurrenceInterval, recurrence } }: ReportSchedule,
  now: number,
) {
  const start = Date.parse(startTime);
  const due = Math.min(recurrence, Math.floor((now - start) / (recurrenceInterval * hourMs)) + 1);
  return Array.from({ length: Math.max(0, due) }, (_, run) => start + run * recurrenceInterval * hourMs);
}

function pausedAt(pauses: readonly Pause[], time: number): boolean {
  return pauses.some(
    ({ from, to }) => Date.parse(from) <= time && (to === undefined || time < Date.parse(to)),
  );
}

/** The times at which a schedule has run up to now; a run that came due during a pause did not happen. */
export function runTimes(report: ReportSchedule, now: Date): string[] {
  const fromPlan = plannedTimes(report, now.getTime())
    .filter((time) => !pausedAt(report.pauses, time))
    .map((time) => new Date(time).toISOString());
  return [...new Set([...report.pastRuns, ...fromPlan])].sort();
}

function statusOf(age: number, failed: boolean): RunStatus {
  if (age < pendingMs) return "Pending";
  if (age < completedMs) return "In Progress";
  return failed ? "Failed" : "Completed";
}

/** The runs of a schedule up to now. They fail when no report can be made. */
export function reportRuns(report: ReportSchedule, now: Date, canBeAnswered: boolean): ReportRun[] {
  const failed = new Set(report.failedRuns.map((time) => Date.parse(time)));
  return runTimes(report, now).map((at) => ({
    at,
    status: statusOf(now.getTime() - Date.parse(at), !canBeAnswered || failed.has(Date.parse(at))),
  }));
}

/** Whether a schedule is neither paused nor past its last run. */
export function isActive({ schedule, pauses }: ReportSchedule, now: Date): boolean {
  const last =
    Date.parse(schedule.startTime) + (schedule.recurrence - 1) * schedule.recurrenceInterval * hourMs;
  return !isPaused(pauses) && now.getTime() <= last;
}

/** Whether the last pause has not ended. */
export function isPaused(pauses: readonly Pause[]): boolean {
  const latest = pauses.at(-1);
  return latest !== undefined && latest.to === undefined;
}
