import { type DuckDb, openDuckDb } from "../report-data/duckdb";
import { columnsOf } from "../report-data/reader";
import { readingError } from "../report-data/reading-error";
import { formatOf, refuseCutOff } from "../report-data/report-format";
import { rowsSql } from "../report-data/rows-sql";
import { dimensions } from "./dimensions";
import { addFacts, type FileFacts, factsOf, factsTable } from "./file-facts";
import { type FileDays, notesOn } from "./notes";
import { byDay, type Group, type Split, type Summary } from "./summary";

/**
 * Counts the failures of reports, downloaded or converted, in bounded memory. Where rows carry their day, one that is
 * in several files is counted once (the most often that any one file has it); without a day equal rows may be
 * different failures, and all count.
 *
 * @param top how many groups of a split are kept, days apart
 * @throws ReportFileError when a file is no report or a cell does not fit its column
 */
export async function summarize(files: readonly string[], top: number): Promise<Summary> {
  const engine = await openDuckDb({ reads: files });
  try {
    const facts = await readFacts(engine, files);
    return await summaryOf(engine, facts, top);
  } finally {
    await engine.close();
  }
}

async function readFacts(engine: DuckDb, files: readonly string[]): Promise<FileFacts[]> {
  const all: FileFacts[] = [];
  await engine.connection.run(factsTable);
  for (const [at, file] of files.entries()) {
    const format = await formatOf(file);
    await refuseCutOff(file, format);
    try {
      const facts = factsOf(file, await columnsOf(engine, file, format));
      const isCompared = files.length > 1 && facts.dayIn !== undefined;
      await engine.connection.run(addFacts(facts, at, rowsSql(file, format), isCompared));
      all.push(facts);
    } catch (error) {
      throw await readingError(engine.connection, file, format, error);
    }
  }
  // What the files say together: a row as often as the file that has it most often.
  await engine.connection.run(
    "CREATE TABLE counted AS SELECT * EXCLUDE (file, n), max(n) AS n, arg_max(file, n) AS file, sum(n) - max(n) AS repeated FROM facts GROUP BY ALL",
  );
  return all;
}

const measures = `
  CASE WHEN bool_and(failures_known) THEN coalesce(sum(failures::HUGEINT * n), 0) END AS failures,
  CASE WHEN bool_and(devices_known) THEN count(DISTINCT device) WHEN count(*) = 1 AND max(n) = 1 THEN max(devices) END AS devices`;

async function summaryOf(engine: DuckDb, facts: readonly FileFacts[], top: number): Promise<Summary> {
  const known = (is: (file: FileFacts) => boolean) =>
    `file IN (${[-1, ...facts.flatMap((file, at) => (is(file) ? [at] : []))].join(", ")})`;
  await engine.connection.run(
    `CREATE VIEW known_rows AS SELECT *, ${known((file) => file.failuresIn !== undefined)} AS failures_known, ${known((file) => file.devicesIn === "DeviceId")} AS devices_known FROM counted`,
  );
  const [total] = await query(
    engine,
    `SELECT ${measures}, CAST(coalesce(sum(n), 0) AS BIGINT) AS rows, CAST(coalesce(sum(repeated), 0) AS BIGINT) AS repeated, min(day)::VARCHAR AS first, max(day)::VARCHAR AS last FROM known_rows`,
  );
  const splits: Split[] = [await splitByDay(engine, facts)];
  for (const { by, title, cells } of dimensions) {
    const columns = cells.map((_, at) => `${by}${at}`);
    splits.push(await splitBy(engine, { by, title }, columns, top));
  }
  const daysOfFiles = await query(
    engine,
    "SELECT file, min(day)::VARCHAR AS first, max(day)::VARCHAR AS last FROM facts WHERE day IS NOT NULL GROUP BY file",
  );
  const repeatedRows = Number(total?.repeated ?? 0);
  return {
    files: facts.map(({ file }) => file),
    rows: Number(total?.rows ?? 0),
    repeatedRows,
    ...measured(total ?? {}),
    days: total?.first ? { first: String(total.first), last: String(total.last) } : undefined,
    splits,
    notes: notesOn(facts, daysOfFiles as unknown as FileDays[], repeatedRows),
  };
}

async function splitByDay(engine: DuckDb, facts: readonly FileFacts[]): Promise<Split> {
  const split = { by: byDay, title: "Days", further: 0 };
  if (facts.every(({ dayIn }) => dayIn === undefined)) return { ...split, groups: undefined };
  const rows = await query(
    engine,
    `SELECT day::VARCHAR AS value, ${measures} FROM known_rows WHERE day IS NOT NULL GROUP BY day ORDER BY day`,
  );
  return { ...split, groups: rows.map(groupOf) };
}

async function splitBy(
  engine: DuckDb,
  { by, title }: Pick<Split, "by" | "title">,
  columns: readonly string[],
  top: number,
): Promise<Split> {
  const value = columns
    .map((name) => `CASE ${name} WHEN '' THEN '(none)' ELSE ${name} END`)
    .join(" || ' ' || ");
  const rows = await query(
    engine,
    `SELECT value, failures, devices, count(*) OVER () AS groups FROM (
       SELECT ${value} AS value, ${measures} FROM known_rows WHERE ${columns.map((name) => `${name} IS NOT NULL`).join(" AND ")} GROUP BY value
     ) ORDER BY failures DESC NULLS LAST, devices DESC NULLS LAST, value LIMIT ${top}`,
  );
  const groups = Number(rows[0]?.groups ?? 0);
  return {
    by,
    title,
    groups: groups === 0 ? undefined : rows.map(groupOf),
    further: Math.max(0, groups - rows.length),
  };
}

type Row = Readonly<Record<string, unknown>>;

async function query({ connection }: DuckDb, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjects();
}

function groupOf(row: Row): Group {
  return { value: String(row.value), ...measured(row) };
}

function measured({ failures, devices }: Row): Pick<Group, "failures" | "devices"> {
  const number = (value: unknown) => (value === null || value === undefined ? undefined : exact(value));
  return { failures: number(failures), devices: number(devices) };
}

/** A number where it can be one without losing a digit. */
function exact(value: unknown): number | bigint {
  const count = BigInt(value as bigint);
  return Number.isSafeInteger(Number(count)) ? Number(count) : count;
}
