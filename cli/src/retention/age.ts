import { InvalidArgumentError } from "commander";

const hourMs = 60 * 60 * 1000;
const unitMs = { d: 24 * hourMs, h: hourMs } as const;

/** How long a file may be kept at most, by the Windows Analytics Agreement. */
export const keepMs = 30 * unitMs.d;

/** An option that is an age in days or hours, in milliseconds; 30 days at most. */
export function age(text: string): number {
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    throw new InvalidArgumentError("It must be a number of days or hours, such as 30d or 12h; 0d means all.");
  }
  const ageMs = Number(count) * unitMs[unit as "d" | "h"];
  if (ageMs <= keepMs) return ageMs;
  throw new InvalidArgumentError("The Windows Analytics Agreement allows no more than 30d.");
}
