import { z } from "zod";
import type { Client } from "../http/client";
import { parseText } from "../http/decode";
import { wireNumber } from "../http/json";
import { createListCache, requireAllReadable } from "../http/list-cache";
import {
  lowerFirstLetters,
  notOffered,
  reportingEnvelope,
  rowsOf,
  utcMoment,
  wireDate,
  wireFlag,
  wireId,
  wireText,
} from "../http/wire";
import { presentable } from "../text/service-text";

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
  readonly modifiedAt?: Date | undefined;
}

/** A scheduled report as programs show it: without its callback, whose URL may hold a key. */
export interface ReportScheduleDetails {
  /** The id under which the data of its runs is asked for. */
  readonly reportId: number;
  /** The template that it runs. */
  readonly templateId: number;
  /** The first run: ISO 8601 with Z. */
  readonly startTime: string;
  /** Hours between two runs. */
  readonly recurrenceInterval: number;
  /** How many times it runs. */
  readonly recurrence: number;
  /** Whether a callback URL is called when the data of a run is ready. */
  readonly hasCallbackUrl: boolean;
  /** Whether runs are still to come: false when paused, and when all runs are over. */
  readonly isActive: boolean;
  /** When it was created: ISO 8601, UTC; only where the service tells it. */
  readonly createdDatetime?: string;
  /** When it was last edited: ISO 8601, UTC; only where the service tells it. */
  readonly modifiedDatetime?: string;
}

/** What of a record may be shown. */
export function reportScheduleDetails(record: ReportScheduleRecord): ReportScheduleDetails {
  return presentable({
    reportId: Number(record.reportId),
    templateId: Number(record.templateId),
    startTime: utcMoment(record.startTime) ?? record.startTime,
    recurrenceInterval: record.recurrenceInterval,
    recurrence: record.recurrence,
    hasCallbackUrl: record.callbackUrl !== undefined,
    isActive: record.isActive,
    createdDatetime: record.createdAt?.toISOString(),
    modifiedDatetime: record.modifiedAt?.toISOString(),
  });
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
      callbackUrl: wireText,
      isActive: wireFlag.pipe(z.boolean("expected true or false")),
      createdDatetime: wireDate,
      modifiedDatetime: wireDate,
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
      modifiedAt: known.modifiedDatetime,
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
    return parseText(text);
  } catch {
    return undefined;
  }
}

const changed = reportingEnvelope(z.looseObject({ reportId: wireId }));
const path = "/analytics/driver/report";

function toWire({ templateId, callbackUrl, ...schedule }: ReportScheduleDefinition) {
  return {
    templateId: wireNumber(templateId),
    schedule: {
      startTime: schedule.startTime,
      recurrenceInterval: schedule.recurrenceInterval,
      recurrence: schedule.recurrence,
    },
    callbackUrl,
  };
}

/** Calls of `/analytics/driver/report`. */
export function reportSchedules(client: Client) {
  const listing = { verb: "GET", path, meaning: notOffered } as const;
  const all = createListCache(() =>
    client.call({ ...listing, responseSchema: reportingEnvelope(rowsOf(row)) }),
  );
  const listFresh = (): Promise<ReportScheduleRecord[]> =>
    client.call({ ...listing, responseSchema: reportingEnvelope(z.array(row)) });
  async function get(reportId: string): Promise<ReportScheduleRecord | undefined> {
    const isIt = (schedule: ReportScheduleRecord) => schedule.reportId === reportId;
    const { readable, unreadable } = await all.get();
    const found = readable.find(isIt);
    if (found !== undefined || !unreadable.some((value) => mayBe(value, reportId))) return found;
    // What cannot be read may be this one, which must not be taken for gone: this call says what is wrong.
    return (await listFresh()).find(isIt);
  }
  async function change(subpath: string, body?: object): Promise<void> {
    const request = { verb: "POST", path: path + subpath, body, idempotent: true } as const;
    await client.call({ ...request, responseSchema: changed }).finally(all.forget);
  }
  return {
    /** Answers the id of the scheduled report. */
    async create(definition: ReportScheduleDefinition): Promise<string> {
      const body = toWire(definition);
      const call = { verb: "POST", path, body, responseSchema: changed, meaning: notOffered } as const;
      const { reportId } = await client.call(call).finally(all.forget);
      return reportId;
    },
    /** Replaces the whole schedule. */
    edit: (reportId: string, definition: ReportScheduleDefinition) =>
      change(`/${reportId}`, toWire(definition)),
    pause: (reportId: string) => change(`/pause/${reportId}`),
    resume: (reportId: string) => change(`/resume/${reportId}`),
    /** Out of the list, which is one call for all who ask: the service has none for one. Undefined: it is not there. */
    get,
    getFresh(reportId: string): Promise<ReportScheduleRecord | undefined> {
      all.forget();
      return get(reportId);
    },
    /** All of them, in one call for all who ask. */
    list: () => requireAllReadable(all, listFresh),
    /** All of them as they are now, for who does not see the changes that others make meanwhile. */
    listFresh,
  };
}

/** Whether a row that cannot be read is, or could be, the one with this id. */
function mayBe(value: unknown, reportId: string): boolean {
  const named = z.looseObject({ reportId: wireId }).safeParse(lowerFirstLetters(value));
  return !named.success || named.data.reportId === reportId;
}
