import type { DevCenter, ReportRun, RunRange } from "pulumi-devcenter/internal/dev-center";
import { NotFoundError } from "../exit-codes";

/**
 * The links to the runs of one report. A link lives for twelve hours, and one request renews those of all runs, so
 * downloads that need a fresh one share it.
 */
export class RunLinks {
  #listed: Promise<readonly ReportRun[]>;
  #listing = 0;
  readonly #used = new Map<string, number>();

  /** @param runs what the service has just listed */
  constructor(
    private readonly devCenter: DevCenter,
    private readonly reportId: string,
    private readonly range: RunRange,
    runs: readonly ReportRun[],
  ) {
    this.#listed = Promise.resolve(runs);
  }

  /**
   * A link to a run's data: each time a newer one than that of the time before.
   *
   * @throws NotFoundError when the service offers none any more
   */
  async next(reportDatetime: string): Promise<string> {
    if (this.#used.get(reportDatetime) === this.#listing) this.#askAgain();
    this.#used.set(reportDatetime, this.#listing);
    const run = (await this.#listed).find((one) => one.reportDatetime === reportDatetime);
    const link = run?.location();
    if (link !== undefined) return link;
    throw new NotFoundError(`Report ${this.reportId} no longer offers the run of ${reportDatetime}.`);
  }

  #askAgain(): void {
    this.#listing += 1;
    this.#listed = this.devCenter.reportData.list(this.reportId, this.range);
    // Those that await it get the error.
    this.#listed.catch(() => undefined);
  }
}
