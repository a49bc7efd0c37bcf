import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../clock";
import { renderJson, wireId } from "../http/json";
import { lacksKey, readableUrl } from "../http/redaction";
import type { ReportSchedule } from "../store/entities";
import type { Store } from "../store/store";
import type { ReportFiles } from "./report-files";

/** One notification: that the data of a run is ready. */
export interface SentCallback {
  readonly reportId: string;
  /** When the run came due, ISO 8601. */
  readonly run: string;
  /** Where it went, without what may be a key: no query, and of the path only short words. */
  readonly url: string;
  /** When it was sent first, by the emulator's clock, ISO 8601. */
  readonly at: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** The status of the receiver's last response; undefined when there was none. */
  readonly status?: number;
  /** Why there was no response: a code such as ECONNREFUSED. */
  readonly error?: string;
}

type Draft = { -readonly [Key in keyof SentCallback]: SentCallback[Key] };

/** Real milliseconds: between looks at a running clock, before each further attempt, and for a response. */
const lookMs = 200;
const waitsMs = [200, 1000];
const responseTimeoutMs = 10_000;

function stopSignal(): AbortController {
  const controller = new AbortController();
  // Each notification that waits listens to it, and dozens may wait at once.
  setMaxListeners(0, controller.signal);
  return controller;
}

// A message would contain the URL with its key.
function codeOf(error: unknown): string {
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } };
  return String(cause?.code ?? code ?? name);
}

/**
 * Notifies the callback URLs of schedules when a run is ready: once for each run, with up to three attempts until the receiver
 * responds with 2xx. The documentation does not describe the request, so this is a reading: a POST with
 * `{"reportId", "ReportDatetime", "ReportStatus"}` as JSON. Redirects are not followed.
 */
export class ReportCallbacks {
  /** A live list, oldest first. */
  readonly sent: SentCallback[] = [];
  #stop = stopSignal();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly reports: ReportFiles,
    private readonly log?: (line: string) => void,
  ) {
    this.#warn();
    clock.onMove(() => this.look());
    this.#timer = setInterval(() => this.look(), lookMs).unref();
  }

  /** Notifies of every run that became ready since the last look. */
  look(): void {
    if (this.#stop.signal.aborted) return;
    for (const report of this.store.list("reportSchedule")) {
      const { id, callbackUrl, notifiedRuns = [] } = report;
      if (callbackUrl === undefined || lacksKey(callbackUrl)) continue;
      const fresh = this.#ready(report, notifiedRuns);
      if (fresh.length > 0) {
        // Before they are sent, so that none is ever sent twice.
        this.store.update("reportSchedule", id, { notifiedRuns: [...notifiedRuns, ...fresh] });
        for (const run of fresh) void this.#notify(id, run, callbackUrl);
      }
    }
  }

  /** Empties the record, and stops attempts that are under way. */
  clear(): void {
    this.#stop.abort();
    this.#stop = stopSignal();
    this.sent.length = 0;
  }

  /** Stops sending. */
  close(): void {
    clearInterval(this.#timer);
    this.#stop.abort();
  }

  #warn(): void {
    const keyless = this.store
      .list("reportSchedule")
      .filter(({ callbackUrl }) => callbackUrl !== undefined && lacksKey(callbackUrl));
    if (keyless.length === 0) return;
    const ids = keyless.map(({ id }) => id).join(", ");
    process.emitWarning(
      `the state file keeps no keys, so no callback is sent for these report schedules until they are updated: ${ids}`,
      "DevCenterEmulatorWarning",
    );
  }

  #ready(report: ReportSchedule, notified: readonly string[]): string[] {
    const ready = this.reports.runs(report).filter(({ status }) => status === "Completed");
    return ready.map(({ at }) => at).filter((at) => !notified.includes(at));
  }

  async #notify(reportId: string, run: string, callbackUrl: string): Promise<void> {
    const { signal } = this.#stop;
    const at = this.clock.now().toISOString();
    const draft: Draft = {
      reportId,
      run,
      url: readableUrl(callbackUrl).replace(/\?.*$/, ""),
      at,
      attempts: 0,
    };
    this.sent.push(draft);
    for (const waitMs of [0, ...waitsMs]) {
      await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || (await this.#attempt(draft, callbackUrl, signal))) return;
    }
  }

  async #attempt(draft: Draft, callbackUrl: string, signal: AbortSignal): Promise<boolean> {
    const { reportId, run, url } = draft;
    const body = { reportId: wireId(reportId), ReportDatetime: run.slice(0, 19), ReportStatus: "Completed" };
    draft.attempts += 1;
    try {
      const answer = await fetch(callbackUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: renderJson(body),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(responseTimeoutMs)]),
      });
      await answer.body?.cancel();
      Object.assign(draft, { status: answer.status, error: undefined });
    } catch (error) {
      Object.assign(draft, { status: undefined, error: codeOf(error) });
    }
    this.log?.(`POST ${url} ${draft.status ?? draft.error} (callback of report ${reportId})`);
    return draft.status !== undefined && draft.status >= 200 && draft.status < 300;
  }
}
