import { Readable } from "node:stream";
import type { BlobAddress } from "../blobs/links";
import type { Packages } from "../blobs/packages";
import type { Clock } from "../clock";
import { dayOf, type FailureData } from "../failures/failure-data";
import type { JsonObject } from "../http/json";
import type { ReportSchedule } from "../store/entities";
import type { Store } from "../store/store";
import { daysBefore, isAnswerable, isByDay, reportQuery } from "./report-query";
import { type ReportRun, reportRuns } from "./report-runs";

const contentType = "text/plain; charset=utf-8";

/** The files of reports. One is made when its link is first used, or earlier on demand, and never changes. */
export class ReportFiles {
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly failures: FailureData,
    private readonly packages: Packages,
  ) {}

  /** Where the file of a run is. */
  address({ container }: ReportSchedule, { at }: ReportRun): BlobAddress {
    return { container, blob: `${at}.txt` };
  }

  /** The runs of a schedule up to now. A run fails when its template was removed or makes no sense. */
  runs(report: ReportSchedule): ReportRun[] {
    const template = this.#template(report);
    return reportRuns(report, this.clock.now(), template !== undefined && isAnswerable(template));
  }

  /** Makes the file at an address if it is that of a completed run, and is not there yet. */
  async ensure(address: BlobAddress): Promise<void> {
    const report = this.store.list("reportSchedule").find(({ container }) => container === address.container);
    const run = report && this.runs(report).find((each) => this.address(report, each).blob === address.blob);
    const template = report && this.#template(report);
    if (run?.status !== "Completed" || !template || (await this.packages.has(address))) return;
    const place = `${address.container}/${address.blob}`;
    // Concurrent requests wait for the same file.
    const making = this.#underWay.get(place) ?? this.#make(template, run, address);
    this.#underWay.set(place, making);
    await making.finally(() => this.#underWay.delete(place));
  }

  /** Makes the files of all completed runs of a schedule that are not there yet. Returns how many runs have one. */
  async ensureAll(report: ReportSchedule): Promise<number> {
    const completed = this.runs(report).filter(({ status }) => status === "Completed");
    for (const run of completed) await this.ensure(this.address(report, run));
    return completed.length;
  }

  #template({ templateId }: ReportSchedule): JsonObject | undefined {
    return this.store.find("reportTemplate", templateId)?.template;
  }

  async #make(template: JsonObject, { at }: ReportRun, address: BlobAddress): Promise<void> {
    const { reportPeriod } = template.dateRange as { reportPeriod: string };
    const days = daysBefore(reportPeriod, dayOf(Date.parse(at)));
    const pieces = isByDay(template) ? this.failures.pieces(days) : [days];
    const queries = pieces.map((piece) => reportQuery(template, this.failures.source(piece)));
    const text = this.failures.text(queries, `${address.container}-${Date.parse(at)}.txt`);
    await this.packages.putStream(address, Readable.from(text, { objectMode: false }), contentType);
  }
}
