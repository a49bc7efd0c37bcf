import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { isReportColumn, sameName } from "./column-types";
import { ReportFileError } from "./report-file-error";

/** Text with a header: a report as the service delivers it, or CSV. */
export interface TextFormat {
  readonly kind: "text";
  readonly gzipped: boolean;
  readonly delimiter: "\t" | ",";
  /** Whether a double quote around a cell belongs to the form and not to the cell. */
  readonly quoted: boolean;
  readonly columns: readonly string[];
}

/** One JSON object a line. The columns are those of the first. */
export interface JsonLinesFormat {
  readonly kind: "jsonl";
  readonly gzipped: boolean;
  readonly columns: readonly string[];
}

export interface ParquetFormat {
  readonly kind: "parquet";
}

export type ReportFormat = TextFormat | JsonLinesFormat | ParquetFormat;

const cutOff = "its compression is damaged or cut off.";
const maxHeaderBytes = 1024 * 1024;

/**
 * Looks into a file for what it is; its name means nothing.
 *
 * @throws ReportFileError when it is empty, not UTF-8, or does not begin with the names of columns
 */
export async function formatOf(file: string): Promise<ReportFormat> {
  const magic = await firstBytes(file);
  if (magic.toString("latin1") === "PAR1") return { kind: "parquet" };
  const gzipped = magic[0] === 0x1f && magic[1] === 0x8b;
  const line = await firstLine(file, gzipped);
  if (line.trimStart().startsWith("{")) return { kind: "jsonl", gzipped, columns: keysOf(file, line) };
  return textFormat(file, gzipped, line);
}

/** The bytes of a file, without its compression. */
export function bytesOf(file: string, gzipped: boolean): Readable {
  const bytes = createReadStream(file, { highWaterMark: 1024 * 1024 });
  if (!gzipped) return bytes;
  const unpacked = createGunzip();
  bytes.once("error", (error) => unpacked.destroy(error));
  unpacked.once("close", () => bytes.destroy());
  return bytes.pipe(unpacked);
}

/**
 * DuckDB takes what is left of an archive that was cut off for all of it.
 *
 * @throws ReportFileError when it was, or is damaged
 */
export async function refuseCutOff(file: string, format: ReportFormat): Promise<void> {
  if (format.kind === "parquet" || !format.gzipped) return;
  try {
    await finished(bytesOf(file, true).resume());
  } catch (cause) {
    throw new ReportFileError(file, cutOff, { cause });
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function firstLine(file: string, gzipped: boolean): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  const bytes = bytesOf(file, gzipped);
  try {
    for await (const part of bytes) {
      parts.push(part as Buffer);
      length += (part as Buffer).length;
      if ((part as Buffer).includes(0x0a) || length > maxHeaderBytes) break;
    }
  } catch (cause) {
    throw new ReportFileError(file, cutOff, { cause });
  }
  const all = Buffer.concat(parts);
  if (all.length === 0) throw new ReportFileError(file, "it is empty, without even a header.");
  const end = all.indexOf(0x0a);
  return decoded(file, end < 0 ? all : all.subarray(0, end)).replace(/\r$/, "");
}

function decoded(file: string, line: Buffer): string {
  try {
    // It drops a byte order mark.
    return new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch (cause) {
    throw new ReportFileError(file, "line 1 is not UTF-8.", { cause });
  }
}

function keysOf(file: string, line: string): string[] {
  try {
    return Object.keys(JSON.parse(line) as object);
  } catch (cause) {
    throw new ReportFileError(file, "line 1 is not a JSON object.", { cause });
  }
}

function textFormat(file: string, gzipped: boolean, header: string): TextFormat {
  const delimiter = header.includes("\t") || !header.includes(",") ? "\t" : ",";
  // Commas occur in cells, so CSV quotes. With tabs a quote is a quote, unless even the header's names have some.
  const quoted = delimiter === "," || /^"[^"\t]*"(\t|$)/.test(header);
  const columns = quoted ? unquotedCells(header, delimiter) : header.split(delimiter);
  const repeated = repeatedIn(columns);
  if (repeated !== undefined) throw new ReportFileError(file, `its header names ${repeated} twice.`);
  if (!columns.some(isReportColumn)) {
    throw new ReportFileError(file, "line 1 names no column of a report; a report begins with their names.");
  }
  if (columns.some((name) => name === "" || name.includes("\0"))) {
    throw new ReportFileError(file, "its header has a column without a name, or with a NUL in it.");
  }
  return { kind: "text", gzipped, delimiter, quoted, columns };
}

function repeatedIn(columns: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return columns.find((name) => seen.size === seen.add(sameName(name)).size);
}

function unquotedCells(header: string, delimiter: string): string[] {
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${delimiter}]*)(${delimiter}|$)`, "y");
  const cells: string[] = [];
  for (let ended = false; !ended; ) {
    const [, text = "", end] = cell.exec(header) ?? [];
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    ended = end !== delimiter;
  }
  return cells;
}
