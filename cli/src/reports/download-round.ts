import { join } from "node:path";
import PQueue from "p-queue";
import { DiskFullError, noRoomFor } from "pulumi-devcenter/internal";
import type { DevCenter, ReportRun, RunRange } from "pulumi-devcenter/internal/dev-center";
import { NotFoundError } from "../exit-codes";
import { explained } from "../hints";
import { type Progresses, showProgresses } from "../progress";
import { isThere } from "../retention/changed-file";
import type { KeptFile, Manifest } from "../retention/manifest";
import type { Terminal } from "../terminal";
import { runFile, runKey } from "./run-file";
import { RunLinks } from "./run-links";
import { filesOf, type OutcomeName, type RunOutcome } from "./run-outcome";
import { type KnownFile, type OutputForm, type SaveOptions, saveRun } from "./save-run";

/** What is to be downloaded, and where to. */
export interface Download {
  readonly devCenter: DevCenter;
  readonly terminal: Terminal;
  readonly manifest: Manifest;
  readonly reportId: string;
  readonly range: RunRange;
  /** Only the last run that is completed. */
  readonly latest: boolean;
  /** Also what was destroyed, or is gone from the folder. */
  readonly again: boolean;
  readonly form: OutputForm;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** What one look at the service came to. */
export interface Round {
  readonly runs: readonly ReportRun[];
  /** Of each run, in the order of the runs. */
  readonly outcomes: readonly RunOutcome[];
  /** Why downloads stopped, those of a run under its time. */
  readonly errors: readonly Error[];
}

/** Asks for the runs, and brings every completed one here that is not here yet. A run that fails does not stop others. */
export async function downloadRound(download: Download): Promise<Round> {
  const { devCenter, reportId, range, signal } = download;
  const runs = chosen(await devCenter.reportData.list(reportId, range), download);
  signal.throwIfAborted();
  const progresses = showProgresses(download.terminal);
  try {
    const downloader = new RunDownloader(download, runs, progresses);
    const queue = new PQueue({ concurrency: download.concurrency });
    const outcomes = await queue.addAll(runs.map((run) => () => downloader.fetch(run)));
    return { runs, outcomes, errors: downloader.errors };
  } finally {
    progresses.end();
  }
}

/** Brings the runs of one round, each as far as it can be brought. */
class RunDownloader {
  readonly errors: Error[] = [];
  readonly #known: ReadonlyMap<string, readonly KeptFile[]>;
  readonly #options: SaveOptions;
  // When one file finds no room, the others need not try.
  #hasRoom = true;

  constructor(
    private readonly download: Download,
    runs: readonly ReportRun[],
    private readonly progresses: Progresses,
  ) {
    const { devCenter, manifest, reportId, range } = download;
    const links = new RunLinks(devCenter, reportId, range, runs);
    const conversions = new PQueue({ concurrency: 1 });
    this.#known = knownFiles(manifest);
    this.#options = {
      ...download,
      link: (reportDatetime) => links.next(reportDatetime),
      exclusive: (work) => conversions.add(work),
    };
  }

  async fetch({ reportDatetime, status }: ReportRun): Promise<RunOutcome> {
    const { manifest, reportId, again } = this.download;
    const without = (outcome: OutcomeName) => ({ reportDatetime, outcome, files: [] });
    if (status === "Failed") return without("failed");
    if (status !== "Completed") return without("coming");
    const key = runKey(reportId, reportDatetime);
    const known = await checkedOnDisk(manifest.folder, this.#known.get(key) ?? []);
    const isHere = known.some(({ isThere }) => isThere);
    if (!isHere && !again) {
      if (known.length > 0) return without("missing");
      if (manifest.find("report", key) !== undefined) return without("destroyed");
    }
    if (!this.#hasRoom) return without("stopped");
    const progress = this.progresses.add(reportDatetime);
    try {
      const kept = await saveRun(this.#options, reportDatetime, known, progress);
      return { reportDatetime, outcome: isHere ? "here" : "downloaded", files: filesOf(kept) };
    } catch (cause) {
      await this.#note(reportDatetime, cause);
      return without("stopped");
    } finally {
      progress.end();
    }
  }

  /** Remembers why a run stopped. Throws when it was the user who stopped it. */
  async #note(reportDatetime: string, cause: unknown): Promise<void> {
    const { manifest, reportId, signal } = this.download;
    signal.throwIfAborted();
    const path = join(manifest.folder, runFile(reportId, reportDatetime));
    const error = (await noRoomFor(path, cause)) ?? cause;
    if (error instanceof DiskFullError) this.#hasRoom = false;
    this.errors.push(new Error(`Run ${reportDatetime}: ${explained(error)}`, { cause: error }));
  }
}

function chosen(runs: readonly ReportRun[], { latest, reportId }: Download): readonly ReportRun[] {
  if (!latest) return runs;
  const last = runs.findLast(({ status }) => status === "Completed");
  if (last !== undefined) return [last];
  throw new NotFoundError(`No run of report ${reportId} is completed yet.`);
}

/** By the run's key, without what was destroyed. */
function knownFiles(manifest: Manifest): Map<string, KeptFile[]> {
  const reports = manifest.rows().filter((row) => row.kind === "report" && row.destroyedAt === undefined);
  const known = new Map<string, KeptFile[]>();
  for (const row of reports) known.set(row.key, [...(known.get(row.key) ?? []), row]);
  return known;
}

function checkedOnDisk(folder: string, files: readonly KeptFile[]): Promise<KnownFile[]> {
  return Promise.all(files.map(async (kept) => ({ ...kept, isThere: await isThere(folder, kept) })));
}
