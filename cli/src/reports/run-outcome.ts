import type { Cell } from "../table";
import { table } from "../table";
import type { SavedRun } from "./save-run";

/**
 * What became of one run: its files have come now, or were here before; it is still to come; it has failed at the
 * service; its files were destroyed when they were due, or are gone from the folder; or its download stopped.
 */
export type OutcomeName = "downloaded" | "here" | "coming" | "failed" | "destroyed" | "missing" | "stopped";

export interface RunOutcome {
  readonly reportDatetime: string;
  readonly outcome: OutcomeName;
  readonly files: readonly OutcomeFile[];
}

/** A file as it is shown. */
export interface OutcomeFile {
  readonly kind: "report" | "converted";
  /** Path below the folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly destroyBy: string;
}

export function filesOf({ report, converted }: SavedRun): OutcomeFile[] {
  return [report, ...(converted === undefined ? [] : [converted])].map(
    ({ kind, file, bytes, sha256, destroyBy }) => ({
      kind: kind === "converted" ? kind : "report",
      ...{ file, bytes, sha256, destroyBy },
    }),
  );
}

export function outcomesText(outcomes: readonly RunOutcome[]): string {
  return table(["RUN", "OUTCOME", "FILE", "BYTES", "SHA-256", "DESTROY BY"], outcomes.flatMap(rowsOf));
}

function rowsOf({ reportDatetime, outcome, files }: RunOutcome): Cell[][] {
  if (files.length === 0) return [[reportDatetime, outcome]];
  return files.map(({ file, bytes, sha256, destroyBy }) => [
    reportDatetime,
    outcome,
    file,
    bytes,
    sha256,
    destroyBy,
  ]);
}
