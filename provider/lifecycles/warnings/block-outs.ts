import { DateTime } from "luxon";

/**
 * Why Microsoft does not release a driver that needs its approval on this day, after its "Driver Ship Room Release
 * Cadence"; undefined: nothing is known against the day. Days around a feature update are not published in advance.
 */
export function blockOutOn(moment: string): string | undefined {
  const day = DateTime.fromISO(moment, { zone: "utc" }).startOf("day");
  if (!day.isValid) return undefined;
  if (isWinter(day)) return "Microsoft releases no driver from about 18 December to 1 January";
  const release = nthWeekday(day.year, day.month, 2, 2);
  if (Math.abs(day.diff(release, "days").days) <= 1) {
    return `the monthly update of Windows is released on ${release.toISODate()}, and no driver that needs approval the day before, that day, and the day after`;
  }
  const holiday = holidaysOf(day.year).find(([date]) => date.equals(day));
  return holiday && `${holiday[1]} is a holiday in the United States`;
}

function isWinter({ month, day }: DateTime): boolean {
  return (month === 12 && day >= 18) || (month === 1 && day === 1);
}

/** @param weekday 1 is Monday */
function nthWeekday(year: number, month: number, weekday: number, nth: number): DateTime {
  const first = DateTime.utc(year, month, 1);
  return first.plus({ days: ((weekday - first.weekday + 7) % 7) + 7 * (nth - 1) });
}

function holidaysOf(year: number): [DateTime, string][] {
  const thanksgiving = nthWeekday(year, 11, 4, 4);
  const lastOfMay = DateTime.utc(year, 5, 31);
  return [
    [nthWeekday(year, 1, 1, 3), "Martin Luther King Day"],
    [nthWeekday(year, 2, 1, 3), "Presidents Day"],
    [lastOfMay.minus({ days: (lastOfMay.weekday - 1 + 7) % 7 }), "Memorial Day"],
    [DateTime.utc(year, 7, 4), "the Fourth of July"],
    [nthWeekday(year, 9, 1, 1), "Labor Day"],
    [thanksgiving, "Thanksgiving Day"],
    [thanksgiving.plus({ days: 1 }), "the day after Thanksgiving"],
  ];
}
