import type { Emulator } from "devcenter-emulator";
import { at, call, template } from "../../emulator/dev-center-client";

export const hourMs = 60 * 60_000;

export interface ScheduleOptions {
  /** From now, which is this machine's own time: the command lives by it. Negative: ago. */
  readonly startsInHours: number;
  /** Hours; default 12. */
  readonly recurrenceInterval?: number;
  /** Runs; default 3. */
  readonly recurrence?: number;
  readonly callbackUrl?: string;
}

/** Schedules a report on an emulator, whose clock is set to this machine's time. */
export async function schedule(
  emulator: Emulator,
  { startsInHours, recurrenceInterval = 12, recurrence = 3, callbackUrl }: ScheduleOptions,
): Promise<{ id: string; startTime: string }> {
  emulator.clock.set(new Date().toISOString());
  const { body } = await call(emulator, "POST", "/analytics/driver/reporttemplate", { body: template });
  const startTime = new Date(Date.now() + startsInHours * hourMs).toISOString().replace(/\.\d+Z$/, "Z");
  const answer = await call(emulator, "POST", "/analytics/driver/report", {
    body: {
      templateId: at(body, "data.templateId"),
      schedule: { startTime, recurrenceInterval, recurrence },
      callbackUrl,
    },
  });
  return { id: String(at(answer.body, "data.reportId")), startTime };
}

/** Lets the service show completed runs of a report whose data is behind these links, until the next reset. */
export function answerRuns(emulator: Emulator, reportId: string, links: readonly string[]): void {
  const data = links.map((ReportLocation, index) => ({
    ReportDatetime: `2026-03-0${index + 1}T00:00:00`,
    ReportStatus: "Completed",
    ReportLocation,
  }));
  emulator.fail({
    match: { path: `/analytics/driver/reportdata/${reportId}` },
    times: "always",
    action: { respond: { status: 200, body: { data, errors: [] } } },
  });
}
