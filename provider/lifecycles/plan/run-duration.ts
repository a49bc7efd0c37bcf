import { defaultsOf } from "../../kinds/kind";
import { submissionKind } from "../../kinds/submission";
import type { Values } from "../core/lifecycle";
import type { PlannedChange } from "./effects";
import { deletionOf, leaves, makes } from "./irrevocable";
import {
  labelMinutes,
  labelMinutesBeforeSubmission,
  labelMinutesLeft,
  minutesSinceCommit,
  pollsFor,
  publisherMetadataMinutes,
  usualMinutes,
} from "./usual-durations";

/**
 * What waits for Dev Center: `prepared` until labels can be made of a submission, `editable` until the label's workflow is
 * over, `metadata` until there is driver metadata.
 */
export type WaitGoal = "committed" | "prepared" | "signed" | "metadata" | "published" | "editable";

/** A change, and what it depends on. */
export interface PlannedStep extends PlannedChange {
  readonly urn?: string;
  readonly id?: string | undefined;
  /** The URNs on which each property depends. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
}

/** One wait, when Dev Center takes as long as it does as a rule. */
export interface Stay {
  readonly goal: WaitGoal;
  /** What it asks beyond what is asked in any case. */
  readonly requests: number;
}

/** When a resource is through with what it does, in minutes from the beginning of the run. */
interface Timeline {
  readonly ends: number;
  /** Of a submission. */
  readonly committedAt?: number | undefined;
  readonly stays: readonly Stay[];
}

/** All waits of a run, in which what depends on nothing begins at once. */
export function staysOf(changes: readonly PlannedStep[]): Stay[] {
  const course = new Course(changes);
  return changes.flatMap((change) => [...course.timelineOf(change).stays, ...goodbyeOf(change)]);
}

/** The submission in the same run to which a label or a metadata belongs. */
export function submissionIn(
  changes: readonly PlannedStep[],
  { kind, news, dependencies = {} }: PlannedStep,
): PlannedStep | undefined {
  if (kind !== "ShippingLabel" && kind !== "PublisherMetadata") return undefined;
  const id = `${String(news.productId)}/${String(news.submissionId)}`;
  const urns = dependencies.submissionId ?? [];
  return changes.find(
    (it) =>
      it.kind === "Submission" &&
      it.verb !== "delete" &&
      ((it.urn !== undefined && urns.includes(it.urn)) || it.id === id),
  );
}

class Course {
  readonly #known = new Map<PlannedStep, Timeline>();
  readonly #byUrn: ReadonlyMap<string | undefined, PlannedStep>;

  constructor(private readonly changes: readonly PlannedStep[]) {
    this.#byUrn = new Map(changes.filter(({ verb }) => verb !== "delete").map((it) => [it.urn, it]));
  }

  timelineOf(change: PlannedStep): Timeline {
    const known = this.#known.get(change);
    if (known !== undefined) return known;
    // Whoever depends on itself waits for nothing.
    this.#known.set(change, { ends: 0, stays: [] });
    const timeline = this.#computed(change, this.#begin(change));
    this.#known.set(change, timeline);
    return timeline;
  }

  #begin({ dependencies = {} }: PlannedStep): number {
    const needed = Object.values(dependencies)
      .flat()
      .flatMap((urn) => this.#byUrn.get(urn) ?? []);
    return Math.max(0, ...needed.map((it) => this.timelineOf(it).ends));
  }

  #computed(change: PlannedStep, begin: number): Timeline {
    if (!makes(change) && change.verb !== "update") return { ends: begin, stays: [] };
    switch (change.kind) {
      case "Submission":
        return submissionTimeline(change, begin);
      case "ShippingLabel":
        return makes(change)
          ? labelTimeline(change, begin, this.#committedAt(change))
          : editTimeline(change, begin, this.#committedAt(change));
      case "PublisherMetadata":
        return metadataTimeline(change, begin, this.#committedAt(change));
      default:
        return { ends: begin, stays: [] };
    }
  }

  /** Long ago, where it is not in the run; undefined: there is no such submission, or nobody commits it. */
  #committedAt(change: PlannedStep): number | undefined {
    const submission = submissionIn(this.changes, change);
    return submission === undefined ? undefined : this.timelineOf(submission).committedAt;
  }
}

/** What follows another in time, each with what it asks. */
class Clockwork {
  readonly stays: Stay[] = [];

  constructor(public now: number) {}

  /** @param extra what a refusal costs before the wait */
  waitUntil(moment: number, goal: WaitGoal, extra = 0): void {
    if (moment <= this.now) return;
    const { polls, took } = pollsFor(moment - this.now);
    this.stays.push({ goal, requests: polls + extra });
    this.now += took;
  }

  timeline(committedAt?: number): Timeline {
    return { ends: this.now, committedAt, stays: this.stays };
  }
}

function submissionTimeline({ verb, olds, news }: PlannedStep, begin: number): Timeline {
  const before = verb === "update" ? minutesSinceCommit(olds) : undefined;
  const commits = news.package !== undefined && news.commit !== false;
  const committedAt = before === undefined ? (commits ? begin : undefined) : begin - before;
  const clockwork = new Clockwork(begin);
  const goal = String(news.waitFor ?? defaultsOf(submissionKind).waitFor).toLowerCase();
  const isWatched = news.package !== undefined && (goal === "committed" || goal === "signed");
  if (isWatched && committedAt !== undefined) {
    clockwork.waitUntil(committedAt + usualMinutes[goal], goal);
  }
  return clockwork.timeline(committedAt);
}

const longAgo = Number.NEGATIVE_INFINITY;

function labelTimeline({ news }: PlannedStep, begin: number, committedAt = longAgo): Timeline {
  const clockwork = new Clockwork(begin);
  if (selects(news)) clockwork.waitUntil(committedAt + usualMinutes.metadata, "metadata");
  // It asks, is refused, and looks.
  clockwork.waitUntil(committedAt + usualMinutes.prepared, "prepared", 2);
  waitForPublication(clockwork, news, committedAt);
  return clockwork.timeline();
}

function waitForPublication(clockwork: Clockwork, news: Values, committedAt: number): void {
  if (!waitsForPublication(news)) return;
  const minutes = labelMinutes(news);
  const afterSubmission = committedAt + usualMinutes.done + minutes - labelMinutesBeforeSubmission;
  clockwork.waitUntil(Math.max(clockwork.now + minutes, afterSubmission), "published");
}

function editTimeline({ olds, news, changed }: PlannedStep, begin: number, committedAt = longAgo): Timeline {
  const clockwork = new Clockwork(begin);
  const isFreeAt = begin + labelMinutesLeft(olds);
  if (!changed.includes("targeting")) {
    if (waitsForPublication(news)) clockwork.waitUntil(isFreeAt, "published");
    return clockwork.timeline();
  }
  if (selects(news)) clockwork.waitUntil(committedAt + usualMinutes.metadata, "metadata");
  clockwork.waitUntil(isFreeAt, "editable", 1);
  waitForPublication(clockwork, news, committedAt);
  return clockwork.timeline();
}

function metadataTimeline(
  { verb, olds }: PlannedStep,
  begin: number,
  committedAt: number | undefined,
): Timeline {
  const clockwork = new Clockwork(begin);
  if (verb === "update" && olds.isReady === true) return clockwork.timeline();
  if (committedAt === undefined) {
    clockwork.waitUntil(begin + publisherMetadataMinutes, "metadata");
    return clockwork.timeline();
  }
  const isDoneAt = committedAt + usualMinutes.done;
  // It asks, is refused, looks until the submission is done, and asks again; then it looks for what comes.
  const asksLater = isDoneAt > begin ? 1 : 2;
  clockwork.waitUntil(isDoneAt, "prepared", 3);
  clockwork.waitUntil(committedAt + usualMinutes.metadata, "metadata", asksLater);
  return clockwork.timeline();
}

/** To expire a label that is under way it is asked, refused, and asked again when it is through. */
function goodbyeOf(change: PlannedStep): Stay[] {
  const { kind, olds } = change;
  if (kind !== "ShippingLabel" || !leaves(change) || deletionOf(olds) !== "expire") return [];
  if (!targetsSomething(olds)) return [];
  const clockwork = new Clockwork(0);
  clockwork.waitUntil(labelMinutesLeft(olds), "editable", 1);
  return clockwork.stays;
}

export function waitsForPublication({ waitFor }: Values): boolean {
  return String(waitFor).toLowerCase() === "published";
}

/** Whether a label leaves its hardware ids to the metadata of its submission. */
export function selects({ targeting }: Values): boolean {
  return targeting !== null && typeof targeting === "object" && "hardwareIdsFrom" in targeting;
}

export function targetsSomething({ targeting, selectedHardwareIds }: Values): boolean {
  const { hardwareIds } = (targeting ?? {}) as { readonly hardwareIds?: readonly unknown[] };
  const ids = (selectedHardwareIds as readonly unknown[] | undefined) ?? hardwareIds ?? [];
  return !Array.isArray(ids) || ids.length > 0;
}
