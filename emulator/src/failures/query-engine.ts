import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** Two, so that a report leaves the rest of the machine to the program under test. */
const settings = { threads: "2", memory_limit: "512MB" };

/** One value of an answer. */
export type Value = string | number | null;

async function open(directory: string, prepare: readonly string[]): Promise<DuckDBInstance> {
  // Here and not above: who never asks for a report does not load the engine.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", { ...settings, temp_directory: directory });
  const connection = await instance.connect();
  for (const sql of prepare) await connection.run(sql);
  connection.closeSync();
  return instance;
}

function plain(value: unknown): Value {
  if (value === null || typeof value === "number") return value;
  return typeof value === "bigint" ? Number(value) : String(value);
}

/** The query engine: an embedded DuckDB, started with the first query, which spills large data to its own directory. */
export class Engine {
  #running: Promise<DuckDBInstance> | undefined;
  #directory: string | undefined;

  /** `prepare` are statements to begin with. */
  constructor(private readonly prepare: () => readonly string[]) {}

  /** Writes the answer to a file: a header row if asked, then the rows, tabs between; an absent value is nothing. */
  async write(query: string, file: string, header: boolean): Promise<void> {
    const target = file.replaceAll("'", "''");
    const connection = await this.#connect();
    try {
      await connection.run(
        `COPY (${query}) TO '${target}' (FORMAT csv, DELIMITER '\t', HEADER ${header}, QUOTE '', ESCAPE '')`,
      );
    } finally {
      connection.closeSync();
    }
  }

  /** The rows of the answer, a chunk at a time. */
  async *rows(query: string): AsyncGenerator<Record<string, Value>> {
    const connection = await this.#connect();
    try {
      const result = await connection.stream(query);
      const names = result.columnNames();
      let chunk = await result.fetchChunk();
      while (chunk && chunk.rowCount > 0) {
        for (const row of chunk.getRows()) {
          yield Object.fromEntries(names.map((name, column) => [name, plain(row[column])]));
        }
        chunk = await result.fetchChunk();
      }
    } finally {
      connection.closeSync();
    }
  }

  /** A path for a temporary file; its writer deletes it. */
  draft(name: string): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), "devcenter-reports-"));
    return join(this.#directory, name);
  }

  /** Ends it and leaves nothing behind. */
  async close(): Promise<void> {
    const instance = await this.#running?.catch(() => undefined);
    instance?.closeSync();
    this.discard();
  }

  /** Deletes its files: for a process that ends without closing. */
  discard(): void {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true });
  }

  // One for each question: on a shared one, a second question would end the first.
  async #connect(): Promise<DuckDBConnection> {
    this.#running ??= open(this.draft("spill"), this.prepare());
    return (await this.#running).connect();
  }
}
