import type { DuckDBConnection } from "@duckdb/node-api";
import { conversionError, isInconvertible, sqlTypes } from "./cast-cell";
import { typeOfColumn } from "./column-types";
import { identifier } from "./duckdb";
import { ReportFileError } from "./report-file-error";
import type { ReportFormat, TextFormat } from "./report-format";
import { scanRows } from "./row-scan";
import { rowsSql } from "./rows-sql";

/** What is wrong with a file, in our words: those of DuckDB quote the line, which is personal data. */
export async function readingError(
  connection: DuckDBConnection,
  file: string,
  format: ReportFormat,
  error: unknown,
): Promise<Error> {
  const message = error instanceof Error ? error.message : String(error);
  if (format.kind !== "text") {
    const what = message.includes(conversionError)
      ? "a cell does not fit its column"
      : `it is damaged ${format.kind}`;
    return new ReportFileError(file, `${what}.`, { cause: error });
  }
  if (message.includes(conversionError)) return inconvertibleCell(connection, file, format);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (line !== undefined && expected !== undefined) {
    return new ReportFileError(
      file,
      `line ${line} has ${found} cells, but the header names ${expected} columns.`,
    );
  }
  if (/not utf-8/i.test(message)) return new ReportFileError(file, `line ${line} is not UTF-8.`);
  if (/unterminated quote|value with unterminated/i.test(message)) {
    return new ReportFileError(file, `line ${line} opens a quote that nothing closes.`);
  }
  if (/CSV (Error|Parser)/.test(message)) {
    return new ReportFileError(
      file,
      `${line ? `line ${line} is` : "it has lines that are"} not written as the others are: look at line ends and quotes.`,
    );
  }
  // Of the disk or of the memory: the first line of it has no data.
  return new Error(message.split("\n", 1)[0]);
}

/** The search costs a second reading, and is made only when it is known that there is something to find. */
async function inconvertibleCell(
  connection: DuckDBConnection,
  file: string,
  format: TextFormat,
): Promise<Error> {
  const typed = format.columns.filter((name) => typeOfColumn(name) !== "text");
  const cases = typed.map(
    (name, at) => `WHEN ${isInconvertible(identifier(name), typeOfColumn(name))} THEN ${at}`,
  );
  const numbered = `SELECT CASE ${cases.join(" ")} END AS misfit, row_number() OVER () AS number FROM ${rowsSql(file, format)}`;
  const reader = await connection.runAndReadAll(
    `SELECT misfit, number FROM (${numbered}) WHERE misfit IS NOT NULL ORDER BY number LIMIT 1`,
  );
  const [at, number] = (reader.getRows()[0] ?? []).map(Number);
  const name = typed[at ?? 0] ?? "";
  const { line } = await scanRows(file, format, number);
  return new ReportFileError(
    file,
    `line ${line}, column ${name}: the cell is no ${sqlTypes[typeOfColumn(name)]}. Without conversion the report stays as it is.`,
  );
}
