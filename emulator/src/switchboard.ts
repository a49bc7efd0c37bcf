import type { BlobFacts } from "./blobs/packages";
import type { Emulation } from "./emulation";
import type { Audience, Entities, EntityKind, WorkflowScript } from "./entities";
import { dayOf, type Failure, type FailureView } from "./failures/failure-data";
import type { Fault } from "./faults";
import { labelSteps } from "./label-progress";
import type { RecordedRequest } from "./recorder";
import type { SentCallback } from "./report-callbacks";
import { receive } from "./sharing";
import type { State } from "./store";
import { packageAddress } from "./submission-package";
import { workflowSteps } from "./submission-progress";
import type { ThrottleLimit } from "./throttle";
import { stepIndex } from "./workflow";

/** What is known of a package, and how it came. */
export interface PackageFacts extends BlobFacts {
  /** How often a blob was written or put together from blocks at the upload link. */
  uploads: number;
  /** How often a commit took effect. */
  commits: number;
}

/** What one answer holds of them is kept in memory. */
const mostDays = 366;

const stepsOf: Partial<Record<EntityKind, readonly string[]>> = {
  submission: workflowSteps,
  shippingLabel: [...labelSteps.windowsUpdate, ...labelSteps.anotherPartner],
};

// A misspelt step would never come, and a test that waits for its failure would not say why.
function refuseUnknownSteps(kind: EntityKind, patch: object): void {
  const steps = stepsOf[kind] ?? [];
  const { failStep, holdStep }: WorkflowScript = patch;
  for (const step of [failStep, holdStep]) {
    if (step && stepIndex(steps, step) === steps.length) {
      throw new RangeError(`a ${kind} has no step "${step}"; its steps are ${steps.join(", ")}`);
    }
  }
}

/** What can be done to a running emulator from outside its API: the same in process and over HTTP. */
export class Switchboard {
  constructor(private readonly emulation: Emulation) {}

  /** The clock. */
  get clock() {
    return this.emulation.clock;
  }

  /** Every request of the API, in order: a live list. */
  get requests(): readonly RecordedRequest[] {
    return this.emulation.requests.requests;
  }

  /** Every request of the token endpoint, without bodies: a live list. */
  get tokenRequests(): readonly RecordedRequest[] {
    return this.emulation.tokenRequests.requests;
  }

  /** Every request that followed a link to a package or a file, without bodies: a live list. */
  get blobRequests(): readonly RecordedRequest[] {
    return this.emulation.blobRequests.requests;
  }

  /** Every notification that the data of a run is ready, in order: a live list. */
  get callbacks(): readonly SentCallback[] {
    return this.emulation.callbacks.sent;
  }

  /** The faults still to come. */
  get faults(): readonly Fault[] {
    return this.emulation.faults.pending();
  }

  /** Scripts mishaps, to befall matching requests in this order. */
  fail(...faults: Fault[]): void {
    for (const fault of faults) {
      this.emulation.faults.add(fault);
    }
  }

  /** Forgets the faults still to come. */
  forgetFaults(): void {
    this.emulation.faults.clear();
  }

  /** Limits how many requests a minute the API takes; without a limit, lifts it. */
  throttle(limit?: ThrottleLimit): void {
    this.emulation.throttle.set(limit);
  }

  /** Changes what the API cannot: replaces the named properties. Throws a RangeError when it is not there. */
  edit<Kind extends EntityKind>(
    kind: Kind,
    id: string | number | bigint,
    patch: Partial<Entities[Kind]>,
  ): void {
    const { store } = this.emulation;
    refuseUnknownSteps(kind, patch);
    store.update(kind, String(id), patch);
  }

  /** Gives properties to the next new one of a kind, such as the step it will fail in. Each call is for one more. */
  scriptNext<Kind extends EntityKind>(kind: Kind, patch: Partial<Entities[Kind]>): void {
    refuseUnknownSteps(kind, patch);
    this.emulation.store.scriptNext(kind, patch);
  }

  /** Adds an audience labels can be restricted to. Answers its id. */
  addAudience(audience: Partial<Audience> & { name: string }): string {
    const { store } = this.emulation;
    const id = audience.id ?? `00000000-0000-0000-0000-${store.nextId("audience").padStart(12, "0")}`;
    store.insert("audience", { description: "", audienceName: audience.name, ...audience, id });
    return id;
  }

  /** Takes away what the API cannot. Throws a RangeError when it is not there. */
  remove(kind: EntityKind, id: string | number | bigint): void {
    this.emulation.store.remove(kind, String(id));
  }

  /** Minutes of the clock a workflow takes from commit to its last step. */
  get workflowMinutes(): number {
    return this.emulation.pace.workflowMinutes;
  }

  /** Sets them; labels, lags and cancellations change by the same factor. 0: everything done at the next look. */
  setWorkflowMinutes(minutes: number): void {
    this.emulation.pace.set(minutes);
  }

  /** Whether answers are written as the field has seen them. */
  get fieldBehavior(): boolean {
    return this.emulation.fieldBehavior.isOn;
  }

  /** Switches that: the same objects, in other words. */
  setFieldBehavior(isOn: boolean): void {
    this.emulation.fieldBehavior.set(isOn);
  }

  /**
   * What the upload link of a submission has received, and how often. Nothing when that is no package yet.
   * Throws a RangeError when there is no such submission.
   */
  async packageOf(submissionId: string | number | bigint): Promise<PackageFacts | undefined> {
    const { packages } = this.emulation;
    const submission = this.#existing("submission", submissionId);
    const facts = await packages.facts(packageAddress(submission));
    const { uploads, commits } = submission;
    return facts && { ...facts, uploads, commits };
  }

  /**
   * Plays the partner a finished label has shared with: its product and submission appear in this account, read-only
   * and with ids of their own. Throws a RangeError when the label has shared nothing yet.
   */
  receiveShared(labelId: string | number | bigint): { productId: string; submissionId: string } {
    const { id, productId } = receive(this.emulation, this.#existing("shippingLabel", labelId));
    return { productId, submissionId: id };
  }

  /**
   * The failures reports are made from, as a view shows them, in the order they happened: those of the days (UTC) from one
   * to another, both included, written yyyy-mm-dd. Throws a RangeError when these are no days, or more than 366.
   */
  failures(view: FailureView, from: string, to: string): AsyncIterable<Failure> {
    const [first, last] = [from, to].map((day) => dayOf(Date.parse(day))) as [number, number];
    if (![from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)) || Number.isNaN(first + last)) {
      throw new RangeError(`"${from}" and "${to}" are not two days; write them yyyy-mm-dd`);
    }
    if (last - first >= mostDays) {
      throw new RangeError(`from ${from} to ${to} are more than ${mostDays} days; ask for a year at a time`);
    }
    return this.emulation.failures.rows(view, { from: first, to: last + 1 });
  }

  /**
   * Makes the files of all completed runs of a schedule now, so that nobody waits for a large one at its link. Answers how
   * many runs have one. Throws a RangeError when there is no such schedule.
   */
  makeReports(reportId: string | number | bigint): Promise<number> {
    return this.emulation.reports.provideAll(this.#existing("reportSchedule", reportId));
  }

  /** A copy of everything kept. */
  state(): State {
    return this.emulation.store.dump();
  }

  /** Back to the start: nothing kept, no faults, no record, clock, limit and field behavior as given at start. Tokens stay good. */
  reset(): void {
    const { store, faults, clock, pace, throttle, callbacks, fieldBehavior } = this.emulation;
    const { requests, tokenRequests, blobRequests } = this.emulation;
    store.clear();
    callbacks.clear();
    faults.clear();
    clock.reset();
    pace.reset();
    throttle.reset();
    fieldBehavior.reset();
    for (const recorder of [requests, tokenRequests, blobRequests]) {
      recorder.clear();
    }
  }

  #existing<Kind extends EntityKind>(kind: Kind, id: string | number | bigint): Entities[Kind] {
    const entity = this.emulation.store.find(kind, String(id));
    if (!entity) {
      throw new RangeError(`there is no ${kind} ${id}`);
    }
    return entity;
  }
}
