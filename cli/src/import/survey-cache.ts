import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** Where a survey keeps what it has read, below the folder of the program. */
export const importFolder = ".devcenter-import";
const cacheName = "survey.jsonl";
/** An older survey says too little about the account of today. */
const maxAgeHours = 24;

const heading = z.object({ version: z.literal(1), account: z.string(), startedAt: z.iso.datetime() });
const row = z.object({ key: z.string(), value: z.unknown() });

/** What a survey has read so far, so that a killed one goes on where it stopped. */
export interface SurveyCache {
  /** How many answers an earlier, unfinished survey has left here. */
  readonly cachedCount: number;
  /** What was read under this key, or what `ask` reads now. The value must survive JSON. */
  read<T>(key: string, ask: () => Promise<T>): Promise<T>;
  /** The survey is complete: the next one begins with an empty cache. */
  clear(): Promise<void>;
  /** What was read stays, also after a failure. */
  close(): Promise<void>;
}

/**
 * Opens the cache of a folder.
 *
 * @param account what the answers are about: those of another endpoint or tenant are of no use
 */
export async function openSurveyCache(folder: string, account: string, now: Date): Promise<SurveyCache> {
  const path = join(folder, importFolder, cacheName);
  const answers = await cachedAnswers(path, account, now);
  await mkdir(join(folder, importFolder), { recursive: true, mode: 0o700 });
  const file = await open(path, answers === undefined ? "w" : "a", 0o600);
  const append = (value: object) => file.appendFile(`${JSON.stringify(value)}\n`);
  // A line that a kill cut off must not swallow the next one.
  if (answers === undefined) await append({ version: 1, account, startedAt: now.toISOString() });
  else await file.appendFile("\n");
  const known = answers ?? new Map<string, unknown>();
  return {
    cachedCount: known.size,
    async read<T>(key: string, ask: () => Promise<T>): Promise<T> {
      if (known.has(key)) return known.get(key) as T;
      const value = await ask();
      known.set(key, value);
      await append({ key, value });
      return value;
    },
    close: () => file.close(),
    async clear() {
      await rm(join(folder, importFolder), { recursive: true, force: true });
    },
  };
}

/** Undefined: there are none that can be used. */
async function cachedAnswers(
  path: string,
  account: string,
  now: Date,
): Promise<Map<string, unknown> | undefined> {
  const lines = (await readFile(path, "utf8").catch(() => "")).split("\n");
  const head = heading.safeParse(parsed(lines[0] ?? ""));
  if (!head.success || head.data.account !== account) return undefined;
  const ageHours = (now.getTime() - Date.parse(head.data.startedAt)) / 3_600_000;
  if (ageHours < 0 || ageHours > maxAgeHours) return undefined;
  const rows = lines.slice(1).flatMap((line) => row.safeParse(parsed(line)).data ?? []);
  return new Map(rows.map(({ key, value }) => [key, value]));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
