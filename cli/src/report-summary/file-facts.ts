import { castCell, normalizedCell } from "../report-data/cast-cell";
import { sameName, typeOfColumn } from "../report-data/column-types";
import { identifier } from "../report-data/duckdb";
import { countColumns, dayColumns, deviceColumn, deviceCountColumn, dimensions } from "./dimensions";

/** What a file can tell, by its columns. */
export interface FileFacts {
  readonly file: string;
  readonly columns: readonly string[];
  /** Where its failures are counted; undefined when the report computes other things only. */
  readonly failuresIn: string | undefined;
  /** The column of its devices, one by one or counted. */
  readonly devicesIn: typeof deviceColumn | typeof deviceCountColumn | undefined;
  readonly dayIn: string | undefined;
}

export function factsOf(file: string, columns: readonly string[]): FileFacts {
  const has = (wanted: string) => columnIn(columns, wanted) !== undefined;
  const computes = columns.some((name) => name.includes("("));
  return {
    file,
    columns,
    failuresIn: countColumns.find(has) ?? (computes ? undefined : "rows"),
    devicesIn: [deviceColumn, deviceCountColumn].find(has) as FileFacts["devicesIn"],
    dayIn: dayColumns.find(has),
  };
}

/** The name that a file gives a column, by one in any spelling. */
function columnIn(columns: readonly string[], wanted: string): string | undefined {
  return columns.find((name) => sameName(name) === sameName(wanted));
}

/** Names of the columns that hold the dimensions in the table of facts. */
export const dimensionColumns = dimensions.flatMap(({ by, cells }) => cells.map((_, at) => `${by}${at}`));

/** The table that takes the facts of all files: equal rows of one file are one row there, with their number. */
export const factsTable = `CREATE TABLE facts (file INTEGER, key UHUGEINT, day DATE, ${dimensionColumns
  .map((name) => `${name} VARCHAR`)
  .join(", ")}, device UHUGEINT, devices BIGINT, failures BIGINT, n BIGINT)`;

/**
 * SQL that adds a file's rows to the facts. A dimension is NULL where the file has no such column, and "" where the cell
 * is empty. Devices are kept as hashes. With `isCompared` a row is recognized when another file has it, too.
 */
export function addFacts(facts: FileFacts, at: number, rows: string, isCompared: boolean): string {
  const dims = dimensions.flatMap(({ cells }) => cells.map((names) => textOf(facts, names)));
  const cells = [
    String(at),
    isCompared ? rowHash(facts.columns) : String(at),
    facts.dayIn ? `CAST(${typedOf(facts, facts.dayIn)} AS DATE)` : "NULL",
    ...dims,
    facts.devicesIn === deviceColumn ? `md5_number(${nameOf(facts, deviceColumn)})` : "NULL",
    facts.devicesIn === deviceCountColumn ? typedOf(facts, deviceCountColumn) : "NULL",
    facts.failuresIn === "rows" ? "1" : facts.failuresIn ? typedOf(facts, facts.failuresIn) : "NULL",
  ];
  return `INSERT INTO facts SELECT ${cells.join(", ")}, count(*) FROM ${rows} GROUP BY ALL`;
}

function nameOf({ columns }: FileFacts, wanted: string): string {
  return identifier(columnIn(columns, wanted) ?? wanted);
}

function typedOf(facts: FileFacts, wanted: string): string {
  return castCell(nameOf(facts, wanted), typeOfColumn(wanted));
}

function textOf(facts: FileFacts, names: readonly string[]): string {
  const present = names.find((name) => columnIn(facts.columns, name) !== undefined);
  return present ? `coalesce(${nameOf(facts, present)}, '')` : "NULL";
}

/** Of names and cells in one order and one form, so that a report and its conversion have the same. */
function rowHash(columns: readonly string[]): string {
  const cells = [...columns]
    .sort((one, other) => (sameName(one) < sameName(other) ? -1 : 1))
    .map(
      (name) =>
        `'${sameName(name).replaceAll("'", "''")}' || chr(31) || coalesce(${normalizedCell(identifier(name), typeOfColumn(name))}, '')`,
    );
  return `md5_number(${cells.join(" || chr(30) || ")})`;
}
