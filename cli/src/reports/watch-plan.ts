import type { ReportRun, ReportScheduleRecord } from "pulumi-devcenter/internal/dev-center";
import { lastRunAt, scheduleState, upcomingRuns } from "./upcoming-runs";

const minuteMs = 60_000;
const firstPauseMs = minuteMs;
const growth = 1.5;
const longestPauseMs = 15 * minuteMs;
// Whatever is waited for, files come due; and no timer runs longer than 24 days.
const dayMs = 24 * 60 * minuteMs;
/** How long after its time a run may still be unknown to the service. */
const lateMs = 6 * 60 * minuteMs;
/** How often a download that stopped after the last run is tried again. */
const triesAtTheEnd = 5;

/** What is known after a look. */
export interface WatchState {
  readonly schedule: ReportScheduleRecord;
  readonly runs: readonly Pick<ReportRun, "reportDatetime" | "status">[];
  /** Whether a download stopped that may succeed the next time. */
  readonly hasStopped: boolean;
  /** Looks in a row that brought nothing new. */
  readonly quietLooks: number;
}

/** When to look again, and for what; undefined when nothing can come any more. */
export interface NextLook {
  readonly inMs: number;
  readonly reason: string;
}

/**
 * When something can be new: soon, and later each time, while a run is under way or late; shortly after the next run's
 * time; and whatever happens, `everyMs` from now.
 */
export function nextLook(standing: WatchState, now: Date, everyMs: number): NextLook | undefined {
  const { schedule, runs, hasStopped, quietLooks } = standing;
  const atMost = (ms: number) => Math.max(0, Math.min(ms, everyMs, dayMs));
  const soon = atMost(Math.min(longestPauseMs, firstPauseMs * growth ** quietLooks));
  const underWay = runs.find(({ status }) => status === "Pending" || status === "In Progress");
  if (underWay !== undefined) {
    return { inMs: soon, reason: `the run of ${underWay.reportDatetime} is under way` };
  }
  const where = scheduleState(schedule, now);
  const isLastListed = isListed(runs, lastRunAt(schedule));
  const isOver = isLastListed || (where === "over" && now.getTime() - lastRunAt(schedule).getTime() > lateMs);
  if (isOver) {
    const isWorthIt = hasStopped && quietLooks < triesAtTheEnd;
    return isWorthIt ? { inMs: soon, reason: "a download has stopped" } : undefined;
  }
  if (hasStopped) return { inMs: soon, reason: "a download has stopped" };
  if (where === "paused") return { inMs: atMost(dayMs), reason: "the report is paused" };
  const [next] = upcomingRuns(schedule, now, 1);
  const lastDue = lastDueRun(schedule, now);
  const isLate =
    lastDue !== undefined && !isListed(runs, lastDue) && now.getTime() - lastDue.getTime() <= lateMs;
  if (isLate || next === undefined) {
    return { inMs: soon, reason: "the service does not show the last run yet" };
  }
  return {
    inMs: atMost(Date.parse(next.at) + firstPauseMs - now.getTime()),
    reason: `the next run comes due at ${next.at}`,
  };
}

/** The service may note a run a little before its time. */
function isListed(runs: WatchState["runs"], due: Date): boolean {
  return runs.some(({ reportDatetime }) => Date.parse(reportDatetime) >= due.getTime() - minuteMs);
}

function lastDueRun(schedule: ReportScheduleRecord, now: Date): Date | undefined {
  const [next] = upcomingRuns(schedule, now, 1);
  if (next === undefined) return lastRunAt(schedule);
  if (next.run === 1) return undefined;
  return new Date(Date.parse(next.at) - schedule.recurrenceInterval * 60 * minuteMs);
}
