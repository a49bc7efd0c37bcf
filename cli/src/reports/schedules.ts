import { type Command, InvalidArgumentError } from "commander";
import { presentable } from "pulumi-devcenter/internal";
import type { DevCenter, ReportScheduleRecord } from "pulumi-devcenter/internal/dev-center";
import { NotFoundError } from "../exit-codes";
import { decimalId } from "../ids";
import type { OpenSession } from "../session";
import { table } from "../table";
import {
  lastRunAt,
  type ScheduleState,
  scheduleState,
  type UpcomingRun,
  upcomingRuns,
} from "./upcoming-runs";

/** `devcenter reports list` and `devcenter reports next`: what is scheduled. */
export function addSchedules(reports: Command, open: OpenSession): void {
  reports
    .command("list")
    .description("all scheduled reports, and when each runs next")
    .action(async (_options, command: Command) => {
      const { devCenter, context, show } = await open(command);
      const now = context.clock.now();
      const found = (await devCenter.reportSchedules.listFresh()).map((schedule) => shown(schedule, now));
      show(found, () => tableOf(found));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter reports list");

  reports
    .command("next")
    .description("the coming runs of a report, by its schedule")
    .argument("<reportId>", "id in decimal digits", decimalId)
    .option("--count <runs>", "largest number of runs", wholeNumber, 5)
    .action(async (reportId: string, { count }: { count: number }, command: Command) => {
      const { devCenter, context, terminal, show } = await open(command);
      const schedule = await scheduleOf(devCenter, reportId);
      const now = context.clock.now();
      const runs = upcomingRuns(schedule, now, count);
      const standing = scheduleState(schedule, now);
      if (standing !== "running") terminal.say(`Report ${reportId} ${wordsOf(standing, schedule)}`);
      show({ reportId, standing, recurrence: schedule.recurrence, runs }, () => runsText(runs, schedule));
    })
    .addHelpText("after", "\nExample:\n  $ devcenter reports next 17 --count 10");
}

/**
 * The schedule of one report as it is now; the service has no call for one.
 *
 * @throws NotFoundError
 */
export async function scheduleOf(devCenter: DevCenter, reportId: string): Promise<ReportScheduleRecord> {
  const found = await devCenter.reportSchedules.getFresh(reportId);
  if (found !== undefined) return found;
  throw new NotFoundError(
    `There is no scheduled report ${reportId}. devcenter reports list shows those that there are.`,
  );
}

/** A schedule as it may be shown: without its callback, whose address may hold a key. */
function shown(schedule: ReportScheduleRecord, now: Date) {
  const { reportId, templateId, startTime, recurrenceInterval, recurrence, isActive } = schedule;
  const standing = scheduleState(schedule, now);
  const [next] = standing === "paused" ? [] : upcomingRuns(schedule, now, 1);
  const callback = schedule.callbackUrl !== undefined;
  const nextRun = next?.at ?? null;
  return presentable({
    ...{ reportId, templateId, startTime, recurrenceInterval, recurrence, isActive },
    ...{ standing, nextRun, callback },
  });
}

function tableOf(schedules: readonly ReturnType<typeof shown>[]): string {
  return table(
    ["REPORT", "TEMPLATE", "START", "HOURS", "RUNS", "ACTIVE", "STANDING", "NEXT"],
    schedules.map((schedule) => [
      schedule.reportId,
      schedule.templateId,
      schedule.startTime,
      schedule.recurrenceInterval,
      schedule.recurrence,
      schedule.isActive,
      schedule.standing,
      schedule.nextRun ?? undefined,
    ]),
  );
}

function wordsOf(standing: Exclude<ScheduleState, "running">, schedule: ReportScheduleRecord): string {
  switch (standing) {
    case "not begun":
      return "has not run yet.";
    case "paused":
      return "is paused: of these runs only those happen that come after it is resumed.";
    case "over":
      return `has no coming run: the last of its ${schedule.recurrence} was planned for ${lastRunAt(schedule).toISOString()}.`;
  }
}

function runsText(runs: readonly UpcomingRun[], { recurrence }: ReportScheduleRecord): string {
  return table(
    ["RUN", "AT"],
    runs.map(({ run, at }) => [`${run} of ${recurrence}`, at]),
  );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, 1 or more.");
}
