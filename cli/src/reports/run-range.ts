import { type Command, InvalidArgumentError } from "commander";
import type { RunRange } from "pulumi-devcenter/internal/dev-center";

export interface RangeOptions {
  readonly since?: string;
  readonly until?: string;
}

/** Gives a command the options that choose runs by their day. */
export function addRangeOptions(command: Command): Command {
  return command
    .option("--since <day>", "only runs of this day (yyyy-mm-dd, UTC) and later", day)
    .option("--until <day>", "only runs of this day (yyyy-mm-dd, UTC) and earlier", day);
}

/** The days that were asked for. Ends the command as wrong usage when they are the wrong way round. */
export function rangeOf({ since, until }: RangeOptions, command: Command): RunRange {
  if (since !== undefined && until !== undefined && until < since) {
    command.error(`error: --until ${until} is before --since ${since}`);
  }
  return { startDate: since, endDate: until };
}

/** An option that is a day in UTC. */
export function day(text: string): string {
  const moment = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text) return text;
  throw new InvalidArgumentError("It must be a day such as 2026-03-31.");
}
