import { DateTime } from "luxon";
import { z } from "zod";
import type { ReportScheduleRecord } from "../../api/endpoints/report-schedules";
import { reportScheduleKind } from "../../kinds/report-schedule";
import type { Lifecycle, Observed, Values } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import {
  describedBy,
  flag,
  type InputsOf,
  moment,
  propertiesOf,
  type ShapesOf,
  smallId,
  textual,
  wholeNumber,
} from "../core/shape";

const shapes = {
  templateId: smallId("the templateId of a report template, such as 15"),
  startTime: moment(),
  recurrenceInterval: wholeNumber(12, "hours"),
  recurrence: wholeNumber(1, "runs"),
  callbackUrl: textual(z.url({ protocol: /^https$/, error: "an https URL" })),
  paused: flag(),
} satisfies ShapesOf<typeof reportScheduleKind>;

type ReportScheduleInputs = InputsOf<typeof reportScheduleKind, typeof shapes>;

function definitionOf({
  templateId,
  startTime,
  recurrenceInterval,
  recurrence,
  callbackUrl,
}: ReportScheduleInputs) {
  return { templateId: String(templateId), startTime, recurrenceInterval, recurrence, callbackUrl };
}

/** The service shows a schedule whose runs are all over as inactive, too; nobody paused that one. */
function allRunsAreOver(row: ReportScheduleRecord, now: Date): boolean {
  const last = DateTime.fromISO(row.startTime, { zone: "utc" }).plus({
    hours: row.recurrenceInterval * (row.recurrence - 1),
  });
  return last.isValid && last.toMillis() <= now.getTime();
}

function observe(row: ReportScheduleRecord, now: Date): Observed {
  const { reportId, isActive, templateId, callbackUrl, ...declarable } = row;
  return {
    inputs: { ...declarable, templateId: Number(templateId), callbackUrl, paused: !isActive },
    notReported: !isActive && allRunsAreOver(row, now) ? ["paused"] : [],
    outputs: { isActive },
  };
}

/** ReportSchedule: edited in place, paused and resumed; destroy pauses it, for the service cannot delete one. */
export const reportSchedule: Lifecycle<ReportScheduleInputs> = {
  ...describedBy(reportScheduleKind),
  properties: propertiesOf(reportScheduleKind, shapes),
  isIncomplete: (outputs: Values) => outputs.paused === true && outputs.isActive === true,

  async read({ devCenter, clock }, id) {
    const row = await devCenter.reportSchedules.get(id);
    return row === undefined ? undefined : observe(row, clock.now());
  },

  async create({ devCenter }, inputs) {
    const id = await devCenter.reportSchedules.create(definitionOf(inputs));
    return { id, outputs: { isActive: true } };
  },

  async list({ devCenter: { reportSchedules }, clock }, _inputs, isAfresh) {
    const rows = await (isAfresh ? reportSchedules.listFresh() : reportSchedules.list());
    return rows.map((row) => ({
      ...observe(row, clock.now()),
      id: row.reportId,
      createdAt: row.createdAt,
      // Pausing comes after making, so it does not tell whose it is.
      notReported: ["paused"],
    }));
  },

  async enumerate({ devCenter, clock }) {
    const rows = await devCenter.reportSchedules.list();
    return {
      found: rows.map((row) => ({
        ...observe(row, clock.now()),
        id: row.reportId,
        createdAt: row.createdAt,
      })),
    };
  },

  async complete({ devCenter }, { id, outputs }, inputs) {
    if (inputs.paused !== true || outputs.isActive === false) return outputs;
    try {
      await devCenter.reportSchedules.pause(id);
    } catch (cause) {
      throw new Error(`It is scheduled, but could not be paused.\n${(cause as Error).message}`, { cause });
    }
    return { isActive: false };
  },

  async update({ devCenter }, { id, olds, news, changed }) {
    if (changed.some((name) => name !== "paused")) {
      await devCenter.reportSchedules.edit(id, definitionOf(news));
    }
    if (news.paused === true) {
      // One whose runs are over is inactive without being paused.
      if (changed.includes("paused") || olds.isActive !== false) await devCenter.reportSchedules.pause(id);
      return { isActive: false };
    }
    if (changed.includes("paused")) {
      await devCenter.reportSchedules.resume(id);
      return { isActive: true };
    }
    // An edit can give new runs to a schedule whose runs were over; only the service knows.
    return {
      isActive: olds.isActive === true || ((await devCenter.reportSchedules.get(id))?.isActive ?? false),
    };
  },

  async delete({ devCenter, log }, id) {
    const wasThere = await undefinedIfNotFound(async () => {
      await devCenter.reportSchedules.pause(id);
      return true;
    });
    if (!wasThere) return;
    log(`Report schedule ${id} is paused and no longer managed: the service cannot delete schedules.`);
  },
};
