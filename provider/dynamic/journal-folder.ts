import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * One creation that was begun, in a file of its own. It is written before the request and settled when the engine has
 * the id. Holds no property of the resource, only a hash of all.
 */
const intentShape = z.object({
  kind: z.string(),
  resource: z.string(),
  fingerprint: z.string(),
  startedAt: z.iso.datetime(),
  pid: z.number(),
  id: z.string().optional(),
});

export type Intent = z.output<typeof intentShape>;

export interface JournalFolder {
  /** Makes the folder when there is none. */
  write(name: string, intent: Intent): void;
  has(name: string): boolean;
  erase(name: string): void;
  /** It was seen through. That it was is kept as long as somebody may have to know whose the object is. */
  settle(name: string): void;
  /** What is not settled, by name, and what is. Removes what was settled long ago. */
  read(now: Date): { pending: Map<string, Intent>; settled: Intent[] };
}

const begun = ".json";
const seenThrough = ".settled.json";
/** Longer than a service's clock can be off: an object that was made before can be nobody's who has begun since. */
const keepSettledMs = 60 * 60_000;

/** @param folder the path of it */
export function openJournalFolder(folder: string): JournalFolder {
  const fileOf = (name: string) => join(folder, name + begun);
  const settledFileOf = (name: string) => join(folder, name + seenThrough);
  return {
    write(name, intent) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Renaming is atomic: a kill in between leaves the old file, never half a one.
        writeFileSync(`${fileOf(name)}.new`, JSON.stringify(intent), { mode: 0o600 });
        renameSync(`${fileOf(name)}.new`, fileOf(name));
      } catch (cause) {
        throw new Error(
          `The journal of creations cannot be written: ${(cause as Error).message}\nLet devcenter:journalDirectory (DEVCENTER_JOURNAL_DIRECTORY) name a folder that can be, or "none".`,
          { cause },
        );
      }
    },
    has: (name) => existsSync(fileOf(name)),
    erase: (name) => rmSync(fileOf(name), { force: true }),
    settle(name) {
      try {
        renameSync(fileOf(name), settledFileOf(name));
      } catch (error) {
        // Another process has seen to it.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    },
    read(now) {
      const files = filesIn(folder);
      const settled = files.filter((file) => file.endsWith(seenThrough));
      const pending = new Map(
        files
          .filter((file) => file.endsWith(begun) && !file.endsWith(seenThrough))
          .flatMap((file) => {
            const intent = readIntent(join(folder, file));
            return intent === undefined ? [] : [[file.slice(0, -begun.length), intent]];
          }),
      );
      const oldest = Math.min(now.getTime(), ...[...pending.values()].map(startOf));
      return {
        pending,
        settled: settled.flatMap((file) => {
          const path = join(folder, file);
          const intent = readIntent(path);
          if (intent === undefined || startOf(intent) >= oldest - keepSettledMs) return intent ?? [];
          rmSync(path, { force: true });
          return [];
        }),
      };
    },
  };
}

function startOf({ startedAt }: Intent): number {
  return Date.parse(startedAt);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readIntent(path: string): Intent | undefined {
  try {
    return intentShape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Erased by another process a moment ago, or nothing of ours.
    return undefined;
  }
}
