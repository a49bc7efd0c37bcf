import { DateTime } from "luxon";

/** Days on which Microsoft releases no driver that needs its approval, both included: `2026-03-09`. */
export interface BlockOut {
  readonly from: string;
  readonly to: string;
  /** Such as `the winter holidays`. */
  readonly why: string;
  /** The same as a sentence, without its full stop. */
  readonly statement: string;
}

/**
 * The block-out of a moment; undefined: nothing is known against the day. By the rules and the calendar of Microsoft's
 * "Driver Ship Room Release Cadence" as of November 2025, for any year; the days around a feature update are not
 * published in advance.
 *
 * https://learn.microsoft.com/windows-hardware/drivers/dashboard/driver-release-cadence
 */
export function blockOutAt(moment: string): BlockOut | undefined {
  const day = DateTime.fromISO(moment, { zone: "utc" });
  const date = day.toISODate();
  if (date === null) return undefined;
  const known = [winter(day), securityRelease(day), ...holidays(day.year)];
  return known.find(({ from, to }) => from <= date && date <= to);
}

/** The sentence of the block-out of a moment. */
export function blockOutOn(moment: string): string | undefined {
  return blockOutAt(moment)?.statement;
}

/** The first day after a block-out that is in no other one. */
export function reopened({ to }: BlockOut): string {
  const next = String(DateTime.fromISO(to, { zone: "utc" }).plus({ days: 1 }).toISODate());
  const other = blockOutAt(next);
  return other === undefined ? next : reopened(other);
}

function blockOut(from: DateTime, to: DateTime, why: string, statement: string): BlockOut {
  return { from: String(from.toISODate()), to: String(to.toISODate()), why, statement };
}

function winter({ year, month }: DateTime): BlockOut {
  const first = month === 1 ? year - 1 : year;
  return blockOut(
    DateTime.utc(first, 12, 18),
    DateTime.utc(first + 1, 1, 1),
    "the winter holidays",
    "Microsoft releases no driver from about 18 December to 1 January",
  );
}

function securityRelease({ year, month }: DateTime): BlockOut {
  const tuesday = nthWeekday(year, month, 2, 2);
  return blockOut(
    tuesday.minus({ days: 1 }),
    tuesday.plus({ days: 1 }),
    "the monthly security release of Windows",
    `the monthly update of Windows is released on ${tuesday.toISODate()}, and no driver that needs approval the day before, that day, and the day after`,
  );
}

/** @param weekday 1 is Monday */
function nthWeekday(year: number, month: number, weekday: number, nth: number): DateTime {
  const first = DateTime.utc(year, month, 1);
  return first.plus({ days: ((weekday - first.weekday + 7) % 7) + 7 * (nth - 1) });
}

function holidays(year: number): BlockOut[] {
  const lastOfMay = DateTime.utc(year, 5, 31);
  const thanksgiving = nthWeekday(year, 11, 4, 4);
  return [
    holiday("Martin Luther King Day", nthWeekday(year, 1, 1, 3)),
    holiday("Presidents Day", nthWeekday(year, 2, 1, 3)),
    holiday("Memorial Day", lastOfMay.minus({ days: lastOfMay.weekday - 1 })),
    holiday("the Fourth of July", DateTime.utc(year, 7, 4)),
    holiday("Labor Day", nthWeekday(year, 9, 1, 1)),
    holiday("Thanksgiving Day", thanksgiving, thanksgiving.plus({ days: 1 })),
  ];
}

/** A holiday with the weekend that it touches. One on a weekend is observed on the weekday beside it. */
function holiday(name: string, first: DateTime, last = first): BlockOut {
  const before = [0, 2, 0, 0, 0, 0, 1, 1][first.weekday] ?? 0;
  const after = [0, 0, 0, 0, 0, 2, 1, 1][last.weekday] ?? 0;
  return blockOut(
    first.minus({ days: before }),
    last.plus({ days: after }),
    "a US holiday",
    `Microsoft releases no driver around ${name}, a holiday in the United States`,
  );
}
