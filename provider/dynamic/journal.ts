import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Values } from "../lifecycles/lifecycle";

/**
 * One creation that was begun. It is written before the request and erased when the engine has the id, so that what is
 * found at the start of a run is what a killed run left behind. Holds no property of the resource, only a hash of all.
 */
const intentShape = z.object({
  kind: z.string(),
  fingerprint: z.string(),
  startedAt: z.iso.datetime(),
  pid: z.number(),
  id: z.string().optional(),
});

export type Intent = z.output<typeof intentShape>;

/** An intent of an earlier process. */
export interface LeftBehind extends Intent {
  erase(): void;
}

export interface Begun {
  /** The object exists. */
  made(id: string): void;
  /** Nothing was made, and nothing will be. */
  erase(): void;
}

/** Where creations are noted, so that a killed run does not lose what it has made. */
export interface Journal {
  begin(kind: string, inputs: Values): Begun;
  /**
   * What had been begun with these inputs, and not seen through, before this process first asked: first what is known
   * to be made, lest one of which nothing is known should find it; the oldest of each first.
   */
  leftBehind(kind: string, inputs: Values): LeftBehind[];
  /** The engine has this object in its state. */
  known(kind: string, id: string): void;
  /** The engine has everything that this process has made. */
  settle(): void;
}

/** @param folder one for each account and project; made when it is first needed */
export function openJournal(folder: string, clock: { now(): Date }): Journal {
  const own = new Map<string, Intent>();
  let readOnce: Map<string, Intent> | undefined;
  // Read once: a look into the folder at each creation would cost the square of their number.
  const others = () => {
    readOnce ??= new Map(readFolder(folder).filter(([name]) => !own.has(name)));
    return readOnce;
  };
  const fileOf = (name: string) => join(folder, `${name}.json`);
  const erase = (name: string) => {
    own.delete(name);
    readOnce?.delete(name);
    rmSync(fileOf(name), { force: true });
  };
  const write = (name: string, intent: Intent) => {
    own.set(name, intent);
    // Renaming is atomic: a kill in between leaves the old file, never half a one.
    writeFileSync(`${fileOf(name)}.new`, JSON.stringify(intent), { mode: 0o600 });
    renameSync(`${fileOf(name)}.new`, fileOf(name));
  };
  return {
    begin(kind, inputs) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = randomUUID();
      const startedAt = clock.now().toISOString();
      const intent = { kind, fingerprint: fingerprint(inputs), startedAt, pid: process.pid };
      write(name, intent);
      return { made: (id) => write(name, { ...intent, id }), erase: () => erase(name) };
    },
    leftBehind(kind, inputs) {
      const wanted = fingerprint(inputs);
      const fits = ([, intent]: [string, Intent]) => intent.kind === kind && intent.fingerprint === wanted;
      // Its own process may have seen it through meanwhile.
      const isThere = ([name]: [string, Intent]) => existsSync(fileOf(name));
      return [...others()]
        .filter((left) => fits(left) && isThere(left))
        .sort(([, one], [, other]) => urgency(one).localeCompare(urgency(other)))
        .map(([name, intent]) => ({ ...intent, erase: () => erase(name) }));
    },
    known(kind, id) {
      for (const [name, intent] of [...own, ...others()]) {
        if (intent.kind === kind && intent.id === id) erase(name);
      }
    },
    settle() {
      for (const [name, intent] of own) if (intent.id !== undefined) erase(name);
    },
  };
}

/** For those who have nowhere to keep one. */
export const noJournal: Journal = {
  begin: () => ({ made() {}, erase() {} }),
  leftBehind: () => [],
  known() {},
  settle() {},
};

function urgency({ id, startedAt }: Intent): string {
  return `${id === undefined ? 1 : 0} ${startedAt}`;
}

function fingerprint(inputs: Values): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(inputs)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}

function readFolder(folder: string): [name: string, intent: Intent][] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.flatMap((file) => {
    if (!file.endsWith(".json")) return [];
    try {
      const intent = intentShape.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
      return [[file.slice(0, -".json".length), intent] as [string, Intent]];
    } catch {
      // Erased by another process a moment ago, or nothing of ours.
      return [];
    }
  });
}
