import type { ReportColumn } from "pulumi-devcenter/internal/lifecycles";

/** What the cells of a column are. An average is a binary fraction; all else keeps every digit. */
export type ColumnType = "text" | "integer" | "fraction" | "date" | "timestamp";

// Versions, hashes and ids are texts, for 10.0 is no number, and neither is an id that begins with 0.
const typesOfColumns: Readonly<Record<ReportColumn, ColumnType>> = {
  ReportId: "text",
  FailureDate: "date",
  FailureDateTime: "timestamp",
  FailureName: "text",
  FailureHash: "text",
  Symbol: "text",
  OSVersion: "text",
  EventType: "text",
  Market: "text",
  DeviceType: "text",
  DriverName: "text",
  DriverVersion: "text",
  Architecture: "text",
  FlightRing: "text",
  Mode: "text",
  CPUName: "text",
  OSSKUType: "text",
  ReleaseName: "text",
  CabType: "text",
  CabIdHash: "text",
  CabExpirationTime: "timestamp",
  DeviceId: "text",
  HardwareId: "text",
  CabCollectionTime: "timestamp",
  EventCount: "integer",
  ApplicationId: "text",
  SubmissionId: "text",
  OSName: "text",
  OEMName: "text",
  OEMModel: "text",
  Model: "text",
  Baseboard: "text",
  ModelFamily: "text",
};

const ofColumn = new Map(Object.entries(typesOfColumns).map(([name, type]) => [sameName(name), type]));
const aggregate = /^(sum|avg|count|dcount|max|min)\((\w+)\)$/;

/** What two spellings of one column have in common: neither case nor spaces mean anything. */
export function sameName(name: string): string {
  return name.replaceAll(/\s/g, "").toLowerCase();
}

/** Whether a report can have such a column: one of a view, or one that it computes, such as `SUM(EventCount)`. */
export function isReportColumn(name: string): boolean {
  return ofColumn.has(sameName(name)) || aggregate.test(sameName(name));
}

/** The type of a column by its name. One that is not known is text. */
export function typeOfColumn(name: string): ColumnType {
  const [, computed, column = ""] = aggregate.exec(sameName(name)) ?? [];
  if (computed === undefined) return ofColumn.get(sameName(name)) ?? "text";
  if (computed === "avg") return "fraction";
  return computed === "max" || computed === "min" ? (ofColumn.get(column) ?? "text") : "integer";
}
