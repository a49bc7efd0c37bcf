import { type Command, InvalidArgumentError, Option } from "commander";
import { RunFailedError, severalErrors } from "../exit-codes";
import { decimalId } from "../ids";
import { interruptible } from "../interruption";
import { type ConversionFormat, conversionFormats } from "../report-data/convert";
import { purgeDueFiles, throwIfOverdue } from "../retention/purge-due-files";
import type { GlobalOptions, OpenSession, Session } from "../session";
import { type Download, downloadRound } from "./download-round";
import { outcomesText, type RunOutcome } from "./run-outcome";
import { addRangeOptions, type RangeOptions, rangeOf } from "./run-range";
import { type LastLook, watch } from "./watch";
import { addWatchOptions, type WatchConfig, type WatchOptions, watchConfig } from "./watch-options";

interface DownloadOptions extends RangeOptions, WatchOptions {
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

With --watch each new run is printed when it is there (with --json one line of JSON each). It ends after the last run of
the schedule, or by SIGINT or SIGTERM (exit code 130 or 143), and goes on when it is started again.

Examples:
  $ devcenter reports download 17 --out data
  $ devcenter reports download 17 --out data --latest --gzip --format parquet
  $ devcenter reports download 17 --out data --watch --callback-port 8080`;

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
    .option("--concurrency <downloads>", "parallel downloads, 1 to 16", concurrency, 4);
  addWatchOptions(download)
    .action(async (reportId: string, options: DownloadOptions, command: Command) => {
      const range = rangeOf(options, command);
      const watching = watchConfig(options, command);
      const { openManifest } = await import("../retention/manifest-folder.js");
      await interruptible(async (signal) => {
        const session = await open(command, signal);
        const manifest = await openManifest(options.out, session.keepingClock);
        try {
          const job = {
            ...{ ...downloadOptions(options), ...session, manifest, reportId, range },
            signal: AbortSignal.any([signal, manifest.lost]),
          };
          if (watching === undefined) await downloadOnce(job, session);
          else await downloadOnAndOn(job, session, watching, command);
        } finally {
          await manifest.close();
        }
      });
    })
    .addHelpText("after", notes);
}

function downloadOptions({ latest = false, again = false, gzip = false, ...options }: DownloadOptions) {
  return { latest, again, form: { gzip, format: options.format }, concurrency: options.concurrency };
}

async function downloadOnce(job: Download, { terminal, context, show }: Session): Promise<void> {
  const purged = await purgeDueFiles(job.manifest, { terminal, now: context.clock.now() });
  const round = await downloadRound(job);
  show({ reportId: job.reportId, runs: round.outcomes }, () => outcomesText(round.outcomes));
  raise({ round, purged }, job.reportId);
}

async function downloadOnAndOn(
  job: Download,
  { terminal, context: { clock } }: Session,
  config: WatchConfig,
  command: Command,
): Promise<void> {
  const { json = false } = command.optsWithGlobals<GlobalOptions>();
  const onNew = (outcome: RunOutcome) => terminal.print(json ? JSON.stringify(outcome) : lineOf(outcome));
  raise(await watch({ download: job, config, clock, onNew }), job.reportId);
}

function lineOf({ reportDatetime, outcome, files }: RunOutcome): string {
  return [reportDatetime, outcome, ...files.map(({ file }) => file)].join("  ");
}

/**
 * @throws AggregateError when downloads stopped, OverdueError when files are kept for too long, RunFailedError when runs
 *   failed at the service
 */
function raise({ round: { outcomes, errors }, purged }: LastLook, reportId: string): void {
  if (errors.length > 0) throw severalErrors(errors);
  throwIfOverdue(purged);
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
