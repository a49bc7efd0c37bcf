import { resolve, sep } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { makePrivateFolder } from "./private-folder";
import { ReportFileError } from "./report-file-error";

const bounds = {
  memory_limit: "256MB",
  threads: "2",
  // A report is read by what is built in: nothing is ever fetched.
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_persistent_secrets: "false",
};

/** The files that DuckDB may touch; all others are out of its reach. */
export interface TouchedFiles {
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
}

/**
 * Works with a separate embedded DuckDB: 256 MB, two threads, no network, no files but those that are named. What it
 * spills to disk is gone when the work is done; what a killed process left is removed by the next. The library is loaded
 * by the first call.
 */
export async function withDuckDb<T>(
  files: TouchedFiles,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const engine = await openDuckDb(files);
  try {
    return await work(engine.connection);
  } finally {
    await engine.close();
  }
}

/** A DuckDB that its caller must close. */
export interface DuckDb {
  readonly connection: DuckDBConnection;
  close(): Promise<void>;
}

/** The same DuckDB, for work that is handed out piece by piece. */
export async function openDuckDb(files: TouchedFiles): Promise<DuckDb> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const spill = await makePrivateFolder();
  try {
    const instance = await DuckDBInstance.create(":memory:", { ...bounds, temp_directory: spill.path });
    const connection = await instance.connect();
    await confine(connection, files);
    return {
      connection,
      close: async () => {
        connection.closeSync();
        instance.closeSync();
        await spill.remove();
      },
    };
  } catch (error) {
    await spill.remove();
    throw error;
  }
}

/** From here on no statement, whatever a report brings into it, reaches another file or loosens this. */
async function confine(
  connection: DuckDBConnection,
  { reads = [], writes = [] }: TouchedFiles,
): Promise<void> {
  // A reader looks for its pattern first, then opens what that has found.
  const paths = [
    ...reads.flatMap((file) => [resolve(file), readPath(file)]),
    ...writes.map((file) => resolve(file)),
  ];
  await connection.run(`SET allowed_paths = [${paths.map(literal).join(", ")}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

/**
 * The path by which a reader finds this file and no other. Readers take patterns, schemes such as `s3:` and `~`; what is
 * here is absolute, and taken literally.
 */
export function readPath(file: string): string {
  const path = resolve(file);
  const isPattern = /[[*?]/.test(path);
  // To a pattern a backslash is a slash on every system.
  if (isPattern && sep === "/" && path.includes("\\")) {
    throw new ReportFileError(
      file,
      "a path with a backslash and one of [ * ? cannot be read. Rename the file.",
    );
  }
  return isPattern ? path.replaceAll(/[[*?]/g, "[$&]") : path;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The name of a column as SQL writes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
