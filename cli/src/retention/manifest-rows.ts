import { z } from "zod";
import { pathFault } from "./safe-path";

const kind = z.enum(["report", "converted", "cab"]);

/** `report`: as the service gave it; `converted`: made here out of a report; `cab`: a crash dump. */
export type KeptKind = z.output<typeof kind>;

const path = z.string().superRefine((text, context) => {
  const fault = pathFault(text);
  if (fault !== undefined) context.addIssue(`it ${fault}`);
});
const moment = z.iso.datetime();
const named = { kind, key: z.string().min(1), file: path };

const keptRow = z.object({
  state: z.literal("kept"),
  ...named,
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  downloadedAt: moment,
  destroyBy: moment,
  destroyedAt: moment.optional(),
});
const begunRow = z.object({ state: z.literal("begun"), ...named, begunAt: moment, destroyBy: moment });
const abandonedRow = z.object({
  state: z.literal("abandoned"),
  ...named,
  begunAt: moment,
  destroyedAt: moment,
});
const folderRow = z.object({ state: z.literal("folder"), folder: path });

const row = z.discriminatedUnion("state", [keptRow, begunRow, abandonedRow, folderRow]);
const header = z.object({ format: z.literal("devcenter-manifest"), version: z.number() });
const version = 1;

/**
 * One line of a manifest: a file that is whole (or was, until it was destroyed), one that was begun, one of which the
 * beginning was destroyed, a folder that was made.
 */
export type Row = z.output<typeof row>;
export type KeptRow = z.output<typeof keptRow>;
export type BegunRow = z.output<typeof begunRow>;

/** A manifest cannot be read, or holds what must not be followed. Nothing in its folder was touched. */
export class ManifestError extends Error {}

/** The text of a manifest, its version in the first line. */
export function writeRows(rows: readonly Row[]): string {
  return [{ format: "devcenter-manifest", version }, ...rows].map(lineOf).join("");
}

export function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * The rows of a manifest. A last line without its end was never promised: the process that wrote it was
 * killed, and it is dropped. Damage anywhere else is none of ours, so nothing is guessed.
 *
 * @throws ManifestError
 */
export function readRows(text: string, name: string): Row[] {
  const lines = text.split("\n").slice(0, -1);
  const first = header.safeParse(jsonOf(lines[0]));
  if (!first.success) throw new ManifestError(`${name} is no manifest of devcenter. Nothing was touched.`);
  if (first.data.version > version) {
    throw new ManifestError(
      `${name} was written by a newer devcenter. Nothing was touched. Update devcenter-cli.`,
    );
  }
  return lines.slice(1).map((line, index) => {
    const read = row.safeParse(jsonOf(line));
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    const where = issue?.path.join(".") || "the row";
    throw new ManifestError(
      `${name}, line ${index + 2}: ${where} cannot be used: ${issue?.message ?? "unknown shape"}. Nothing was touched.`,
    );
  });
}

/** An editor may have left out the last line end; what a killed process wrote of a row is no JSON. */
export function withLineEnd(text: string): string {
  return jsonOf(text.slice(text.lastIndexOf("\n") + 1)) === undefined ? text : `${text}\n`;
}

function jsonOf(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? "");
  } catch {
    return undefined;
  }
}
