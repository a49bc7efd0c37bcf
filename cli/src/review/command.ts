import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import { PreviewFailedError, ReviewFoundError, UsageError } from "../exit-codes";
import type { GlobalOptions } from "../session";
import type { Terminal } from "../terminal";
import type { Review } from "./review";

const reasons = ["irrevocable", "personal", "drift", "audience"] as const;
type Reason = (typeof reasons)[number];

interface Options {
  readonly format: "markdown" | "text" | "json";
  readonly marker: string;
  readonly failOn: readonly Reason[];
  readonly now: Date;
}

const help = `
It asks no service, needs no credential and reads no state. Secrets are never printed, of URLs only the host.

--fail-on ends with exit code 8 when the review has found one of: irrevocable (something that cannot be undone), personal
(more personal information, or not known yet), drift (something changed past the program; needs a preview with
--refresh), audience (a label without an audience, or not known yet). Exit code 1: the preview itself has errors.
Exit code 2: the input is no preview. The review is printed in either case but the last.

Examples:
  $ pulumi preview --json --refresh | devcenter review
  $ devcenter review preview.json --format text --fail-on irrevocable,audience`;

/** `devcenter review`: what a pull request is about to do. */
export function addReview(program: Command, terminal: Terminal): void {
  program
    .command("review")
    .description(
      "what a preview is about to do, in the words of a driver team: for a comment on a pull request",
    )
    .argument("[file]", "what pulumi preview --json has printed; default: standard input")
    .addOption(
      new Option("--format <form>", "form of the review")
        .choices(["markdown", "text", "json"])
        .default("markdown"),
    )
    .option(
      "--marker <name>",
      "names the comment, so that the next run can find and replace it",
      markerName,
      "default",
    )
    .option("--fail-on <reasons>", `comma-separated: ${reasons.join(", ")}`, reasonList, [])
    .option(
      "--now <time>",
      "the moment from which runs are counted, ISO 8601; default: now",
      moment,
      new Date(),
    )
    .action(async (file: string | undefined, options: Options, command: Command) => {
      const isJson = command.optsWithGlobals<GlobalOptions>().json === true;
      const review = await readReview(file, options.now);
      terminal.print(await shown(review, isJson ? "json" : options.format, options.marker));
      if (review.errors.length > 0) throw new PreviewFailedError("The preview itself has errors.");
      const found = options.failOn.filter((reason) => holds(review, reason));
      if (found.length > 0)
        throw new ReviewFoundError(`--fail-on: the review has found ${found.join(", ")}.`);
    })
    .addHelpText("after", help);
}

async function readReview(file: string | undefined, now: Date): Promise<Review> {
  const { NoPreviewError, readPreview } = await import("./engine-preview.js");
  const { reviewOf } = await import("./review.js");
  const bytes = file === undefined ? await standardInput() : await bytesOf(file);
  try {
    return reviewOf(readPreview(bytes), now);
  } catch (error) {
    throw error instanceof NoPreviewError ? new UsageError(error.message) : error;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`Could not read ${file} (${(cause as NodeJS.ErrnoException).code}).`);
  }
}

async function standardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function shown(review: Review, format: Options["format"], marker: string): Promise<string> {
  if (format === "json") {
    const { asJson } = await import("./review-json.js");
    return JSON.stringify(asJson(review), undefined, 2);
  }
  const { asMarkdown, asText } = await import("./written-review.js");
  return (format === "text" ? asText(review) : asMarkdown(review, marker)).trimEnd();
}

function holds({ irrevocable, personal, drift, reach }: Review, reason: Reason): boolean {
  switch (reason) {
    case "irrevocable":
      return irrevocable.length > 0;
    case "personal":
      return personal.some(({ isMore }) => isMore);
    case "drift":
      return (drift ?? []).length > 0;
    case "audience":
      return reach.some(({ isUnrestricted }) => isUnrestricted);
  }
}

function markerName(text: string): string {
  // It is written into a comment of HTML, which two hyphens could end.
  if (/^[\w./-]{1,100}$/.test(text) && !text.includes("--")) return text;
  throw new InvalidArgumentError("It must be letters, digits, dots, slashes and single hyphens.");
}

function reasonList(text: string): Reason[] {
  const names = text.split(",").map((name) => name.trim());
  const known = names.filter((name): name is Reason => (reasons as readonly string[]).includes(name));
  if (known.length === names.length) return known;
  throw new InvalidArgumentError(`It must be some of ${reasons.join(", ")}, with commas between them.`);
}

function moment(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError("It must be a time such as 2026-12-01T00:00:00Z.");
}
