import { ignoringCase, ignoringCaseAndBlanks } from "../core/equality";
import type { Fault } from "../core/lifecycle";
import { type Rule, rule, rulesOf } from "../core/rules";
import { aggregateFault, looksAggregated } from "./report-aggregates";
import { columnFault, type View, views } from "./report-columns";
import type { KnownCondition } from "./report-conditions";
import { type KnownTemplate, shapes } from "./schema";

/** What is wrong with a name, or undefined. */
type Judge = (name: string) => string | undefined;

/** Undefined while the view is not known: then the columns of both will do. */
function viewOf({ view }: KnownTemplate): View | undefined {
  return views.find((name) => name.toLowerCase() === ignoringCase(view));
}

function faultAt(path: Fault["path"], name: string | undefined, judge: Judge): Fault[] {
  const expected = name === undefined ? undefined : judge(name);
  return expected === undefined ? [] : [{ path, expected }];
}

/** Judges the attribute of every filter in a condition, at any depth. */
function attributeFaults(condition: KnownCondition | undefined, path: Fault["path"], judge: Judge): Fault[] {
  return (["and", "or"] as const).flatMap((join) =>
    (condition?.[join] ?? []).flatMap((filter, index) => {
      const here = [...path, join, index];
      return filter?.condition === undefined
        ? faultAt([...here, "attribute"], filter?.attribute, judge)
        : attributeFaults(filter.condition, [...here, "condition"], judge);
    }),
  );
}

function columnOrAggregateFault(name: string, view: View | undefined): string | undefined {
  return looksAggregated(name) ? aggregateFault(name, view) : columnFault(name, view);
}

/** A report can be ordered only by what is in it. */
const orderRule: Rule<KnownTemplate> = rule(
  ["projection", "aggregation.aggregatedColumns"],
  (template, { isGiven }) => {
    const { projection, aggregation: { aggregatedColumns } = {}, orderby = [] } = template;
    // What is no list at all can be meant to hold the very thing.
    if (isGiven("projection") && projection === undefined) return [];
    if (isGiven("aggregation.aggregatedColumns") && aggregatedColumns === undefined) return [];
    const known = new Set([...(projection ?? []), ...(aggregatedColumns ?? [])].map(ignoringCaseAndBlanks));
    return orderby.flatMap((key, index) =>
      faultAt(["orderby", index, "attribute"], key?.attribute, (name) =>
        known.has(ignoringCaseAndBlanks(name))
          ? undefined
          : (columnOrAggregateFault(name, viewOf(template)) ??
            "something that stands in projection or in aggregation.aggregatedColumns"),
      ),
    );
  },
);

/** What the properties of a report template demand of each other. */
export const templateRules = rulesOf(shapes, [
  rule([], (template) => {
    const { projection = [], condition } = template;
    const judge: Judge = (name) => columnFault(name, viewOf(template));
    return [
      ...projection.flatMap((name, index) => faultAt(["projection", index], name, judge)),
      ...attributeFaults(condition, ["condition"], judge),
    ];
  }),
  rule([], (template) => {
    const { aggregatedColumns = [], condition } = template.aggregation ?? {};
    const view = viewOf(template);
    return [
      ...aggregatedColumns.flatMap((expression, index) =>
        faultAt(["aggregation", "aggregatedColumns", index], expression, (it) => aggregateFault(it, view)),
      ),
      ...attributeFaults(condition, ["aggregation", "condition"], (name) =>
        columnOrAggregateFault(name, view),
      ),
    ];
  }),
  orderRule,
]);
