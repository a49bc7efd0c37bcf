import stringWidth from "string-width";
import { stripControlCharacters } from "./terminal";

const gap = "  ";

/** What a cell can hold; nothing is shown as a dash. */
export type Cell = string | number | bigint | boolean | readonly string[] | undefined;

/** Rows under headings, each column as wide as its widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map(textOf))];
  const widths = headings.map((_, column) =>
    lines.reduce((width, line) => Math.max(width, stringWidth(line[column] ?? "")), 0),
  );
  return lines.map((line) => padded(line, widths)).join("\n");
}

/** One thing, a property a line; those without a value are left out. */
export function properties(values: Readonly<Record<string, Cell>>): string {
  const rows = Object.entries(values)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, textOf(value)]);
  const width = rows.reduce((widest, [name = ""]) => Math.max(widest, name.length), 0);
  return rows.map((row) => padded(row, [width, 0])).join("\n");
}

function padded(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
    .join(gap)
    .trimEnd();
}

function textOf(cell: Cell): string {
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return stripControlCharacters(String(Array.isArray(cell) ? cell.join(", ") : (cell ?? ""))) || "-";
}
