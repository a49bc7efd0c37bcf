import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

/** Where engines spill, each below the number of its process. */
const spills = join(tmpdir(), "devcenter-spill");

const bounds = {
  memory_limit: "256MB",
  threads: "2",
  // A report is read by what is built in: nothing is ever fetched.
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

/**
 * Works with an embedded DuckDB of its own: 256 MB, two threads, no network. What it spills to disk is gone when the
 * work is done; what a killed process left is removed by the next. The library is loaded by the first call.
 */
export async function withEngine<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const engine = await openEngine();
  try {
    return await work(engine.connection);
  } finally {
    await engine.close();
  }
}

/** An engine that its caller must close. */
export interface Engine {
  readonly connection: DuckDBConnection;
  close(): Promise<void>;
}

/** The same engine, for work that is handed out piece by piece. */
export async function openEngine(): Promise<Engine> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  await removeLeftSpills();
  // Only its owner may look into it.
  await mkdir(spills, { recursive: true, mode: 0o700 });
  const spill = await mkdtemp(join(spills, `${process.pid}-`));
  const instance = await DuckDBInstance.create(":memory:", { ...bounds, temp_directory: spill });
  const connection = await instance.connect();
  return {
    connection,
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      await rm(spill, { recursive: true, force: true });
    },
  };
}

async function removeLeftSpills(): Promise<void> {
  const left = await readdir(spills).catch(() => []);
  for (const name of left) {
    if (!isRunning(Number.parseInt(name, 10))) await rm(join(spills, name), { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a column as SQL writes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
