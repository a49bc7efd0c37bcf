import { z } from "zod";
import type { Fault } from "./lifecycle";
import { type Canonical, exactly, fields, ignoringCase, ignoringCaseAndBlanks, inAnyOrder } from "./sameness";
import { chosenBy, listOf, object, oneOf, text } from "./schema";

/** The grammar of filters, the same before and after aggregation: nested to any depth. */
const operators = ["IN", "EQ", "NEQ", "LT", "GT", "LTE", "GTE", "LIKE"] as const;

const predicate = object(
  {
    attribute: text("the name of a column"),
    operator: oneOf(operators),
    value: z.string('a text (numbers too are written as text: "1000")'),
  },
  "{ attribute, operator, value } or { condition: … }",
);
const nested = object({ condition: z.lazy((): z.ZodType => conditionSchema) }, "{ condition: … }");
const elements = listOf(
  chosenBy((value) => (isNested(value) ? nested : predicate)),
  "a list of filters",
);

export const conditionSchema: z.ZodType = object(
  { and: elements.optional(), or: elements.optional() },
  "{ and: […] } or { or: […] }",
);

export const sameCondition: Canonical = (value) => fields({ and: sameElements, or: sameElements })(value);
const sameElements: Canonical = (value) =>
  inAnyOrder(
    fields({
      attribute: ignoringCaseAndBlanks,
      operator: ignoringCase,
      value: exactly,
      condition: sameCondition,
    }),
  )(value);

function isNested(value: unknown): value is { condition: unknown } {
  return value !== null && typeof value === "object" && "condition" in value;
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
