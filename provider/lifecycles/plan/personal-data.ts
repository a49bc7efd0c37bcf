import type { Values } from "../core/lifecycle";
import type { ReportColumn } from "../report-template/report-columns";

/** What a column can tell about somebody: about one device, about a crash dump of one, about where or what it is. */
export type About = "device" | "cab" | "place" | "model" | "nobody";

const about: Readonly<Record<ReportColumn, About>> = {
  ReportId: "nobody",
  FailureDate: "nobody",
  FailureDateTime: "nobody",
  FailureName: "nobody",
  FailureHash: "nobody",
  Symbol: "nobody",
  OSVersion: "nobody",
  EventType: "nobody",
  Market: "place",
  DeviceType: "nobody",
  DriverName: "nobody",
  DriverVersion: "nobody",
  Architecture: "nobody",
  FlightRing: "nobody",
  Mode: "nobody",
  CPUName: "nobody",
  OSSKUType: "nobody",
  ReleaseName: "nobody",
  CabType: "cab",
  CabIdHash: "cab",
  CabExpirationTime: "cab",
  DeviceId: "device",
  HardwareId: "device",
  CabCollectionTime: "cab",
  EventCount: "nobody",
  ApplicationId: "device",
  SubmissionId: "nobody",
  OSName: "nobody",
  OEMName: "model",
  OEMModel: "model",
  Model: "model",
  Baseboard: "model",
  ModelFamily: "model",
};

const byLowerCase = new Map(
  Object.entries(about).map(([name, what]) => [name.toLowerCase(), { name, what }]),
);

/** A column of a report that tells about somebody. */
export interface PersonalColumn {
  readonly name: string;
  readonly about: Exclude<About, "nobody">;
}

/** Columns of which nobody can tell whether they are personal are counted, never passed over. */
export interface PersonalColumns {
  readonly columns: readonly PersonalColumn[];
  readonly unknown: number;
  /** Of these, how many are known by a name that this version does not know. */
  readonly strange: number;
}

/** The personal columns that the report of a template holds: not those that it only counts or filters by. */
export function personalColumnsOf({ projection, aggregation }: Values): PersonalColumns {
  const aggregated = field(aggregation, "aggregatedColumns");
  const texts = [...listOf(projection), ...listOf(aggregated).map(shownBy)];
  const known = texts.filter((text): text is string => typeof text === "string");
  const found = known.flatMap((text) => {
    const column = byLowerCase.get(text.toLowerCase());
    return column === undefined || column.what === "nobody"
      ? []
      : [{ name: column.name, about: column.what }];
  });
  const isNew = (text: string) => text !== "" && !byLowerCase.has(text.toLowerCase());
  const columns = [...new Map(found.map((column) => [column.name, column])).values()];
  const strange = known.filter(isNew).length;
  return { columns, unknown: texts.length - known.length + strange, strange };
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function field(value: unknown, name: string): unknown {
  if (typeof value === "symbol") return value;
  return value !== null && typeof value === "object" ? (value as Values)[name] : undefined;
}

/** MAX(DeviceId) shows one; a count of devices shows none. */
function shownBy(expression: unknown): unknown {
  if (typeof expression !== "string") return expression;
  const [, name = "", column = ""] = /^\s*(\w+)\s*\(\s*(\w+)\s*\)\s*$/.exec(expression) ?? [];
  return ["min", "max"].includes(name.toLowerCase()) ? column : "";
}

/** How many days a template looks back; undefined where that is not known. */
export function lookBackDays({ dateRange }: Values): number | undefined {
  const period = field(dateRange, "reportPeriod");
  if (typeof period !== "string") return undefined;
  if (period.toLowerCase() === "yesterday") return 1;
  const [, days] = /^last(\d+)days$/i.exec(period) ?? [];
  return days === undefined ? undefined : Number(days);
}

/** The host of a URL, which may be shown; the rest of it may hold a key. */
export function hostOf(url: unknown): string | undefined {
  if (typeof url !== "string" || !URL.canParse(url)) return undefined;
  return new URL(url).host;
}
