import type { Days } from "../failures/failure-sql";
import type { JsonObject } from "../http/json";
import { conditionSql, type Operand, type Resolve, UnanswerableTemplate } from "./report-condition";

const numericColumns: readonly string[] = ["EventCount"];
const call = /^(\w+)\(\s*(\w+)\s*\)$/;

interface Aggregation {
  aggregatedColumns?: string[];
  condition?: JsonObject;
}

interface Order {
  attribute: string;
  sort: "asc" | "desc";
}

/** The days a template looks back over: whole ones, UTC, the last of them the day before the run. */
export function daysBefore(reportPeriod: string, runDay: number): Days {
  const count = Number(/\d+/.exec(reportPeriod)?.[0] ?? "1");
  return { from: runDay - count, to: runDay };
}

function columnOperand(column: string): Operand {
  return { sql: `"${column.replaceAll('"', '""')}"`, numeric: numericColumns.includes(column) };
}

function aggregated(text: string): Operand | undefined {
  const [, name = "", column = ""] = call.exec(text) ?? [];
  const { sql, numeric } = columnOperand(column);
  switch (name.toUpperCase()) {
    case "":
      return undefined;
    case "DCOUNT":
      return { sql: `COUNT(DISTINCT ${sql})`, numeric: true };
    case "COUNT":
      return { sql: `COUNT(${sql})`, numeric: true };
    case "MIN":
    case "MAX":
      return { sql: `${name}(${sql})`, numeric };
    default:
      if (!numeric) throw new UnanswerableTemplate(`${text} needs numbers, and ${column} holds texts`);
      return { sql: `${name}(${sql})`, numeric };
  }
}

const anyColumn: Resolve = (attribute) => aggregated(attribute) ?? columnOperand(attribute);

/** What attributes mean in a grouped query: projected and aggregated columns only. */
function groupedColumn(projection: readonly string[]): Resolve {
  return (attribute) => {
    if (!call.test(attribute) && !projection.includes(attribute)) {
      throw new UnanswerableTemplate(`${attribute} is neither projected nor aggregated`);
    }
    return anyColumn(attribute);
  };
}

function attributesOf(condition: JsonObject | undefined): string[] {
  const elements = [condition?.and, condition?.or].flatMap((each) => (each ?? []) as JsonObject[]);
  return elements.flatMap((each) =>
    "condition" in each ? attributesOf(each.condition as JsonObject) : [String(each.attribute)],
  );
}

function isGrouped(template: JsonObject): boolean {
  const { aggregatedColumns = [], condition } = (template.aggregation ?? {}) as Aggregation;
  const orders = (template.orderby ?? []) as Order[];
  const mentioned = [...attributesOf(condition), ...orders.map(({ attribute }) => attribute)];
  return aggregatedColumns.length > 0 || mentioned.some((attribute) => call.test(attribute));
}

/** Whether the rows of several days are the rows of each day, one day after the other. */
export function isByDay(template: JsonObject): boolean {
  const orders = (template.orderby ?? []) as Order[];
  return !isGrouped(template) && orders.length === 0 && Number(template.limit ?? 0) === 0;
}

/** Parts of a query, each with its keyword; those that are not needed are left out. */
function clauses(...parts: readonly [keyword: string, content: string | undefined][]): string {
  return parts.flatMap(([keyword, content]) => (content ? [`${keyword} ${content}`] : [])).join("\n");
}

/**
 * The query for a template, over a source that has its columns and a `number` for each row. Rows that are equal in the
 * template's order are sorted by time, groups by their columns; so the same template always gives the same file. Throws UnanswerableTemplate when the template was accepted but makes no sense.
 */
export function reportQuery(template: JsonObject, source: string): string {
  const projection = template.projection as string[];
  const { aggregatedColumns = [], condition: having } = (template.aggregation ?? {}) as Aggregation;
  const orders = (template.orderby ?? []) as Order[];
  const grouped = isGrouped(template);
  const resolve = grouped ? groupedColumn(projection) : anyColumn;
  const projected = projection.map((column) => columnOperand(column).sql);
  const columns = [...projection, ...aggregatedColumns].map(
    (column) => `${anyColumn(column).sql} AS ${columnOperand(column).sql}`,
  );
  const order = orders.map(
    ({ attribute, sort }) => `${resolve(attribute).sql} ${sort} NULLS ${sort === "asc" ? "FIRST" : "LAST"}`,
  );
  const filter = conditionSql(template.condition as JsonObject | undefined, columnOperand);
  const second = conditionSql(having, resolve);
  const filters = [filter, grouped ? undefined : second].filter((part) => part !== undefined);
  return clauses(
    ["SELECT", columns.join(", ")],
    ["FROM", `(${source})`],
    ["WHERE", filters.join(" AND ")],
    ["GROUP BY", grouped ? projected.join(", ") : undefined],
    ["HAVING", grouped ? second : undefined],
    ["ORDER BY", [...order, ...(grouped ? projected : ["number"])].join(", ")],
    ["LIMIT", Number(template.limit ?? 0) > 0 ? String(template.limit) : undefined],
  );
}

/** Whether a report can be made from a template. */
export function isAnswerable(template: JsonObject): boolean {
  try {
    return reportQuery(template, "") !== "";
  } catch (error) {
    if (error instanceof UnanswerableTemplate) return false;
    throw error;
  }
}
