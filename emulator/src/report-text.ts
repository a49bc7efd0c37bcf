import { Refusal } from "./refusals";
import type { JsonObject } from "./wire-json";

const dayMs = 24 * 60 * 60_000;
const rowCount = 20;

/** Which value a column has in which row: the same each time, plausible rather than real. */
const samples: Readonly<Record<string, readonly string[]>> = {
  EventType: ["Kernel", "System"],
  Market: ["US", "DE", "JP"],
  DeviceType: ["Notebook", "Desktop"],
  DriverName: ["contoso.sys", "contosonet.sys", "contosoaudio.sys"],
  DriverVersion: ["1.0.0.0", "1.1.0.0"],
  Architecture: ["amd64", "arm64"],
  OSVersion: ["10.0.22631", "10.0.26100"],
  Mode: ["Kernel", "User"],
  CabType: ["MINI", "FULL"],
};

function runTime(blob: string): number {
  const ms = Date.parse(blob.replace(/\.txt$/, ""));
  return Number.isNaN(ms) ? 0 : ms;
}

function cell(column: string, row: number, happened: Date): string {
  const values = samples[column];
  if (values) {
    return values[row % values.length] ?? "";
  }
  const [date, month, year] = [
    happened.getUTCDate(),
    happened.getUTCMonth() + 1,
    happened.getUTCFullYear() % 100,
  ];
  switch (column) {
    case "FailureDate":
      return [month, date, year].map((part) => String(part).padStart(2, "0")).join("");
    case "FailureDateTime":
    case "CabCollectionTime":
      return happened.toISOString().slice(0, 19).replace("T", " ");
    case "CabExpirationTime":
      return new Date(happened.getTime() + 30 * dayMs).toISOString().slice(0, 19).replace("T", " ");
    case "EventCount":
      return String((row % 7) + 1);
    default:
      return `${column}-${row % 5}`;
  }
}

/**
 * The file of one run: a header with the projected columns, then made-up failures within the period, tab-separated.
 * Throws a Refusal for a template that filters, aggregates or sorts: a file that ignored that would be wrong.
 */
export function reportText(template: JsonObject, blob: string): string {
  const { condition, aggregation, orderby, projection, dateRange, limit } = template;
  if ([condition, aggregation, orderby].some((part) => JSON.stringify(part ?? {}).length > 2)) {
    throw new Refusal(501, "The emulator does not evaluate condition, aggregation or orderby yet.");
  }
  const columns = projection as string[];
  const period = (dateRange as { reportPeriod: string }).reportPeriod;
  const days = Number(/\d+/.exec(period)?.[0] ?? "1");
  const rows = Array.from({ length: Math.min(rowCount, Number(limit) || rowCount) }, (_, row) => {
    const happened = new Date(runTime(blob) - ((row + 0.5) / rowCount) * days * dayMs);
    return columns.map((column) => cell(column, row, happened)).join("\t");
  });
  return `${[columns.join("\t"), ...rows].join("\n")}\n`;
}
