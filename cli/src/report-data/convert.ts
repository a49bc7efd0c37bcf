import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { replaceFile } from "../atomic-file";
import { castCell } from "./cast-cell";
import { typeOfColumn } from "./column-types";
import { identifier, literal, withDuckDb } from "./duckdb";
import { readingError } from "./reading-error";
import { ReportFileError } from "./report-file-error";
import { formatOf, type TextFormat } from "./report-format";
import { type RowScan, scanRows } from "./row-scan";
import { rowsSql } from "./rows-sql";

/** What a report can be converted to. */
export const conversionFormats = ["csv", "jsonl", "parquet"] as const;
export type ConversionFormat = (typeof conversionFormats)[number];

const written: Readonly<Record<ConversionFormat, string>> = {
  csv: "FORMAT csv, HEADER true, COMPRESSION none",
  jsonl: "FORMAT json, COMPRESSION none",
  // Small groups of rows: a group is held in memory until it is written.
  parquet: "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440",
};

export interface Conversion {
  /** A report as it was downloaded: text with a header, tab or comma, gzipped or not. */
  readonly from: string;
  /** What to write; replaced when it exists. Until it is whole it is called `<to>.part`. */
  readonly to: string;
  readonly format: ConversionFormat;
}

/**
 * Converts a report, all rows in their order, columns typed by their names: counts are integers, dates and times (UTC)
 * are dates and timestamps, all else is text; an empty cell is no value. A failure leaves nothing behind; a killed process leaves
 * `<to>.part`, which the next conversion replaces.
 *
 * @throws ReportFileError when a row does not fit, with line and column, or when a row would be lost
 */
export async function convertReport({ from, to, format }: Conversion): Promise<{ rows: number }> {
  const source = await formatOf(from);
  if (source.kind !== "text") throw new ReportFileError(from, `it is ${source.kind} already.`);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  return replaceFile(to, async (_, part) => {
    const [counted, rows] = await Promise.all([countRows(from, source), write(from, source, part, format)]);
    if (counted.rows === rows) return { rows };
    throw new ReportFileError(from, `it has ${counted.rows} rows, but ${rows} of them were read.`);
  });
}

async function countRows(from: string, source: TextFormat): Promise<RowScan> {
  try {
    return await scanRows(from, source);
  } catch (cause) {
    throw new ReportFileError(from, "it cannot be read to its end; its compression may be cut off.", {
      cause,
    });
  }
}

function write(from: string, source: TextFormat, part: string, format: ConversionFormat): Promise<number> {
  const rows = rowsSql(from, source);
  const cells = source.columns.map(
    (name) => `${castCell(identifier(name), typeOfColumn(name))} AS ${identifier(name)}`,
  );
  const copy = `COPY (SELECT ${cells.join(", ")} FROM ${rows}) TO ${literal(resolve(part))} (${written[format]}, USE_TMP_FILE false)`;
  return withDuckDb({ reads: [from], writes: [part] }, async (connection) => {
    try {
      return (await connection.run(copy)).rowsChanged;
    } catch (cause) {
      throw await readingError(connection, from, source, cause);
    }
  });
}
