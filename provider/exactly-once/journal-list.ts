import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { begunAt, type UnreadableEntry } from "./journal-entry";
import { readAll } from "./journal-files";
import { journalTextOf } from "./journal-kinds";

/** A creation that was begun and that no resource has claimed. Printed by `devcenter journal list --json`. */
export interface OpenCreation {
  /** The name of the entry, by which it can be forgotten: "3f0c…". */
  readonly name: string;
  /** The path of its file. */
  readonly file: string;
  /** As journals have always called it, whatever messages do: "report template". */
  readonly kind: string;
  /** The URN of the resource for which it was begun. It holds the names of stack and project. */
  readonly resource: string;
  /** ISO 8601: by the clock of the service where it was known, else by that of the machine. */
  readonly begunAt: string;
  /** Of the object. Undefined: it is not known whether Dev Center created one. */
  readonly id: string | undefined;
  /** The process that began it may still be at work. */
  readonly isRunning: boolean;
}

/** What a journal holds that is not confirmed. */
export interface OpenCreations {
  readonly open: readonly OpenCreation[];
  /** Past these nothing is created in their account and project. */
  readonly unreadable: readonly UnreadableEntry[];
}

/**
 * Lists what no resource has claimed, of all accounts and projects, the oldest first. Changes nothing.
 *
 * @param directory as `devcenter:journalDirectory`; need not exist
 */
export function listOpenCreations(directory: string): OpenCreations {
  const folders = foldersIn(directory).map((folder) => ({ folder, ...readAll(folder) }));
  const open = folders.flatMap(({ folder, pending }) =>
    [...pending].map(([name, intent]) => ({
      name,
      file: join(folder, `${name}.json`),
      kind: journalTextOf(intent.kind),
      resource: intent.resource,
      begunAt: begunAt(intent),
      id: intent.id,
      isRunning: isRunning(intent.pid),
    })),
  );
  return {
    open: open.sort((one, other) => one.begunAt.localeCompare(other.begunAt)),
    unreadable: folders.flatMap(({ unreadable }) => unreadable),
  };
}

/**
 * Removes one entry, whether or not it can be read. What it was about stays on Dev Center.
 *
 * @param name of an entry, as it is listed, or of its file
 * @returns whether there was one
 */
export function forgetCreation(directory: string, name: string): boolean {
  const file = `${basename(name).replace(/\.json$/, "")}.json`;
  const found = foldersIn(directory)
    .map((folder) => join(folder, file))
    .filter((path) => existsSync(path));
  for (const path of found) rmSync(path);
  return found.length > 0;
}

function foldersIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(directory, name));
}

/** Whether a process of this number runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
