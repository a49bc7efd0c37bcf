import { z } from "zod";
import type { JsonObject } from "../http/json";
import { type Checked, checkInput } from "./input-faults";
import { ihvColumns, oemColumns, reportPeriods, sharedColumns } from "./report-columns";

const operators = ["IN", "EQ", "NEQ", "LT", "GT", "LTE", "GTE", "LIKE"];
const aggregatedColumn = /^(?:SUM|AVG|COUNT|DCOUNT|MAX|MIN)\(\s*(\w+)\s*\)$/i;

function oneOf(values: readonly string[], noun: string) {
  return z.string().refine((value) => values.includes(value), {
    error: ({ input }) => `"${input}" is not a ${noun}`,
  });
}

function expressionOver(columns: readonly string[], plainToo: boolean) {
  return z.string().refine(
    (text) => {
      const column = aggregatedColumn.exec(text)?.[1];
      return column === undefined ? plainToo && columns.includes(text) : columns.includes(column);
    },
    { error: ({ input }) => `"${input}" is not ${plainToo ? "a column or " : ""}an aggregated column` },
  );
}

function conditionOn(attribute: z.ZodType<string>): z.ZodType<JsonObject> {
  const comparison = z.strictObject({
    attribute,
    operator: z.string().refine((operator) => operators.includes(operator.toUpperCase()), {
      error: ({ input }) => `"${input}" is not an operator`,
    }),
    value: z.string(),
  });
  const condition: z.ZodType<JsonObject> = z.lazy(() => {
    const elements = z.array(z.union([comparison, z.strictObject({ condition })])).optional();
    // Both absent is accepted: a sample of the documentation has an empty condition.
    return z.strictObject({ and: elements, or: elements });
  });
  return condition;
}

function templateOver(view: string, columns: readonly string[]) {
  const column = oneOf(columns, `column of ${view}`);
  return z.strictObject({
    view: z.literal(view),
    projection: z.array(column).min(1, "at least one column is needed"),
    dateRange: z.strictObject({ reportPeriod: oneOf(reportPeriods, "report period") }),
    condition: conditionOn(column).optional(),
    aggregation: z
      .strictObject({
        aggregatedColumns: z.array(expressionOver(columns, false)).optional(),
        condition: conditionOn(expressionOver(columns, true)).optional(),
      })
      .optional(),
    orderby: z
      .array(z.strictObject({ attribute: expressionOver(columns, true), sort: z.enum(["asc", "desc"]) }))
      .optional(),
    limit: z.int().min(0).optional(),
  });
}

const template = z.discriminatedUnion("view", [
  templateOver("IHVDriver", [...sharedColumns, ...ihvColumns]),
  templateOver("OEMDriver", [...sharedColumns, ...oemColumns]),
]);

/** Holds a report template against everything the documentation says of its view. */
export function checkReportTemplate(input: unknown): Checked<JsonObject> {
  return checkInput(template, input);
}
