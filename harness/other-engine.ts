import type { Failure } from "devcenter-emulator";
import initSqlJs, { type Database } from "sql.js";

/** SQLite, for answers that owe nothing to the engine that the emulator uses. Texts compare as in a report, case included. */
export async function openOtherEngine(): Promise<Database> {
  const { Database } = await initSqlJs();
  const database = new Database();
  database.run("PRAGMA case_sensitive_like = ON");
  return database;
}

/** Puts failures into a table of that name, in their order. Answers how many they were. */
export async function load(
  database: Database,
  table: string,
  failures: AsyncIterable<Failure>,
): Promise<number> {
  let count = 0;
  let insert: ReturnType<Database["prepare"]> | undefined;
  database.run("BEGIN");
  for await (const failure of failures) {
    if (!insert) {
      const names = Object.keys(failure);
      database.run(`CREATE TABLE ${table} (${names.map((name) => `"${name}"`).join(", ")})`);
      insert = database.prepare(`INSERT INTO ${table} VALUES (${names.map(() => "?").join(", ")})`);
    }
    insert.run(Object.values(failure));
    count += 1;
  }
  insert?.free();
  database.run("COMMIT");
  return count;
}

/** The answer to a query as a report writes it: a header, then the rows, tabs between. */
export function sheet(database: Database, sql: string): string {
  const statement = database.prepare(sql);
  const lines = [statement.getColumnNames().join("\t")];
  while (statement.step()) {
    lines.push(
      statement
        .get()
        .map((cell) => String(cell ?? ""))
        .join("\t"),
    );
  }
  statement.free();
  return `${lines.join("\n")}\n`;
}
