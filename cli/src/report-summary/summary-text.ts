import { table } from "../table";
import type { Count, Summary } from "./summary";

/** A summary as tables for a terminal. */
export function textOfSummary(summary: Summary): string {
  const { files, rows, failures, devices, days, splits } = summary;
  const head = [
    `${counted(failures)} failures on ${counted(devices)} devices`,
    days ? `${days.first} to ${days.last}` : undefined,
    `${counted(rows)} rows of ${files.length} ${files.length === 1 ? "file" : "files"}`,
  ];
  const tables = splits.map(({ title, groups, further }) => {
    if (groups === undefined) return `${title.toUpperCase()}: not in this report`;
    const lines = table(
      [title.toUpperCase(), "FAILURES", "DEVICES"],
      groups.map(({ value, failures, devices }) => [value, failures, devices]),
    );
    return further > 0 ? `${lines}\n(${further} more: --top)` : lines;
  });
  return [head.filter((part) => part !== undefined).join(", "), ...tables].join("\n\n");
}

/** A number with its thousands apart, or the text instead of one. */
export function counted(count: Count | undefined): string {
  return count === undefined ? "an unknown number of" : count.toLocaleString("en-US");
}
