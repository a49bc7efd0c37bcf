import type { ColumnType } from "./column-types";

// There is no year 0, which DuckDB would take for one before Christ.
const year = "(000[1-9]|00[1-9]\\d|0[1-9]\\d{2}|[1-9]\\d{3})";
const day = `${year}-\\d{2}-\\d{2}`;
const americanDay = `\\d{1,2}/\\d{1,2}/${year}`;
const time = "\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?Z?";
const midnight = "00:00:00(\\.0{1,7})?Z?";

/**
 * SQL that gives the typed value of a text, and NULL where the text does not fit. Every form is matched whole first,
 * for a cast alone would round 1.5 to 2 and drop the zone of a time.
 */
const readings: Readonly<Record<ColumnType, (cell: string) => string>> = {
  text: (cell) => cell,
  integer: (cell) => when(cell, "[+-]?\\d+", `TRY_CAST(${cell} AS BIGINT)`),
  // One beyond the largest would be infinite.
  fraction: (cell) =>
    when(
      cell,
      "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?",
      `CASE WHEN isfinite(TRY_CAST(${cell} AS DOUBLE)) THEN TRY_CAST(${cell} AS DOUBLE) END`,
    ),
  date: (cell) =>
    firstOf(
      when(cell, `${day}([ T]${midnight})?`, `TRY_CAST(${cell}[1:10] AS DATE)`),
      when(cell, "\\d{6}", parsed(cell, "%m%d%y"), "DATE"),
      when(
        cell,
        `${americanDay}( (12:00:00 AM|00:00:00))?`,
        parsed(`split_part(${cell}, ' ', 1)`, "%m/%d/%Y"),
        "DATE",
      ),
    ),
  timestamp: (cell) =>
    firstOf(
      when(cell, `${day}([ T]${time})?`, `TRY_CAST(rtrim(${cell}, 'Z') AS TIMESTAMP)`),
      when(cell, `${americanDay} \\d{1,2}:\\d{2}:\\d{2} [AP]M`, parsed(cell, "%m/%d/%Y %I:%M:%S %p")),
      when(cell, `${americanDay} \\d{1,2}:\\d{2}:\\d{2}`, parsed(cell, "%m/%d/%Y %H:%M:%S")),
    ),
};

function when(cell: string, pattern: string, value: string, type?: "DATE"): string {
  return `CASE WHEN regexp_full_match(${cell}, '${pattern}') THEN ${type ? `CAST(${value} AS ${type})` : value} END`;
}

function parsed(cell: string, form: string): string {
  return `try_strptime(${cell}, '${form}')`;
}

function firstOf(...values: readonly string[]): string {
  return `coalesce(${values.join(", ")})`;
}

/** SQL for the typed value of a text cell. No text is no value; one that does not fit fails the query. */
export function castCell(cell: string, type: ColumnType): string {
  if (type === "text") return cell;
  const value = readings[type](cell);
  return `CASE WHEN ${cell} IS NULL THEN NULL ELSE coalesce(${value}, CAST(error('${conversionError}') AS ${sqlTypes[type]})) END`;
}

/** SQL that is true of a text cell that does not fit. */
export function isInconvertible(cell: string, type: ColumnType): string {
  return `(${cell} IS NOT NULL AND (${readings[type](cell)}) IS NULL)`;
}

/** SQL for a text cell with dates and times in one form, yyyy-mm-dd [hh:mm:ss]; what does not fit stays as it is. */
export function normalizedCell(cell: string, type: ColumnType): string {
  if (type !== "date" && type !== "timestamp") return cell;
  return `coalesce(CAST(${readings[type](cell)} AS VARCHAR), ${cell})`;
}

/** The error of a query that met a cell that does not fit. */
export const conversionError = "a cell does not fit its type";

/** The types as SQL names them. */
export const sqlTypes: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  fraction: "DOUBLE",
  date: "DATE",
  timestamp: "TIMESTAMP",
};
