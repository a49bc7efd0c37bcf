import { z } from "zod";
import type { Fault } from "./lifecycle";
import { didYouMean } from "./suggestion";
import { toUtcSeconds } from "./time";

// Every message here completes the sentence "expected …; got …".

export function text(expected = "a text that is not empty") {
  return z.string(expected).refine((value) => value.trim() !== "", expected);
}

export function flag() {
  return z.boolean("true or false");
}

export function wholeNumber(least: number, unit: string) {
  const expected = `a whole number of ${unit}, ${least} or more`;
  return z.number(expected).int(expected).min(least, expected);
}

/** The documentation's spelling of the values of an enumeration, known by its schema. */
const enumerations = z.registry<{ readonly values: readonly string[] }>();

/** Marks an issue about a value that the service may know although the documentation does not. */
export const mayExist = { mayExist: true } as const;

/** A value of an enumeration. The service compares without case, and so do we; the spelling is kept. */
export function oneOf(values: readonly string[]) {
  const known = new Set(values.map((value) => value.toLowerCase()));
  return oneLike(values, (value) => known.has(value.toLowerCase()));
}

/** The same of an enumeration that grows: a value that looks like one of them passes, too. */
export function oneLike(values: readonly string[], isLike: (value: string) => boolean) {
  const expected = `one of ${values.join(", ")}`;
  return z
    .string(expected)
    .refine(isLike, {
      error: ({ input }) => expected + didYouMean(input, values),
      params: mayExist,
    })
    .register(enumerations, { values });
}

/** The values that the documentation names for what this schema describes; undefined: any. */
export function documentedValues(schema: z.ZodType): readonly string[] | undefined {
  return enumerations.get(schema)?.values;
}

export function listOf<T extends z.ZodType>(item: T, expected: string) {
  return z.array(item, expected);
}

export function object<T extends z.ZodRawShape>(shape: T, expected: string) {
  return z.strictObject(shape, expected);
}

/** A moment: any ISO 8601 form in, `yyyy-MM-ddTHH:mm:ssZ` out. */
export function moment() {
  const expected = "a date and time in ISO 8601, such as 2026-12-01T00:00:00Z";
  const emptied = `${expected}, as a text: pulumi.output and pulumi.secret empty a Date, so give them date.toISOString()`;
  const error = ({ input }: { input?: unknown }) => (isEmptyObject(input) ? emptied : expected);
  return z.string({ error }).transform((value, context) => {
    const normal = toUtcSeconds(value);
    if (normal !== undefined) return normal;
    context.addIssue({ code: "custom", message: expected });
    return z.NEVER;
  });
}

function isEmptyObject(value: unknown): boolean {
  return (
    value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

/** An id that the wire's own samples keep small, as a number; never one that a number would round. */
export function smallId(expected: string) {
  return z
    .union([z.number(expected), z.string(expected).regex(/^[1-9]\d*$/, expected)], expected)
    .refine((id) => Number.isSafeInteger(Number(id)) && Number(id) > 0, expected)
    .transform(Number);
}

/** A 64-bit id as decimal digits. A JavaScript number is taken where it has not lost any. */
export function decimalId(expected: string) {
  const error = ({ input }: { input?: unknown }) => expected + asText(input);
  return z
    .union([z.number(), z.string()], { error })
    .refine((id) => (typeof id === "string" ? /^[1-9]\d*$/.test(id) : Number.isSafeInteger(id) && id > 0), {
      error,
    })
    .transform(String);
}

/** What to say of a 64-bit id that did not come as a text. */
function asText(id: unknown): string {
  if (id === undefined || id === null || typeof id === "string") return "";
  const isRounded = Number.isInteger(id) && !Number.isSafeInteger(id);
  return isRounded ? ", as a text: a number of this size loses digits" : ", as a text";
}

/** The shape that fits the value is chosen by the value, and its faults are reported, not those of all the others. */
export function chosenBy(choose: (value: unknown) => z.ZodType) {
  const schema = z.unknown().superRefine((value, context) => {
    for (const { path, expected, ...rest } of shapeFaults(choose(value), value)) {
      context.addIssue({ code: "custom", path: [...path], message: expected, params: rest });
    }
  });
  choices.set(schema, choose);
  return schema;
}

const choices = new WeakMap<z.ZodType, (value: unknown) => z.ZodType>();

/** The schema that `chosenBy` would judge this value by; undefined where the schema itself does. */
export function choiceFor(schema: z.ZodType, value: unknown): z.ZodType | undefined {
  return choices.get(schema)?.(value);
}

/** Everything in which a value does not have the shape, each with its path. */
export function shapeFaults(schema: z.ZodType, value: unknown): Fault[] {
  return (schema.safeParse(value).error?.issues ?? []).flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== "symbol");
    if (issue.code !== "unrecognized_keys") {
      const isOpen = issue.code === "custom" && issue.params?.mayExist === true;
      return [{ path, expected: issue.message, ...(isOpen && mayExist) }];
    }
    return issue.keys.map((key) => ({ path: [...path, key], expected: `only ${issue.message}` }));
  });
}
