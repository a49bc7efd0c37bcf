import { leaves, lifecycles, type WaitGoal } from "pulumi-devcenter/internal/lifecycles";
import type { Drift } from "./drift";
import { textOf } from "./irrevocable-section";
import { markText, shownValue } from "./path-differences";
import { dutyText } from "./personal-section";
import { counted, joined, listed, type Phrase, say } from "./phrase";
import type { ResourceChange } from "./resource-change";
import { countsOf, type Review } from "./review";

/** One part of a review: a heading, and the lines below it. */
export interface Section {
  readonly title: string;
  /** It is never shortened. */
  readonly isVital?: boolean;
  readonly lines: readonly Phrase[];
  /** The same in fewer words, where there is no room for all lines. */
  readonly brief?: readonly Phrase[];
}

/** The parts of a review before the details, without the empty ones. */
export function sectionsOf(review: Review): Section[] {
  const sections: Section[] = [
    {
      title: "The preview failed",
      isVital: true,
      lines: review.errors.map((quoted) => [{ quoted, most: 600 }]),
    },
    {
      title: "Cannot be undone",
      isVital: true,
      lines: review.irrevocable.map(({ change, text }) => about(change, text)),
      brief: briefly(review),
    },
    {
      title: "Personal information",
      lines: [...review.personal.map(({ change, text }) => about(change, text)), dutyText(review.personal)],
    },
    { title: "Reach", lines: review.reach.map(({ change, text }) => about(change, text)) },
    { title: "When", lines: review.schedule.map(({ change, text }) => about(change, text)) },
    { title: "Adopted as it is", lines: review.adoptions.map(adoptionLine) },
    { title: "Changed on Dev Center, past the program", lines: (review.drift ?? []).map(driftLine) },
    { title: "No longer managed", lines: review.changes.filter(leavesQuietly).map(stayLine) },
    { title: "Known only in `up`", lines: review.unknowns.map(unknownLine) },
    { title: "Requests", lines: costLines(review) },
    { title: "Not looked into", lines: otherLines(review) },
  ];
  return sections
    .map((section) => ({ ...section, lines: section.lines.filter((line) => line.length > 0) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Which resource, and what of it. */
function about({ name, kind, provider }: ResourceChange, text: Phrase): Phrase {
  const account = provider === undefined ? [] : say` at ${provider}`;
  return say`${name} (${[lifecycles[kind]?.displayName ?? kind]}${account}) ${text}`;
}

/** All acts that cannot be undone, each with the names of all its resources. */
function briefly({ irrevocable }: Review): Phrase[] {
  const acts = new Map<string, string[]>();
  for (const { act, change } of irrevocable) acts.set(act, [...(acts.get(act) ?? []), change.name]);
  return [...acts].map(([act, names]) => say`${[act]}, ${names.length} times: ${listed(names, 1_500)}`);
}

/** One sentence before everything else. */
export function verdictOf(review: Review): Phrase {
  const { irrevocable, personal, reach, drift = [], changes } = review;
  if (review.errors.length > 0)
    return [
      `The preview failed: ${review.errors.length === 1 ? "an error" : `${review.errors.length} errors`}. What stands here is not whole.`,
    ];
  const warnings = [
    ...(irrevocable.length > 0
      ? [counted(irrevocable.length, "thing that cannot be undone", "things that cannot be undone")]
      : []),
    ...(personal.some(({ isMore }) => isMore) ? [["more personal information"]] : []),
    ...(reach.some(({ isUnrestricted }) => isUnrestricted) ? [["a driver without an audience"]] : []),
    ...(drift.length > 0
      ? [counted(drift.length, "resource changed past the program", "resources changed past the program")]
      : []),
  ];
  const writes = changes.filter(({ verb }) => verb !== "read");
  if (writes.length === 0) {
    return drift.length > 0 ? say`No change of the program, but ${joined(warnings)}.` : ["No change."];
  }
  return say`${summaryOf(review)}: ${warnings.length > 0 ? joined(warnings) : ["nothing that cannot be undone, and no more personal information"]}.`;
}

function summaryOf(review: Review): Phrase {
  const counts = countsOf(review);
  const words = {
    create: "to create",
    adopt: "to adopt",
    update: "to update",
    replace: "to replace",
    delete: "to remove",
  };
  const parts = Object.entries(words).flatMap(([verb, text]) => {
    const count = counts[verb as keyof typeof words];
    return count === 0 ? [] : [say`${count} ${[text]}`];
  });
  return joined(parts);
}

function adoptionLine(change: ResourceChange): Phrase {
  return about(
    change,
    say`takes over ${textOf(change.news.adoptId)}, which exists; nothing is changed on Dev Center`,
  );
}

function driftLine({ name, kind, isGone, differences }: Drift): Phrase {
  const noun = lifecycles[kind]?.displayName ?? kind;
  if (isGone) return say`${name} (${[noun]}) is not on Dev Center any more`;
  const paths = joined(
    differences
      .slice(0, 4)
      .map(({ path, before, after }) => say`${path} ${valueText(before)} → ${valueText(after)}`),
    "; ",
  );
  const more = differences.length > 4 ? [` and ${differences.length - 4} more`] : [];
  return say`${name} (${[noun]}): ${paths}${more}`;
}

/** A value as it is shown: our own words for what cannot be. */
export function valueText(value: unknown): Phrase | string {
  const mark = markText(value);
  if (mark !== undefined) return [mark];
  return value === undefined || value === null ? ["nothing"] : shownValue(value);
}

/** What a removal leaves behind that no other part tells of. */
function leavesQuietly(change: ResourceChange): boolean {
  return (
    leaves(change) && change.verb === "delete" && !["ReportSchedule", "ShippingLabel"].includes(change.kind)
  );
}

function stayLine(change: ResourceChange): Phrase {
  return about(change, say`${change.id ?? ""} stays on Dev Center as it is; the option import takes it back`);
}

function unknownLine({ change, paths }: Review["unknowns"][number]): Phrase {
  return about(change, say`has ${listed(paths)}`);
}

/** What is waited for, where the name of the goal is not the word for it. */
const goalText: Readonly<Partial<Record<WaitGoal, string>>> = {
  prepared: "submission ready for it",
  editable: "label open to changes",
};

function costLines({ cost, changes, drift }: Review): Phrase[] {
  if (changes.length === 0) return [];
  const { requests, waits, withWaits, minutes } = cost;
  const time =
    requests === 0
      ? []
      : say`, ${minutes <= 1 ? ["within a minute"] : say`${minutes} minutes`} at 20 a minute`;
  return [
    say`up sends ${counted(requests, "request")}${time}.`,
    waits.length === 0
      ? []
      : say`It waits ${[waits.length === 1 ? "once" : `${waits.length} times`]} for Dev Center (${[[...new Set(waits)].map((goal) => goalText[goal] ?? goal).join(", ")]}), which makes about ${withWaits} requests when that takes as long as usual.`,
    drift === undefined
      ? ["The preview did not look at Dev Center (no --refresh), so drift is not known."]
      : [],
  ];
}

function otherLines({ others, strange }: Review): Phrase[] {
  return [
    ...others.map(
      ({ what, count, isOurs }) =>
        say`${what}${count > 1 ? say`, ${count} times` : []}${isOurs ? [": a step that this version does not know"] : []}`,
    ),
    strange.length === 0
      ? []
      : say`The preview has fields that this version does not know: ${listed(strange)}.`,
  ];
}
