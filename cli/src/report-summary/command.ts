import { type Command, InvalidArgumentError } from "commander";
import { writeOwnFile } from "../atomic-file";
import { showOn } from "../session";
import type { Terminal } from "../terminal";

interface SummaryOptions {
  readonly html?: string;
  readonly top: number;
}

const notes = `
Takes what was downloaded and what was converted, in any mixture. Where rows carry their day, a row that is in several
files is counted once. The page holds no id of a device, needs no network and no script, and may be sent on.

Examples:
  $ devcenter reports summary data/reports/17/*.txt
  $ devcenter reports summary week-1.parquet week-2.parquet --html failures.html --top 20`;

/** `devcenter reports summary`: failures counted over files that are here already. */
export function addSummary(reports: Command, terminal: Terminal): void {
  reports
    .command("summary")
    .description("failures by driver, version, Windows, market and day, with counts and different devices")
    .argument("<file...>", "reports, as downloaded or converted")
    .option("--html <file>", "write them as one page with plots, too")
    .option("--top <groups>", "largest number of groups of each kind; all days are shown", groupCount, 10)
    .action(async (files: string[], { html, top }: SummaryOptions, command: Command) => {
      const { summarize } = await import("./summarize.js");
      const { textOfSummary } = await import("./summary-text.js");
      const summary = await summarize(files, top);
      if (html !== undefined) {
        const { pageOf } = await import("./page.js");
        await writeOwnFile(html, await pageOf(summary));
      }
      for (const note of summary.notes) terminal.say(note);
      showOn(terminal, command)(summary, () => textOfSummary(summary));
    })
    .addHelpText("after", notes);
}

function groupCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1000) return count;
  throw new InvalidArgumentError("It must be a number from 1 to 1000.");
}
