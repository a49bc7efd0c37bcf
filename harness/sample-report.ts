import assert from "node:assert/strict";

/** Rows of a report by their columns. */
export type ReportRow = Readonly<Record<string, string>>;

const drivers = ["contoso.sys", "contosonet.sys", "contosoaudio.sys", "contosodisplayminiportdriver.sys"];
const versions = ["1.0", "1.10", "2.0.0.7"];
const failures = [
  "0x9F_3_POWER_DOWN",
  "AV_<b>&amp;</b>",
  `"><script>alert("${"x".repeat(60)}")</script>`,
  "",
];
const markets = ["US", "DE", "JP", "CN", "FR", "BR", "IN", "GB", "KR", "IT", "MX", "ES"];

/** Rows such as the service delivers, the same each time: nothing about them is random, and little is even. */
export function sampleRows(count: number, firstDay = "2026-11-01", days = 14): ReportRow[] {
  const uneven = (row: number, among: readonly string[], by: number) =>
    among[Math.floor((((row * by) % 101) / 101) ** 2 * among.length)] ?? "";
  return Array.from({ length: count }, (_, row) => {
    const happened = new Date(Date.parse(firstDay) + ((row * 37) % days) * 24 * 3_600_000 + row * 1000);
    return {
      FailureDate: happened.toISOString().slice(0, 10),
      DriverName: uneven(row, drivers, 7),
      DriverVersion: uneven(row, versions, 11),
      FailureName: uneven(row, failures, 13),
      OSVersion: uneven(row, ["10.0.26100", "10.0.22631"], 17),
      Market: uneven(row, markets, 19),
      OEMModel: uneven(row, ["Falcon 15", "Heron 13"], 23),
      DeviceId: `s:secret-device-${(row * row) % 211}`,
      EventCount: String(1 + ((row * 5) % 9)),
    };
  });
}

/** A report as it is downloaded. */
export function reportOf(rows: readonly ReportRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ""))];
  return lines.map((cells) => `${cells.join("\t")}\n`).join("");
}

/** What a summary must say of rows, computed without it: value → [failures, different devices]. */
export function countedBy(
  rows: readonly ReportRow[],
  ...columns: readonly string[]
): Map<string, readonly [number, number]> {
  const groups = new Map<string, { failures: number; devices: Set<string> }>();
  for (const row of rows) {
    const value = columns.map((name) => row[name] || "(none)").join(" ");
    const group = groups.get(value) ?? { failures: 0, devices: new Set() };
    group.failures += Number(row.EventCount);
    group.devices.add(String(row.DeviceId));
    groups.set(value, group);
  }
  assert.notEqual(groups.size, 0);
  return new Map([...groups].map(([value, { failures, devices }]) => [value, [failures, devices.size]]));
}

/** The columns that make up each split of a summary. */
export const splitColumns: Readonly<Record<string, readonly string[]>> = {
  day: ["FailureDate"],
  driver: ["DriverName"],
  version: ["DriverName", "DriverVersion"],
  failure: ["FailureName"],
  os: ["OSVersion"],
  market: ["Market"],
  model: ["OEMModel"],
};
