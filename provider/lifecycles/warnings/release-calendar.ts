import { DateTime } from "luxon";

/** Days on which Microsoft releases no driver that needs its approval, both included: `2026-03-09`. */
export interface Closed {
  readonly why: string;
  readonly from: string;
  readonly to: string;
}

// https://learn.microsoft.com/windows-hardware/drivers/dashboard/driver-release-cadence, as of November 2025. Feature
// updates of Windows close the days around them, too; their days are not known before.
const holidays: readonly Closed[] = [
  closed("a US holiday", "2026-01-19"),
  closed("a US holiday", "2026-02-16"),
  closed("a US holiday", "2026-05-25"),
  closed("a US holiday", "2026-07-03"),
  closed("a US holiday", "2026-09-07"),
  closed("a US holiday", "2026-11-26", "2026-11-27"),
];

function closed(why: string, from: string, to = from): Closed {
  return { why, from, to };
}

/** The days around the security release of the month, which is on its second Tuesday. */
function securityRelease(day: DateTime): Closed {
  const first = day.startOf("month");
  const tuesday = first.plus({ days: ((2 - first.weekday + 7) % 7) + 7 });
  return closed(
    "the monthly security release of Windows",
    tuesday.minus({ days: 1 }).toISODate() ?? "",
    tuesday.plus({ days: 1 }).toISODate() ?? "",
  );
}

function winter({ year, month }: DateTime): Closed {
  const first = month === 1 ? year - 1 : year;
  return closed("the winter holidays", `${first}-12-18`, `${first + 1}-01-01`);
}

/** The days around a moment on which nothing is released, as far as they are known; undefined where it is in none. */
export function closedAround(moment: string): Closed | undefined {
  const day = DateTime.fromISO(moment, { zone: "utc" });
  const date = day.toISODate();
  if (date === null) return undefined;
  return [winter(day), ...holidays, securityRelease(day)].find(({ from, to }) => from <= date && date <= to);
}

/** The first day after those. */
export function reopened({ to }: Closed): string {
  return DateTime.fromISO(to, { zone: "utc" }).plus({ days: 1 }).toISODate() ?? to;
}
