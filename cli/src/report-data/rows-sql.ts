import { identifier, literal, readPath } from "./duckdb";
import type { ReportFormat } from "./report-format";

/** SQL for all rows of a file in their order, every cell as text, under the file's own names. */
export function rowsSql(file: string, format: ReportFormat): string {
  switch (format.kind) {
    case "parquet":
      return `(SELECT COLUMNS(*)::VARCHAR FROM ${parquetRows(file)})`;
    case "jsonl":
      return call("read_json", file, {
        format: "'newline_delimited'",
        compression: format.gzipped ? "'gzip'" : "'uncompressed'",
        columns: texts(format.columns),
      });
    case "text": {
      const quote = format.quoted ? literal('"') : "''";
      return call("read_csv", file, {
        auto_detect: "false",
        header: "true",
        nullstr: "''",
        compression: format.gzipped ? "'gzip'" : "'none'",
        delim: literal(format.delimiter),
        quote,
        escape: quote,
        columns: texts(format.columns),
      });
    }
  }
}

/** SQL for the rows of a Parquet file, typed as it says. */
export function parquetRows(file: string): string {
  return call("read_parquet", file, {});
}

function call(reader: string, file: string, options: Readonly<Record<string, string>>): string {
  const settings = Object.entries(options).map(([name, value]) => `, ${name}=${value}`);
  // A folder called Market=US says nothing about the rows of a report.
  return `${reader}(${literal(readPath(file))}, hive_partitioning=false${settings.join("")})`;
}

function texts(columns: readonly string[]): string {
  return `{${columns.map((name) => `${identifier(name)}: 'VARCHAR'`).join(", ")}}`;
}
