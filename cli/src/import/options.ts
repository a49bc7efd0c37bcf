import { type Command, InvalidArgumentError } from "commander";
import { decimalId } from "../ids";
import { type ImportKind, importKinds } from "./account";

/** What is left out unless it is asked for. */
export const inclusions = ["failed", "finished", "over", "shared"] as const;
export type Inclusion = (typeof inclusions)[number];

/** What a person asks of an import. */
export interface ImportOptions {
  readonly out: string;
  readonly only?: readonly ImportKind[];
  readonly product?: readonly string[];
  readonly since?: Date;
  readonly include?: readonly Inclusion[];
  readonly maxRequests: number;
  readonly dryRun?: boolean;
  readonly settle?: boolean;
  readonly inStack?: readonly string[];
}

const kindsByWord: Readonly<Record<string, ImportKind>> = Object.fromEntries(
  ["templates", "schedules", "products", "submissions", "labels"].map((word, index) => [
    word,
    importKinds[index],
  ]),
) as Record<string, ImportKind>;

export function addImportOptions(command: Command): Command {
  return command
    .option("--out <folder>", "the folder of the program, with its Pulumi.yaml", ".")
    .option(
      "--only <kinds>",
      "of templates, schedules, products, submissions, labels; separated by commas",
      kindsIn,
    )
    .option("--product <id>", "only this product; may be given several times", productsSoFar)
    .option("--since <date>", "only what was created on this day or later, such as 2026-01-31", dayOf)
    .option(
      "--include <states>",
      "also failed submissions and labels, finished labels (no hardware id left), schedules that are over, and products " +
        "that a partner shared (as get); separated by commas",
      inclusionsIn,
    )
    .option("--max-requests <number>", "stop before a survey that takes more", wholeNumber, 2000)
    .option(
      "--in-stack <name>",
      "what this stack manages is left out; may be given several times. Default: --stack, or the selected stack",
      namesSoFar,
    )
    .option("--dry-run", "say what would be written")
    .option("--settle", "take the import options out again of what the stacks hold by now");
}

function listOf<T extends string>(text: string, known: readonly T[]): T[] {
  return text.split(",").map((word) => {
    const found = known.find((name) => name === word.trim().toLowerCase());
    if (found === undefined) throw new InvalidArgumentError(`"${word}" is not one of ${known.join(", ")}.`);
    return found;
  });
}

function kindsIn(text: string): ImportKind[] {
  return listOf(text, Object.keys(kindsByWord)).flatMap((word) => kindsByWord[word] ?? []);
}

function inclusionsIn(text: string): Inclusion[] {
  return listOf(text, inclusions);
}

function productsSoFar(text: string, before: readonly string[] = []): string[] {
  return [...before, decimalId(text)];
}

function namesSoFar(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function dayOf(text: string): Date {
  const day = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(day.getTime())) {
    throw new InvalidArgumentError("It must be a date such as 2026-01-31.");
  }
  return day;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
