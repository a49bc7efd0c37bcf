import type { JsonObject } from "../http/json";

/** A template that was accepted, but of which no report can be made. */
export class UnanswerableTemplate extends Error {}

/** The left side of a comparison: an expression of SQL, and whether it is a number. */
export interface Operand {
  sql: string;
  numeric: boolean;
}

/** Finds the expression for an attribute of a condition or an order. Throws UnanswerableTemplate when there is none. */
export type Resolve = (attribute: string) => Operand;

const symbols: Readonly<Record<string, string>> = {
  EQ: "=",
  NEQ: "<>",
  LT: "<",
  GT: ">",
  LTE: "<=",
  GTE: ">=",
  LIKE: "LIKE",
};

/** A text as a literal of SQL. */
export function quotedText(text: string): string {
  if (text.includes("\0")) throw new UnanswerableTemplate("a value has a NUL character in it");
  return `'${text.replaceAll("'", "''")}'`;
}

function literal(value: string, numeric: boolean): string {
  if (!numeric) return quotedText(value);
  if (!/^\s*[-+]?\d+(\.\d+)?\s*$/.test(value)) {
    throw new UnanswerableTemplate(`"${value}" is compared with a number, and is none`);
  }
  return value.trim();
}

function comparison({ attribute, operator, value }: JsonObject, resolve: Resolve): string {
  const { sql, numeric } = resolve(String(attribute));
  const [name, text] = [String(operator).toUpperCase(), String(value)];
  // An absent value is an empty text in a report, and compares as one.
  const left = numeric ? sql : `coalesce(${sql}, '')`;
  if (name === "IN") {
    return `${left} IN (${text.split(",").map((each) => literal(each.trim(), numeric))})`;
  }
  if (name === "LIKE") return `${left}::VARCHAR LIKE ${quotedText(text)}`;
  return `${left} ${symbols[name]} ${literal(text, numeric)}`;
}

function element(each: JsonObject, resolve: Resolve): string | undefined {
  return "condition" in each
    ? conditionSql(each.condition as JsonObject, resolve)
    : comparison(each, resolve);
}

function joined(elements: unknown, word: "AND" | "OR", resolve: Resolve): string | undefined {
  const parts = ((elements ?? []) as JsonObject[]).flatMap((each) => element(each, resolve) ?? []);
  return parts.length === 0 ? undefined : `(${parts.join(` ${word} `)})`;
}

/**
 * A condition as an expression of SQL; undefined when it is empty. All of `and` and one of `or`
 * must hold. Texts compare by their characters, case included; `IN` takes values separated by commas, `LIKE` the
 * wildcards `%` and `_`.
 */
export function conditionSql(condition: JsonObject | undefined, resolve: Resolve): string | undefined {
  const both = [joined(condition?.and, "AND", resolve), joined(condition?.or, "OR", resolve)];
  const parts = both.filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `(${parts.join(" AND ")})`;
}
