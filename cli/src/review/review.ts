import {
  estimateRequests,
  holds,
  notKnownYet,
  type Verb,
  type WaitGoal,
} from "pulumi-devcenter/internal/lifecycles";
import { type Drift, driftOf, wasRefreshed } from "./drift";
import { type EnginePreview, type EngineStep, strangeFields } from "./engine-preview";
import { type Irrevocable, irrevocableOf } from "./irrevocable-section";
import { differencesBetween } from "./path-differences";
import { type PersonalNote, personalNotesOf } from "./personal-section";
import { type ReachNote, reachNotesOf } from "./reach-section";
import { changeOf, kindOf, type ResourceChange } from "./resource-change";
import { type ScheduleNote, scheduleNotesOf } from "./schedule-section";

/** Everything that a preview is about to do, in a driver team's terms. */
export interface Review {
  /** What the preview itself could not do, in its own words. */
  readonly errors: readonly string[];
  readonly changes: readonly ResourceChange[];
  readonly unchanged: number;
  readonly irrevocable: readonly Irrevocable[];
  readonly personal: readonly PersonalNote[];
  readonly reach: readonly ReachNote[];
  readonly schedule: readonly ScheduleNote[];
  readonly adoptions: readonly ResourceChange[];
  /** Undefined: the preview did not look at Dev Center. */
  readonly drift?: readonly Drift[];
  readonly unknowns: readonly Unknown[];
  readonly cost: Cost;
  /** What is not ours, or not known to this version, by what the engine calls it. */
  readonly others: readonly Other[];
  /** Fields of the preview that this version does not know. */
  readonly strange: readonly string[];
}

/** Values that only `up` will know. */
export interface Unknown {
  readonly change: ResourceChange;
  readonly paths: readonly string[];
}

/** What `up` asks Dev Center. */
export interface Cost {
  /** Requests that it sends for sure. */
  readonly requests: number;
  readonly waits: readonly WaitGoal[];
  /** With what its waits send, when Dev Center takes as long as it does as a rule. */
  readonly withWaits: number;
  /** How long the requests take at 20 a minute, which is what the service is known to let through. */
  readonly minutes: number;
}

export interface Other {
  readonly what: string;
  readonly count: number;
  /** A step of one of our own resources that this version does not know. */
  readonly isOurs: boolean;
}

const perMinute = 20;

/** @param now from when on runs are coming */
export function reviewOf(preview: EnginePreview, now: Date): Review {
  const steps = preview.steps ?? [];
  const all = steps.filter(({ op }) => op !== "refresh");
  const changes = onePerResource(all.flatMap((step) => changeOf(step) ?? []));
  return {
    errors: (preview.diagnostics ?? []).flatMap(({ severity, message }) =>
      severity === "error" && message ? [withoutValues(message)] : [],
    ),
    changes,
    unchanged: unchangedOf(preview),
    irrevocable: irrevocableOf(changes),
    personal: personalNotesOf(changes),
    reach: reachNotesOf(changes),
    schedule: scheduleNotesOf(changes, now),
    adoptions: changes.filter(isAdoption),
    ...(wasRefreshed(steps) ? { drift: driftOf(steps) } : {}),
    unknowns: changes.flatMap(unknownsOf),
    cost: costOf(changes),
    others: othersOf(all),
    strange: strangeFields(preview),
  };
}

/** The engine counts them, with the stack itself, and prints no step for them. */
function unchangedOf({ changeSummary, steps }: EnginePreview): number {
  const stacks = (steps ?? []).filter(
    ({ op, newState }) => op === "same" && newState?.type === "pulumi:pulumi:Stack",
  );
  return Math.max(0, (changeSummary?.same ?? 0) - stacks.length);
}

/** The engine prints the value that it complains about, a secret one too. */
function withoutValues(message: string): string {
  return message
    .replace(/ value \{.*\} has a problem: /s, ": ")
    .replace(/; got .*$/s, "")
    .replace(/^error: \S+ resource '([^']*)'(?:: property | has a problem: )/, "$1: ")
    .trim();
}

function isAdoption({ verb, news }: ResourceChange): boolean {
  return verb === "adopt" || (verb === "replace" && news.adoptId !== undefined);
}

/** The engine may report a replacement in one step or in three. */
function onePerResource(changes: readonly ResourceChange[]): ResourceChange[] {
  const replaced = new Map(
    changes.filter(({ verb }) => verb === "replace").map((change) => [change.urn, change]),
  );
  const listed = new Set<string>();
  return changes.flatMap((change) => {
    const replacement = replaced.get(change.urn);
    if (replacement === undefined) return [change];
    if (listed.has(change.urn)) return [];
    listed.add(change.urn);
    const whole = changes.filter(({ urn, verb }) => urn === change.urn && verb === "replace");
    const withOlds = changes.find(({ urn, olds }) => urn === change.urn && Object.keys(olds).length > 0);
    const withNews = whole.find(({ news }) => Object.keys(news).length > 0) ?? replacement;
    const { olds, oldInputs, id } = withOlds ?? replacement;
    return [{ ...withNews, olds, oldInputs, id }];
  });
}

function unknownsOf(change: ResourceChange): Unknown[] {
  const paths = differencesBetween({}, change.news)
    .filter(({ after }) => holds(after, notKnownYet))
    .map(({ path }) => path);
  return paths.length === 0 ? [] : [{ change, paths }];
}

function costOf(changes: readonly ResourceChange[]): Cost {
  const estimate = estimateRequests(changes);
  return { ...estimate, minutes: Math.ceil(estimate.requests / perMinute) };
}

const silent = new Set(["same", "discard", "discard-replaced", "remove-pending-replace"]);

function othersOf(steps: readonly EngineStep[]): Other[] {
  const counts = new Map<string, Other>();
  for (const step of steps) {
    const isOurs = kindOf(step) !== undefined;
    if (changeOf(step) !== undefined || silent.has(step.op)) continue;
    const type = step.newState?.type ?? step.oldState?.type ?? step.urn.split("::")[2] ?? "";
    if (type === "pulumi:pulumi:Stack" && ["create", "update"].includes(step.op)) continue;
    const what = `${step.op} ${type}`;
    counts.set(what, { what, isOurs, count: (counts.get(what)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

/** How many resources each verb concerns. */
export function countsOf({ changes }: Review): Readonly<Record<Verb, number>> {
  const counts = { create: 0, adopt: 0, update: 0, replace: 0, delete: 0, read: 0 };
  for (const { verb } of changes) counts[verb]++;
  return counts;
}
