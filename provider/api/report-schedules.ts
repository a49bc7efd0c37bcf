import { z } from "zod";
import type { Client } from "./client";
import { parseJson, wireNumber } from "./json";
import { sharedList } from "./shared-list";
import { lowerFirstLetters, notOffered, reportingEnvelope, wireDate, wireId } from "./wire";

export interface ReportScheduleDefinition {
  readonly templateId: string;
  /** `yyyy-MM-ddTHH:mm:ssZ` */
  readonly startTime: string;
  /** Hours. */
  readonly recurrenceInterval: number;
  readonly recurrence: number;
  readonly callbackUrl?: string | undefined;
}

export interface ReportScheduleRecord extends ReportScheduleDefinition {
  readonly reportId: string;
  readonly isActive: boolean;
  readonly createdAt?: Date | undefined;
}

// In a row the schedule is a JSON string; the callback stands beside it or inside, in more than one spelling.
const row = z
  .unknown()
  .transform((value) => flattened(lowerFirstLetters(value)))
  .pipe(
    z.looseObject({
      reportId: wireId,
      templateId: wireId,
      startTime: z.string(),
      recurrenceInterval: z.coerce.number().int(),
      recurrence: z.coerce.number().int(),
      callbackUrl: z.string().nullish(),
      isActive: z.boolean(),
      createdDatetime: wireDate,
    }),
  )
  .transform(
    (known): ReportScheduleRecord => ({
      reportId: known.reportId,
      templateId: known.templateId,
      startTime: known.startTime,
      recurrenceInterval: known.recurrenceInterval,
      recurrence: known.recurrence,
      callbackUrl: known.callbackUrl || undefined,
      isActive: known.isActive,
      createdAt: known.createdDatetime,
    }),
  );

function flattened(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const { schedule, callbackURL, ...beside } = value as Record<string, unknown>;
  const inner = typeof schedule === "string" ? lowerFirstLetters(parseOrNothing(schedule)) : schedule;
  const innermost = inner !== null && typeof inner === "object" ? (inner as Record<string, unknown>) : {};
  // Some rows keep the whole request, `{ templateId, schedule, callbackUrl }`, in the string.
  const unfolded = "schedule" in innermost ? (flattened(innermost) as Record<string, unknown>) : innermost;
  const callback = beside.callbackUrl ?? callbackURL ?? unfolded.callbackUrl ?? unfolded.callbackURL;
  return { ...unfolded, ...beside, callbackUrl: callback };
}

function parseOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

const changed = reportingEnvelope(z.looseObject({ reportId: wireId }));
const path = "/analytics/driver/report";

function toWire({ templateId, callbackUrl, ...schedule }: ReportScheduleDefinition) {
  const callback = callbackUrl === undefined ? {} : { callbackUrl };
  return {
    templateId: wireNumber(templateId),
    schedule: {
      startTime: schedule.startTime,
      recurrenceInterval: schedule.recurrenceInterval,
      recurrence: schedule.recurrence,
    },
    ...callback,
  };
}

/** Calls of `/analytics/driver/report`. */
export function reportSchedules(client: Client) {
  const all = sharedList(() =>
    client.call({ verb: "GET", path, answer: reportingEnvelope(z.array(row)), advice: notOffered }),
  );
  async function change(subpath: string, body?: object): Promise<void> {
    const call = { verb: "POST", path: path + subpath, body, repeatable: true, answer: changed } as const;
    await client.call(call).finally(all.forget);
  }
  return {
    /** Answers the id of the scheduled report. */
    async create(definition: ReportScheduleDefinition): Promise<string> {
      const body = toWire(definition);
      const call = { verb: "POST", path, body, answer: changed, advice: notOffered } as const;
      const { reportId } = await client.call(call).finally(all.forget);
      return reportId;
    },
    /** Replaces the whole schedule. */
    edit: (reportId: string, definition: ReportScheduleDefinition) =>
      change(`/${reportId}`, toWire(definition)),
    pause: (reportId: string) => change(`/pause/${reportId}`),
    resume: (reportId: string) => change(`/resume/${reportId}`),
    /** All of them, in one call for all who ask: the service has no call for one. */
    list: (): Promise<ReportScheduleRecord[]> => all.get(),
  };
}
