import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Values } from "../lifecycles/core/lifecycle";
import { journalTextOf, kindOfJournalText } from "./journal-kinds";

/** The form in which entries are written. Those of the first form have no version, and no time of the service. */
const version = 2;

const entryShape = z.object({
  kind: z.string(),
  kindName: z.string().optional(),
  resource: z.string(),
  fingerprint: z.string(),
  startedAt: z.iso.datetime(),
  serviceTime: z.iso.datetime().optional(),
  signInTime: z.iso.datetime().optional(),
  pid: z.number(),
  waitMinutes: z.number().nonnegative().optional(),
  id: z.string().optional(),
});

/** One creation that was begun. Holds no property of the resource, only a hash of all. */
export interface Intent {
  /** As in users' state: "ReportSchedule". */
  readonly kind: string;
  /** The URN of the resource. */
  readonly resource: string;
  readonly fingerprint: string;
  /** By the clock of the machine, which may have been wrong. */
  readonly startedAt: string;
  /** By the clock of the service, where it was known: the same moment. */
  readonly serviceTime?: string | undefined;
  /** The same by the clock of the sign-in. */
  readonly signInTime?: string | undefined;
  readonly pid: number;
  /** How long its request may have had to wait until the service took it. Default 0: no longer than any. */
  readonly waitMinutes?: number | undefined;
  /** Of the object, once it exists. */
  readonly id?: string | undefined;
}

/** An entry of which nothing is known. */
export interface UnreadableEntry {
  /** The path of its file. */
  readonly file: string;
  readonly why: string;
}

/** An older version of this package finds the kind where it looks for it, so that going back creates nothing twice. */
export function entryText({ kind, ...intent }: Intent): string {
  return JSON.stringify({ version, kind: journalTextOf(kind), kindName: kind, ...intent });
}

/** A label, for one, is asked for when its submission is far enough: that may take days. */
export function waitOf({ waitTimeoutMinutes }: Values): number | undefined {
  return typeof waitTimeoutMinutes === "number" ? waitTimeoutMinutes : undefined;
}

/** The best that is known of when it was begun. */
export function begunAt({ serviceTime, signInTime, startedAt }: Intent): string {
  return serviceTime ?? signInTime ?? startedAt;
}

export function begunMs(intent: Intent): number {
  return Date.parse(begunAt(intent));
}

/** Undefined: another process has erased it a moment ago. */
export function readEntry(file: string): Intent | UnreadableEntry | undefined {
  try {
    const entry: unknown = JSON.parse(readFileSync(file, "utf8"));
    const written = (entry as { version?: unknown } | null)?.version ?? 1;
    if (written !== 1 && written !== version) {
      return {
        file,
        why: `its form is ${JSON.stringify(written)}: another version of this package wrote it`,
      };
    }
    return intentIn(entry) ?? { file, why: "it is not an entry, or not a whole one" };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    return { file, why: code ?? "it is not whole JSON" };
  }
}

function intentIn(entry: unknown): Intent | undefined {
  const { success, data } = entryShape.safeParse(entry);
  if (!success) return undefined;
  const { kind, kindName = kindOfJournalText(kind), ...rest } = data;
  return { kind: kindName, ...rest };
}

export function isUnreadable(entry: Intent | UnreadableEntry): entry is UnreadableEntry {
  return "why" in entry;
}
