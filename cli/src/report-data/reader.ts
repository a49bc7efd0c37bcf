import { normalizedCell } from "./cast-cell";
import { sameName, typeOfColumn } from "./column-types";
import { type DuckDb, identifier, literal, openDuckDb } from "./duckdb";
import { readingError } from "./reading-error";
import { ReportFileError } from "./report-file-error";
import { formatOf, type ReportFormat, refuseCutOff } from "./report-format";
import { parquetRows, rowsSql } from "./rows-sql";

export interface WantedRows {
  /** Names in any case. */
  readonly columns: readonly string[];
  /** Wanted as well, where the report has them; else their cells are empty. */
  readonly optional?: readonly string[];
  /** Only rows whose cells are these texts exactly, by column; an empty text is an empty cell. */
  readonly where?: Readonly<Record<string, string>>;
}

/**
 * Streams rows of a report, downloaded or converted (text, CSV, JSON lines, Parquet), in the file's order. Cells are
 * texts under the names as wanted; dates and times are yyyy-mm-dd [hh:mm:ss] in every format; an empty cell is "".
 *
 * @throws ReportFileError when a column is missing, naming those that are there, or when the file cannot be read
 */
export async function* readRows(
  file: string,
  { columns, optional = [], where = {} }: WantedRows,
): AsyncIterable<Record<string, string>> {
  const format = await formatOf(file);
  await refuseCutOff(file, format);
  const engine = await openDuckDb({ reads: [file] });
  try {
    const present = await columnsOf(engine, file, format);
    const nameOf = namesIn(file, present);
    const cell = (wanted: string) => {
      const name = nameOf(wanted);
      return `coalesce(${normalizedCell(identifier(name), typeOfColumn(name))}, '')`;
    };
    const isPresent = (wanted: string) => present.some((name) => sameName(name) === sameName(wanted));
    const cells = [...columns.map(cell), ...optional.map((name) => (isPresent(name) ? cell(name) : "''"))];
    const conditions = Object.entries(where).map(([name, text]) => `${cell(name)} = ${literal(text)}`);
    yield* rowsOf(
      engine,
      `SELECT ${cells.map((text, at) => `${text} AS c${at}`).join(", ")} FROM ${rowsSql(file, format)} WHERE ${["true", ...conditions].join(" AND ")}`,
      [...columns, ...optional],
    );
  } catch (error) {
    if (error instanceof ReportFileError) throw error;
    if (format.kind !== "text")
      throw new ReportFileError(file, `it is damaged ${format.kind}.`, { cause: error });
    throw await readingError(engine.connection, file, format, error);
  } finally {
    await engine.close();
  }
}

/** The columns of a file, in its order and spelling. */
export async function columnsOf(
  { connection }: DuckDb,
  file: string,
  format: ReportFormat,
): Promise<readonly string[]> {
  if (format.kind !== "parquet") return format.columns;
  return (await connection.run(`FROM ${parquetRows(file)} LIMIT 0`)).columnNames();
}

function namesIn(file: string, present: readonly string[]): (wanted: string) => string {
  return (wanted) => {
    const found = present.find((name) => sameName(name) === sameName(wanted));
    if (found !== undefined) return found;
    throw new ReportFileError(file, `it has no column ${wanted}. Its columns are: ${present.join(", ")}.`);
  };
}

async function* rowsOf(
  { connection }: DuckDb,
  query: string,
  columns: readonly string[],
): AsyncIterable<Record<string, string>> {
  const result = await connection.stream(query);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    for (const cells of chunk.getRows()) {
      yield Object.fromEntries(columns.map((name, at) => [name, String(cells[at])]));
    }
  }
}
