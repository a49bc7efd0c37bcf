import { ApiError, ConnectionError, DiskFullError, UnexpectedAnswerError } from "pulumi-devcenter/internal";
import type { ReportScheduleRecord } from "pulumi-devcenter/internal/dev-center";
import { explained } from "../hints";
import type { PurgeOutcome } from "../retention/purge";
import { purgeDueFiles } from "../retention/purge-due-files";
import { receiveCallbacks } from "./callback-receiver";
import { type Download, downloadRound, type Round } from "./download-round";
import type { RunOutcome } from "./run-outcome";
import { scheduleOf } from "./schedules";
import { WakeSignal } from "./wake-signal";
import type { WatchConfig } from "./watch-options";
import { type NextLook, nextLook } from "./watch-plan";

// Two requests a look, of the twenty a minute that a service of Microsoft's is known to allow.
const leastPauseMs = 10_000;

export interface Watching {
  readonly download: Download;
  readonly config: WatchConfig;
  readonly clock: { now(): Date };
  /** Called with each run once, when it was downloaded or has failed. */
  readonly onNew: (outcome: RunOutcome) => void;
}

/** What the last look came to. */
export interface LastLook {
  readonly round: Round;
  readonly purged: PurgeOutcome;
}

/**
 * Downloads runs as they come, until the schedule's last is here. It remembers nothing but what the manifest does, so it
 * can be stopped and started at any time. What Dev Center or the network refuses for a while does not end it.
 */
export async function watch(watching: Watching): Promise<LastLook> {
  const { signal, terminal } = watching.download;
  const { everyMs, callback } = watching.config;
  const wakeSignal = new WakeSignal();
  const receiver =
    callback && (await receiveCallbacks(callback.host, callback.port, () => wakeSignal.wake()));
  try {
    if (receiver !== undefined) terminal.say(`Listening for callbacks on ${receiver.url}`);
    const watch = new Watch(watching);
    for (;;) {
      const next = await watch.look();
      if ("round" in next) return next;
      // Many that began together must not go on asking together.
      const inMs = next.inMs * (0.9 + 0.1 * Math.random());
      await wakeSignal.wait(inMs, Math.min(leastPauseMs, everyMs), signal);
      signal.throwIfAborted();
    }
  } finally {
    receiver?.close();
  }
}

class Watch {
  readonly #reported = new Set<string>();
  #lastText = "";
  #quietLooks = 0;
  #schedule: ReportScheduleRecord | undefined;

  constructor(private readonly watching: Watching) {}

  /** Looks once. Gives when to look again, or, when nothing can come any more, what it came to. */
  async look(): Promise<NextLook | LastLook> {
    const { download, clock, config } = this.watching;
    const purged = await purgeDueFiles(download.manifest, { terminal: download.terminal, now: clock.now() });
    try {
      const round = await downloadRound(download);
      this.#tell(round);
      const isUnderWay = round.outcomes.some(({ outcome }) => outcome === "coming");
      if (!isUnderWay || this.#schedule === undefined) {
        this.#schedule = await scheduleOf(download.devCenter, download.reportId);
      }
      const { runs, errors } = round;
      const hasStopped = errors.length > 0;
      const standing = { schedule: this.#schedule, runs, hasStopped, quietLooks: this.#quietLooks };
      const next = nextLook(standing, clock.now(), config.everyMs);
      const isLast = next === undefined || errors.some(({ cause }) => cause instanceof DiskFullError);
      if (isLast) return { round, purged };
      this.#say([...errors.map(({ message }) => message), `Waiting: ${next.reason}.`].join("\n"));
      return next;
    } catch (error) {
      // A gateway's page in the place of a response; at the first look the address is wrong instead.
      const isOdd = error instanceof UnexpectedAnswerError && this.#schedule !== undefined;
      if (!isOdd && !mayPass(error)) throw error;
      this.#quietLooks += 1;
      this.#say(`${explained(error)}\nWaiting for this to pass.`);
      return { inMs: Math.min(config.everyMs, 60_000 * this.#quietLooks), reason: "" };
    }
  }

  #tell({ outcomes }: Round): void {
    const isNews = ({ outcome }: RunOutcome) => outcome === "downloaded" || outcome === "failed";
    const news = outcomes.filter((one) => isNews(one) && !this.#reported.has(one.reportDatetime));
    for (const outcome of news) {
      this.#reported.add(outcome.reportDatetime);
      this.watching.onNew(outcome);
    }
    this.#quietLooks = news.length > 0 ? 0 : this.#quietLooks + 1;
  }

  /** The same text is printed once. */
  #say(text: string): void {
    if (text !== this.#lastText) this.watching.download.terminal.say(text);
    this.#lastText = text;
  }
}

function mayPass(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof ApiError && (error.status === 408 || error.status === 429 || error.status >= 500);
}
