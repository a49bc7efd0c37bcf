import { type Command, InvalidArgumentError, Option } from "commander";
import { RunFailedError, SeveralError } from "../exit-codes";
import { decimalId } from "../ids";
import { interruptible } from "../interruption";
import { purgeFirst, raiseOverdue } from "../kept/purge-first";
import { type ConversionFormat, conversionFormats } from "../report-data/convert";
import type { OpenSession } from "../session";
import { type Download, downloadRound, type Round } from "./download-round";
import { outcomesText } from "./run-outcome";
import { addRangeOptions, type RangeOptions, rangeOf } from "./run-range";

interface DownloadOptions extends RangeOptions {
  readonly out: string;
  readonly latest?: boolean;
  readonly again?: boolean;
  readonly gzip?: boolean;
  readonly format?: ConversionFormat;
  readonly concurrency: number;
}

const notes = `
Each run is downloaded once: devcenter-manifest.jsonl in the directory says what is there, with SHA-256 and the day by
which it must be destroyed. What was cut off stays as <file>.part, and the same command goes on with it. What is due is
destroyed first, as devcenter purge does.

Examples:
  $ devcenter reports download 17 --out data
  $ devcenter reports download 17 --out data --latest --gzip --format parquet`;

/** `devcenter reports download`. */
export function addDownload(reports: Command, open: OpenSession): void {
  const download = reports
    .command("download")
    .description("bring the data of every completed run into a directory, each once")
    .argument("<reportId>", "id in decimal digits", decimalId)
    .requiredOption("--out <directory>", "where to; made when there is none");
  addRangeOptions(download)
    .addOption(new Option("--latest", "only the last completed run").conflicts(["since", "until"]))
    .option("--again", "also what was destroyed, or is gone from the directory")
    .option("--gzip", "keep reports gzipped")
    .addOption(new Option("--format <format>", "convert reports to this besides").choices(conversionFormats))
    .option("--concurrency <downloads>", "so many at a time, 1 to 16", concurrency, 4)
    .action(async (reportId: string, options: DownloadOptions, command: Command) => {
      const range = rangeOf(options, command);
      const { devCenter, terminal, context, show } = await open(command);
      const { openManifest } = await import("../kept/manifest.js");
      await interruptible(async (signal) => {
        const manifest = await openManifest(options.out, context.clock);
        try {
          const purged = await purgeFirst(manifest, { terminal, now: context.clock.now() });
          const round = await downloadRound({
            ...{ devCenter, terminal, manifest, reportId, range, signal },
            ...wishesOf(options),
          });
          show({ reportId, runs: round.outcomes }, () => outcomesText(round.outcomes));
          raise(round, reportId);
          raiseOverdue(purged);
        } finally {
          await manifest.close();
        }
      });
    })
    .addHelpText("after", notes);
}

function wishesOf({
  latest = false,
  again = false,
  gzip = false,
  format,
  concurrency: atATime,
}: DownloadOptions): Pick<Download, "latest" | "again" | "form" | "concurrency"> {
  return { latest, again, form: { gzip, format }, concurrency: atATime };
}

/** @throws SeveralError when downloads stopped, RunFailedError when runs failed at the service */
function raise({ outcomes, errors }: Round, reportId: string): void {
  if (errors.length > 0) throw new SeveralError(errors);
  const failed = outcomes.filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return;
  const times = failed.map(({ reportDatetime }) => reportDatetime).join(", ");
  throw new RunFailedError(`Runs of report ${reportId} failed at the service: ${times}.`);
}

function concurrency(text: string): number {
  const number = Number(text);
  if (/^\d{1,2}$/.test(text) && number >= 1 && number <= 16) return number;
  throw new InvalidArgumentError("It must be a whole number from 1 to 16.");
}
