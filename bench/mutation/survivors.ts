import { existsSync, readFileSync } from "node:fs";
import { printTable } from "../table";

/** Of a report in the mutation testing report schema, what is read of it. */
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** A break that no test of the room noticed. */
interface Survivor {
  readonly file: string;
  readonly lineNumber: number;
  /** The source line where it begins. */
  readonly line: string;
  /** What stood there, and what stood there instead. */
  readonly change: string;
}

interface FileScore {
  readonly file: string;
  readonly broken: number;
  readonly noticed: number;
}

export interface Comparison {
  readonly scores: readonly FileScore[];
  /** How many survivors have a row with this reason; what follows a colon is left out. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly unexplained: readonly Survivor[];
}

const noticed = ["Killed", "Timeout"];
const survived = ["Survived", "NoCoverage"];

/**
 * Compares what a run found with the reasons that are on file: rows of reason, file, source line and change, separated by
 * tabs. They name no line numbers, so that they hold when lines move.
 */
export function compare(reportFile: string, reasonsFile: string): Comparison {
  const { files } = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  const reasonOf = readReasons(reasonsFile);
  const reasons = new Map<string, number>();
  const unexplained: Survivor[] = [];
  const scores = Object.entries(files).map(([file, { source, mutants }]) => {
    for (const mutant of mutants.filter(({ status }) => survived.includes(status))) {
      const survivor = survivorOf(file, source, mutant);
      const reason = reasonOf.get(keyOf(survivor));
      if (reason === undefined) unexplained.push(survivor);
      else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    const among = (wanted: readonly string[]) =>
      mutants.filter(({ status }) => wanted.includes(status)).length;
    return { file, broken: among([...noticed, ...survived]), noticed: among(noticed) };
  });
  return { scores, reasons, unexplained };
}

export function print({ scores, reasons, unexplained }: Comparison): void {
  const sum = (of: (score: FileScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  const all = { file: "all", broken: sum(({ broken }) => broken), noticed: sum((score) => score.noticed) };
  printTable(
    "Breaks that the tests notice",
    ["file", "broken places", "noticed", ""],
    [...scores, all].map((score) => [
      score.file,
      String(score.broken),
      String(score.noticed),
      score.broken === 0 ? "" : `${Math.round((100 * score.noticed) / score.broken)} %`,
    ]),
  );
  printTable(
    "Why the others do no harm",
    ["reason", "breaks"],
    [...reasons].map(([reason, breaks]) => [reason, String(breaks)]),
  );
  console.log(`\n${unexplained.length} without a reason`);
  for (const { file, lineNumber, change } of unexplained) console.log(`${file}:${lineNumber}\t${change}`);
}

function readReasons(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const rows = readFileSync(file, "utf8").trim().split("\n");
  return new Map(
    rows.map((row) => {
      const [reason = "", ...key] = row.split("\t");
      return [key.join("\t"), reason.replace(/:.*/, "")];
    }),
  );
}

function survivorOf(file: string, source: string, { location, replacement }: Mutant): Survivor {
  const lines = source.split("\n");
  const offset = ({ line, column }: Position) =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const original = source.slice(offset(location.start), offset(location.end));
  const lineNumber = location.start.line;
  const change = `${shortened(original)} → ${shortened(replacement)}`;
  return { file, lineNumber, line: shortened(lines[lineNumber - 1] ?? ""), change };
}

function keyOf({ file, line, change }: Survivor): string {
  return [file, line, change].join("\t");
}

function shortened(code: string): string {
  const text = code.replace(/\s+/g, " ").trim();
  return text.length <= 100 ? text : `${text.slice(0, 70)} … ${text.slice(-27)}`;
}
