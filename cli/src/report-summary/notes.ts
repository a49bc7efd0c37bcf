import { basename } from "node:path";
import { sameName } from "../report-data/column-types";
import { deviceCountColumn, dimensions } from "./dimensions";
import type { FileFacts } from "./file-facts";

/** The days of the failures in a file, by its place among the files. */
export interface FileDays {
  readonly file: number;
  readonly first: string;
  readonly last: string;
}

/** What must be known about the numbers of a summary. */
export function notesOn(
  facts: readonly FileFacts[],
  days: readonly FileDays[],
  repeatedRows: number,
): string[] {
  return [
    ...notesOnColumns(facts),
    ...(repeatedRows > 0 ? [`${repeatedRows} rows stand in more than one file; each was counted once.`] : []),
    ...notesOnOverlaps(facts, days),
  ];
}

function notesOnColumns(facts: readonly FileFacts[]): string[] {
  const notes: string[] = [];
  const say = (lacking: readonly FileFacts[], what: string) => {
    if (lacking.length === 0) return;
    const where = lacking.length === facts.length ? "in this report" : `in ${listed(lacking)}`;
    notes.push(what.replace("WHERE", where));
  };
  say(
    facts.filter(({ failuresIn }) => failuresIn === undefined),
    "The number of failures is not WHERE: no EventCount, no SUM(EventCount).",
  );
  say(
    facts.filter(({ failuresIn }) => failuresIn === "rows"),
    "There is no EventCount WHERE: each row counts as one failure.",
  );
  say(
    facts.filter(({ devicesIn }) => devicesIn === undefined),
    "Devices are not WHERE: no DeviceId.",
  );
  say(
    facts.filter(({ devicesIn }) => devicesIn === deviceCountColumn),
    `Devices were counted by the service WHERE (${deviceCountColumn}). Such numbers cannot be added up, for a device can be in several: they are shown only where one row says it all.`,
  );
  say(
    facts.filter(({ dayIn }) => dayIn === undefined),
    "Days are not WHERE: no FailureDate, no FailureDateTime.",
  );
  for (const { title, cells } of dimensions) {
    for (const names of cells.slice(-1)) {
      say(
        facts.filter(
          ({ columns }) => !names.some((name) => columns.some((other) => sameName(other) === sameName(name))),
        ),
        `${title} are not WHERE: no ${names.join(", no ")}.`,
      );
    }
  }
  return notes;
}

/** Pairs of files whose failures may be the same ones, although no row is. */
function notesOnOverlaps(facts: readonly FileFacts[], days: readonly FileDays[]): string[] {
  if (facts.length < 2) return [];
  const undated = facts.filter(({ dayIn }) => dayIn === undefined);
  const notes =
    undated.length > 0
      ? [
          `Whether ${listed(undated)} cover the same time as another file cannot be told: what is in both counts twice.`,
        ]
      : [];
  const overlapping = days.filter((one) =>
    days.some((other) => one.file !== other.file && one.first <= other.last && other.first <= one.last),
  );
  if (overlapping.length > 0) {
    const files = overlapping.map(({ file }) => facts[file]).filter((file) => file !== undefined);
    notes.push(
      `The days of ${listed(files)} overlap. Equal rows were counted once; a failure whose row differs between the files (other columns, another count) counts in each.`,
    );
  }
  return notes;
}

function listed(files: readonly FileFacts[]): string {
  const names = files.map(({ file }) => basename(file)).sort();
  return names.length > 4
    ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more files`
    : names.join(", ");
}
