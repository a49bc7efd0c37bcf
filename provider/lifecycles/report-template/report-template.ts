import { reportTemplateKind } from "../../kinds/report-template";
import { ignoringCase, ignoringCaseAndBlanks } from "../core/equality";
import type { Context, Fault, Lifecycle, Observed, Values } from "../core/lifecycle";
import { undefinedIfNotFound } from "../core/not-found";
import { text as nonEmptyText } from "../core/schema";
import {
  describedBy,
  listOf,
  object,
  oneOf,
  propertiesOf,
  required,
  type Shape,
  type ShapesOf,
  textual,
  wholeNumber,
} from "../core/shape";
import { aggregateFault, looksAggregated } from "./report-aggregates";
import { columnFault, type View, views } from "./report-columns";
import { attributeFaults, condition } from "./report-conditions";

const periods = [
  "Yesterday",
  "Last3Days",
  "Last7Days",
  "Last10Days",
  "Last15Days",
  "Last30Days",
  "Last60Days",
  "Last90Days",
];
const column = textual(nonEmptyText("the name of a column"), ignoringCase);
const columns = listOf(column, "a list of columns", "of the program");
const projection: Shape = {
  ...columns,
  schema: columns.schema.refine((list) => (list as unknown[]).length > 0, "at least one column"),
};
const expression = textual(nonEmptyText("FUNCTION(Column), such as SUM(EventCount)"), ignoringCaseAndBlanks);
const key = object(
  {
    attribute: required(
      textual(nonEmptyText("a projected column or an aggregated column"), ignoringCaseAndBlanks),
    ),
    sort: required(oneOf(["asc", "desc"])),
  },
  '{ attribute, sort: "asc" | "desc" }',
);
const aggregation = object(
  { aggregatedColumns: listOf(expression, "a list of aggregated columns", "of the program"), condition },
  "{ aggregatedColumns: […], condition: … }",
);

const shapes = {
  view: oneOf(views),
  projection,
  dateRange: object({ reportPeriod: required(oneOf(periods)) }, "{ reportPeriod: … }"),
  condition,
  aggregation,
  orderby: listOf(key, "a list of { attribute, sort }", "of both"),
  limit: wholeNumber(0, "rows (0 means all)"),
} satisfies ShapesOf<typeof reportTemplateKind>;

function rules(values: Values): Fault[] {
  const view = views.find((name) => name.toLowerCase() === ignoringCase(values.view));
  const aggregation = values.aggregation as Values | undefined;
  return [
    ...faultsOfTexts(values.projection, ["projection"], (name) => columnFault(name, view)),
    ...attributeFaults(values.condition, ["condition"], (name) => columnFault(name, view)),
    ...faultsOfTexts(aggregation?.aggregatedColumns, ["aggregation", "aggregatedColumns"], (expression) =>
      aggregateFault(expression, view),
    ),
    ...attributeFaults(aggregation?.condition, ["aggregation", "condition"], (name) =>
      looksAggregated(name) ? aggregateFault(name, view) : columnFault(name, view),
    ),
    ...orderFaults(values, view),
  ];
}

function faultsOfTexts(
  list: unknown,
  path: Fault["path"],
  expected: (item: string) => string | undefined,
): Fault[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => {
    const fault = typeof item === "string" && item.trim() !== "" ? expected(item) : undefined;
    return fault === undefined ? [] : [{ path: [...path, index], expected: fault }];
  });
}

/** A report can be ordered only by what stands in it. */
function orderFaults(values: Values, view: View | undefined): Fault[] {
  // What is not known yet may hold the very thing.
  if (typeof values.aggregation === "symbol") return [];
  const projected = values.projection ?? [];
  const aggregated = (values.aggregation as Values | undefined)?.aggregatedColumns ?? [];
  if (!Array.isArray(values.orderby) || !Array.isArray(projected) || !Array.isArray(aggregated)) return [];
  const inReport: unknown[] = [...projected, ...aggregated];
  // What is not known yet may be the very thing.
  if (inReport.some((item) => typeof item !== "string")) return [];
  const known = new Set(inReport.map(ignoringCaseAndBlanks));
  return values.orderby.flatMap((element: unknown, index) => {
    const attribute = (element as Values | null | undefined)?.attribute;
    if (typeof attribute !== "string" || attribute.trim() === "") return [];
    if (known.has(ignoringCaseAndBlanks(attribute))) return [];
    const wrongInItself = looksAggregated(attribute)
      ? aggregateFault(attribute, view)
      : columnFault(attribute, view);
    const expected =
      wrongInItself ?? "something that stands in projection or in aggregation.aggregatedColumns";
    return [{ path: ["orderby", index, "attribute"], expected }];
  });
}

async function read({ devCenter }: Context, id: string): Promise<Observed | undefined> {
  // The list first: it serves every template of the run, and when the whole family of endpoints is gone it fails
  // loudly, where the template's own 404 would read as "deleted".
  const listed = await devCenter.reportTemplates.listed(id);
  if (listed !== undefined) return { inputs: listed.template, outputs: {} };
  const record = await undefinedIfNotFound(() => devCenter.reportTemplates.get(id));
  return record && { inputs: record.template, outputs: {} };
}

/** ReportTemplate: every change is an edit in place of the whole template; the service cannot delete one. */
export const reportTemplate: Lifecycle = {
  ...describedBy(reportTemplateKind),
  properties: propertiesOf(reportTemplateKind, shapes),
  rules,
  read,
  async create({ devCenter }, inputs) {
    return { id: await devCenter.reportTemplates.create(inputs), outputs: {} };
  },
  async list({ devCenter }) {
    const rows = await devCenter.reportTemplates.list();
    return rows.map(({ templateId: id, template, createdAt }) => ({
      id,
      inputs: template,
      outputs: {},
      createdAt,
    }));
  },
  async enumerate(context) {
    return { found: await reportTemplate.list(context, {}) };
  },
  async update({ devCenter }, { id, news }) {
    await devCenter.reportTemplates.edit(id, news);
    return {};
  },
  async delete({ log }, id) {
    log(
      `Report template ${id} is no longer managed, but stays on Dev Center: the service cannot delete templates.`,
    );
  },
};
