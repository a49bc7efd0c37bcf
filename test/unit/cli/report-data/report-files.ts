import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRows } from "../../../../cli/src/report-data/reader";

/** A folder for the files of one suite. */
export interface ReportFolder {
  path(name: string): string;
  /** Writes a file, and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  remove(): void;
}

export function reportFolder(): ReportFolder {
  const folder = mkdtempSync(join(tmpdir(), "devcenter-report-data-"));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name, content) => {
      writeFileSync(path(name), content);
      return path(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All wanted rows of a file, at once. */
export async function allRows(
  file: string,
  columns: readonly string[],
  where?: Readonly<Record<string, string>>,
  optional?: readonly string[],
): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for await (const row of readRows(file, { columns, where, optional })) rows.push(row);
  return rows;
}
