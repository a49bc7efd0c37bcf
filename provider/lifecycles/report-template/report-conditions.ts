import { z } from "zod";
import { asText, ignoringCaseAndBlanks } from "../core/equality";
import type { Values } from "../core/lifecycle";
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

/** What of a condition is right and known, while a program is checked. */
export interface KnownCondition {
  readonly and?: readonly (KnownFilter | undefined)[];
  readonly or?: readonly (KnownFilter | undefined)[];
}
interface KnownFilter {
  readonly attribute?: string;
  readonly condition?: KnownCondition;
}

const nested = object({ condition: required(later(() => condition)) }, "{ condition: … }");

const element: Shape<unknown, KnownFilter> = {
  schema: chosenBy((value) => shapeOf(value).schema),
  known: (value) => shapeOf(value).known(value),
  same: (value) => shapeOf(value).same(value),
};
const elements = listOf(element, "a list of filters", "of nobody");

/** What the rows of a report have to meet. */
export const condition: Shape<Values, KnownCondition> = object(
  { and: elements, or: elements },
  "{ and: […] } or { or: […] }",
);

/** A shape within itself. */
function later<T, K>(shape: () => Shape<T, K>): Shape<T, K> {
  return {
    schema: z.lazy(() => shape().schema),
    known: (value) => shape().known(value),
    same: (value) => shape().same(value),
  };
}

function shapeOf(filter: unknown): Shape<Values, KnownFilter> {
  const isObject = filter !== null && typeof filter === "object";
  // A service that writes out what is not there gives every filter a condition of null.
  return isObject && "condition" in filter && filter.condition !== null ? nested : predicate;
}
