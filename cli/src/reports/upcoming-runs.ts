import type { ReportScheduleRecord } from "pulumi-devcenter/internal/dev-center";

const hourMs = 60 * 60_000;

/**
 * The state of a schedule: its first run is still to come, some runs are, it was paused, or all its runs are over. The
 * service shows the last two alike, as inactive; start, interval and number of runs show which it is.
 */
export type ScheduleState = "not begun" | "running" | "paused" | "over";

/** A run that is planned. */
export interface UpcomingRun {
  /** Which of the schedule's runs, from 1. */
  readonly run: number;
  /** When it comes due, ISO 8601 with Z. */
  readonly at: string;
}

type Schedule = Pick<ReportScheduleRecord, "startTime" | "recurrenceInterval" | "recurrence" | "isActive">;

/** The runs that a schedule plans after this moment, at most `count`. Those of a paused one happen if it is resumed. */
export function upcomingRuns(schedule: Schedule, now: Date, count: number): UpcomingRun[] {
  const startMs = startOf(schedule);
  const intervalMs = schedule.recurrenceInterval * hourMs;
  const over = Math.max(0, Math.floor((now.getTime() - startMs) / intervalMs) + 1);
  const runs: UpcomingRun[] = [];
  for (let index = over; index < schedule.recurrence && runs.length < count; index++) {
    runs.push({ run: index + 1, at: written(startMs + index * intervalMs) });
  }
  return runs;
}

/** When the last of its runs comes due, or came. */
export function lastRunAt(schedule: Schedule): Date {
  return new Date(startOf(schedule) + (schedule.recurrence - 1) * schedule.recurrenceInterval * hourMs);
}

export function scheduleState(schedule: Schedule, now: Date): ScheduleState {
  if (lastRunAt(schedule) <= now) return "over";
  if (!schedule.isActive) return "paused";
  return startOf(schedule) > now.getTime() ? "not begun" : "running";
}

/** The service means UTC where a time has no zone. */
function startOf({ startTime }: Schedule): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(startTime) ? startTime : `${startTime}Z`);
}

function written(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
