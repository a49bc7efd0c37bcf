import { z } from "zod";
import { asText, ignoringCaseAndBlanks } from "../core/equality";
import type { Fault, Values } from "../core/lifecycle";
import { chosenBy, text as nonEmptyText } from "../core/schema";
import { listOf, object, oneOf, required, type Shape, textual } from "../core/shape";

/** The grammar of filters, the same before and after aggregation: nested to any depth. */
const operators = ["IN", "EQ", "NEQ", "LT", "GT", "LTE", "GTE", "LIKE"] as const;

const predicate = object(
  {
    attribute: required(textual(nonEmptyText("the name of a column"), ignoringCaseAndBlanks)),
    operator: required(oneOf(operators)),
    value: required(textual(z.string('a text (numbers too are written as text: "1000")'), asText)),
  },
  "{ attribute, operator, value } or { condition: … }",
);
const nested = object({ condition: required(later(() => condition)) }, "{ condition: … }");

const element: Shape = {
  schema: chosenBy((value) => (isNested(value) ? nested : predicate).schema),
  same: (value) => (isNested(value) ? nested : predicate).same(value),
};
const elements = listOf(element, "a list of filters", "of nobody");

/** What the rows of a report have to meet. */
export const condition: Shape<Values> = object(
  { and: elements, or: elements },
  "{ and: […] } or { or: […] }",
);

/** A shape within itself. */
function later(shape: () => Shape): Shape {
  return { schema: z.lazy(() => shape().schema), same: (value) => shape().same(value) };
}

function isNested(value: unknown): value is { condition: unknown } {
  // A service that writes out what is not there gives every filter a condition of null.
  return value !== null && typeof value === "object" && "condition" in value && value.condition !== null;
}

/**
 * Asks about the attribute of every filter in a condition, at any depth.
 *
 * @param expected what is wrong with an attribute, or undefined
 */
export function attributeFaults(
  condition: unknown,
  path: Fault["path"],
  expected: (attribute: string) => string | undefined,
): Fault[] {
  if (condition === null || typeof condition !== "object") return [];
  return (["and", "or"] as const).flatMap((join) => {
    const list = (condition as Record<string, unknown>)[join];
    if (!Array.isArray(list)) return [];
    return list.flatMap((element: unknown, index) => {
      const here = [...path, join, index];
      if (isNested(element)) return attributeFaults(element.condition, [...here, "condition"], expected);
      const attribute = (element as { attribute?: unknown } | null | undefined)?.attribute;
      const fault =
        typeof attribute === "string" && attribute.trim() !== "" ? expected(attribute) : undefined;
      return fault === undefined ? [] : [{ path: [...here, "attribute"], expected: fault }];
    });
  });
}
