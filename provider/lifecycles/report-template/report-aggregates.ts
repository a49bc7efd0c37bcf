import { didYouMean } from "../core/suggestion";
import { columnFault, type View } from "./report-columns";

const functions = ["SUM", "AVG", "COUNT", "DCOUNT", "MAX", "MIN"];
const form = /^\s*(\w+)\s*\(\s*(\w+)\s*\)\s*$/;

/** What is wrong with an aggregated expression such as `SUM(EventCount)`, or undefined. Case means nothing. */
export function aggregateFault(expression: string, view: View | undefined): string | undefined {
  const [, name, column] = form.exec(expression) ?? [];
  if (name === undefined || column === undefined) return "FUNCTION(Column), such as SUM(EventCount)";
  if (!functions.includes(name.toUpperCase())) {
    return `one of the functions ${functions.join(", ")}${didYouMean(name, functions)}`;
  }
  return columnFault(column, view);
}

/** Whether a text is written as an aggregated expression, right or wrong. */
export function looksAggregated(text: string): boolean {
  return text.includes("(");
}
