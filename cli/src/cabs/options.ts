import { type Command, InvalidArgumentError, Option } from "commander";
import { day } from "../reports/run-range";
import { type Selection, type View, views } from "./selection";

export interface DownloadOptions {
  readonly out: string;
  readonly from?: string;
  readonly where?: Readonly<Record<string, string>>;
  readonly applicationId?: string;
  readonly failureHash?: string;
  readonly cabIdHash?: string;
  readonly since?: string;
  readonly until?: string;
  readonly view?: View;
  readonly max?: number;
  readonly concurrency: number;
  readonly again?: boolean;
}

/** Gives `cabs download` the options that say which cabs, where to, and how many. */
export function addOptions(command: Command): Command {
  return command
    .requiredOption("--out <directory>", "where to; made when there is none")
    .option("--from <report file>", "cabs of the rows of a report, downloaded or converted")
    .option(
      "--where <column=value>",
      "of --from, only rows with exactly this value; may be repeated",
      condition,
    )
    .option("--cab-id-hash <hash>", "one cab", hash)
    .option("--failure-hash <hash>", "all cabs of a failure; with --application-id", hash)
    .option("--application-id <id>", "of the driver; without it one cab is asked for as an OEM", hash)
    .option("--since <day>", "of --failure-hash, of this day (yyyy-mm-dd, UTC) and later", day)
    .option("--until <day>", "of --failure-hash, of this day and earlier", day)
    .addOption(
      new Option(
        "--view <view>",
        "as whom to ask (default: IHVDriver for rows with an ApplicationId)",
      ).choices(views),
    )
    .option("--max <count>", "largest number of cabs to fetch", upTo(1_000_000_000))
    .option("--concurrency <count>", "parallel downloads, 1 to 16", upTo(16), 4)
    .option("--again", "fetch those, too, that were destroyed");
}

/** Which cabs are meant. Ends the command as wrong usage when that is not one way to say it. */
export function selectionOf(options: DownloadOptions, command: Command): Selection {
  const { from, where, failureHash, cabIdHash, applicationId, since, until, view } = options;
  const wrong = (why: string): never => command.error(`error: ${why}`);
  if ([from, failureHash, cabIdHash].filter((way) => way !== undefined).length !== 1) {
    wrong("give one of --from, --failure-hash and --cab-id-hash");
  }
  if (from === undefined && where !== undefined) wrong("--where goes with --from");
  if (failureHash === undefined && (since ?? until) !== undefined) {
    wrong("--since and --until go with --failure-hash");
  }
  if (from !== undefined) {
    if (applicationId !== undefined) wrong("with --from the report says the ApplicationId");
    return { by: "report", file: from, where: where ?? {}, view };
  }
  if (view === "OEMDriver" && (applicationId ?? failureHash) !== undefined) {
    wrong("--view OEMDriver knows no --application-id and no --failure-hash");
  }
  if (failureHash === undefined) {
    if (view === "IHVDriver" && applicationId === undefined) wrong("--view IHVDriver needs --application-id");
    return { by: "cab", cabIdHash: cabIdHash ?? "", applicationId };
  }
  if (since !== undefined && until !== undefined && until < since)
    wrong(`--until ${until} is before --since ${since}`);
  if (applicationId === undefined) return wrong("--failure-hash needs --application-id");
  return { by: "failure", applicationId, failureHash, startDate: since, endDate: until };
}

function condition(
  text: string,
  others: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const at = text.indexOf("=");
  if (at <= 0)
    throw new InvalidArgumentError("It must have the form Column=value, such as FailureName=0x9F_3.");
  const name = text.slice(0, at);
  const isTwice = Object.keys(others ?? {}).some((other) => other.toLowerCase() === name.toLowerCase());
  if (isTwice) throw new InvalidArgumentError(`${name} cannot have two values.`);
  return { ...others, [name]: text.slice(at + 1) };
}

function hash(text: string): string {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("It must not be empty.");
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^[1-9]\d*$/.test(text) && count <= most) return count;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}
