import { z } from "zod";
import { isJsonObject, type JsonObject } from "../http/json";
import { type Checked, checkInput } from "./input-faults";

const wholeSecondUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const schedule = z.strictObject({
  templateId: z.union([z.int(), z.bigint()]).transform(String),
  schedule: z.strictObject({
    startTime: z.string().refine((text) => wholeSecondUtc.test(text) && !Number.isNaN(Date.parse(text)), {
      error: "must be written yyyy-MM-ddTHH:mm:ssZ",
    }),
    recurrenceInterval: z.int().min(12, "must be 12 hours at least"),
    recurrence: z.int().min(1, "must be 1 at least"),
  }),
  callbackUrl: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).optional(),
});

/** A schedule as the emulator understood it, whichever of the documented spellings it came in. */
export type CheckedSchedule = z.infer<typeof schedule>;

const canonicalNames = new Map(
  ["templateId", "schedule", "callbackUrl", "startTime", "recurrenceInterval", "recurrence"].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

function withCanonicalNames(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [canonicalNames.get(name.toLowerCase()) ?? name, item]),
  );
}

// The documentation's samples differ in the case of names, and in where the callback is.
function inOneSpelling(input: unknown): unknown {
  if (!isJsonObject(input)) return input;
  const outer = withCanonicalNames(input);
  if (!isJsonObject(outer.schedule)) return outer;
  const { callbackUrl, ...inner } = withCanonicalNames(outer.schedule);
  return { ...(callbackUrl !== undefined && { callbackUrl }), ...outer, schedule: inner };
}

/** Holds a schedule, in any documented spelling, against the rules; that its template exists is for the route. */
export function checkReportSchedule(input: unknown): Checked<CheckedSchedule> {
  return checkInput(schedule, inOneSpelling(input));
}
