import type { reportTemplateKind } from "../../kinds/report-template";
import { ignoringCase, ignoringCaseAndBlanks } from "../core/equality";
import { text as nonEmptyText } from "../core/schema";
import {
  type KnownOf,
  listOf,
  object,
  oneOf,
  required,
  type ShapesOf,
  textual,
  wholeNumber,
} from "../core/shape";
import { views } from "./report-columns";
import { condition } from "./report-conditions";

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
const projection = {
  ...columns,
  schema: columns.schema.refine((list) => list.length > 0, "at least one column"),
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

/** The shapes of the properties of a report template. */
export const shapes = {
  view: oneOf(views),
  projection,
  dateRange: object({ reportPeriod: required(oneOf(periods)) }, "{ reportPeriod: … }"),
  condition,
  aggregation,
  orderby: listOf(key, "a list of { attribute, sort }", "of both"),
  limit: wholeNumber(0, "rows (0 means all)"),
} satisfies ShapesOf<typeof reportTemplateKind>;

/** What of its inputs is right and known, while a program is checked. */
export type KnownTemplate = KnownOf<typeof shapes>;
