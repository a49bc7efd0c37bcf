import { injectedFaults } from "./injected-faults";

/** One request of one verb of one kind, and how many runs each fault cost. */
export interface TableRow {
  readonly title: string;
  readonly request: string;
  readonly runs: readonly string[];
}

/** Prints the table of cases: in each field the runs of `up` that were needed, the first included. */
export function printCases(rows: readonly TableRow[]): void {
  const legend = injectedFaults.map(({ name }, index) => `${letter(index)} ${name}`).join(" · ");
  const width = Math.max(...rows.map(({ request }) => request.length)) + 4;
  const lines = rows.flatMap(({ title, request, runs }, index) => [
    ...(title === rows[index - 1]?.title ? [] : [title]),
    `    ${request}`.padEnd(width) + runs.map((count) => ` ${count || "·"}`).join(""),
  ]);
  const head = "".padEnd(width) + injectedFaults.map((_, index) => ` ${letter(index)}`).join("");
  const cases = rows.flatMap(({ runs }) => runs.filter((count) => count !== ""));
  console.log(`\n    Runs of up until done, by what befell one request: ${legend}\n`);
  console.log([head, ...lines].map((line) => `    ${line}`).join("\n"));
  const atOnce = cases.filter((count) => count === "1").length;
  console.log(`\n    ${cases.length} cases, ${atOnce} of them over in the run itself\n`);
}

function letter(index: number): string {
  return String.fromCharCode("a".charCodeAt(0) + index);
}
