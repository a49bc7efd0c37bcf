import type { Values } from "pulumi-devcenter/internal/lifecycles";
import { lastRunAt, upcomingRuns } from "../reports/upcoming-runs";
import { counted, joined, type Phrase, say } from "./phrase";
import type { ResourceChange } from "./resource-change";

/** When something happens, or stops. */
export interface ScheduleNote {
  readonly change: ResourceChange;
  readonly text: Phrase;
}

const timed = ["startTime", "recurrenceInterval", "recurrence", "paused", "templateId"];

/** When the schedules of these changes run. */
export function scheduleNotesOf(changes: readonly ResourceChange[], now: Date): ScheduleNote[] {
  return changes
    .filter(({ kind, verb }) => kind === "ReportSchedule" && verb !== "read")
    .flatMap((change) => {
      if (change.verb === "delete") return [{ change, text: removalText(change, now) }];
      if (change.verb === "update" && !change.changed.some((name) => timed.includes(name))) return [];
      return [{ change, text: runsText(change.news, now) }];
    });
}

interface Times {
  readonly startTime: string;
  readonly recurrenceInterval: number;
  readonly recurrence: number;
  readonly isActive: boolean;
}

function timesOf({ startTime, recurrenceInterval, recurrence, paused }: Values): Times | undefined {
  if (typeof startTime !== "string" || Number.isNaN(Date.parse(startTime))) return undefined;
  if (typeof recurrenceInterval !== "number" || typeof recurrence !== "number") return undefined;
  return { startTime, recurrenceInterval, recurrence, isActive: paused !== true };
}

function runsText(news: Values, now: Date): Phrase {
  const times = timesOf(news);
  if (times === undefined) return ["runs at times that are known only in up"];
  const last = isoText(lastRunAt(times));
  const runs = upcomingRuns(times, now, times.recurrence);
  if (runs.length === 0) return say`has no coming run: the last of its ${times.recurrence} was due ${[last]}`;
  const next = joined(runs.slice(0, 3).map(({ at }) => [at]));
  const plan = say`${counted(runs.length, "run")} every ${counted(times.recurrenceInterval, "hour")}: ${next}${runs.length > 3 ? [", …"] : []}; the last one ${[last]}`;
  if (news.paused === true) return say`is paused. When it is resumed: ${plan}`;
  return typeof news.paused === "symbol" ? say`paused or not is known only in up; ${plan}` : plan;
}

function removalText({ olds, id = "" }: ResourceChange, now: Date): Phrase {
  const times = timesOf(olds);
  const pause = say`is removed: schedule ${id} is paused on Dev Center, which cannot delete schedules`;
  if (times === undefined) return pause;
  const left = upcomingRuns(times, now, times.recurrence).length;
  return left === 0 || olds.isActive === false
    ? pause
    : say`${pause}; ${counted(left, "run")} ${[left === 1 ? "is" : "are"]} lost`;
}

function isoText(moment: Date): string {
  return moment.toISOString().replace(".000Z", "Z");
}
