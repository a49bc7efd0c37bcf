import {
  hidden,
  hostOf,
  lookBackDays,
  notKnownYet,
  type PersonalColumn,
  personalColumnsOf,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { counted, joined, listed, type Phrase, say } from "./phrase";
import type { ResourceChange } from "./resource-change";

/** What changes about personal information. */
export interface PersonalNote {
  readonly change: ResourceChange;
  readonly text: Phrase;
  /** More is collected, or goes elsewhere; or it is not known yet. */
  readonly isMore: boolean;
}

/** What these changes collect about people, and where it goes. */
export function personalNotesOf(changes: readonly ResourceChange[]): PersonalNote[] {
  return changes.flatMap((change) => {
    if (change.verb === "read" || change.verb === "delete") return [];
    if (change.kind === "ReportTemplate") return notesOfTemplate(change);
    return change.kind === "ReportSchedule" ? notesOfSchedule(change, changes) : [];
  });
}

/** The properties of before, none where the object is new to the program. */
function before({ verb, olds }: ResourceChange): Values {
  return verb === "update" || verb === "replace" ? olds : {};
}

function notesOfTemplate(change: ResourceChange): PersonalNote[] {
  const olds = before(change);
  return [...columnNotes(change, olds), ...lookBackNotes(change, olds), ...filterNotes(change)];
}

function columnNotes(change: ResourceChange, olds: Values): PersonalNote[] {
  const [then, now] = [personalColumnsOf(olds), personalColumnsOf(change.news)];
  const fresh = missingIn(now.columns, then.columns);
  const gone = missingIn(then.columns, now.columns);
  return [
    ...(fresh.length > 0
      ? [note(change, say`collects ${listed(namesOf(fresh), 12)}${cabWarning(fresh)}`, true)]
      : []),
    ...(gone.length > 0 ? [note(change, say`no longer collects ${listed(namesOf(gone), 12)}`, false)] : []),
    ...(now.unknown > 0
      ? [
          note(
            change,
            say`has ${counted(now.unknown, "column")} of which nobody can tell yet whether they are personal`,
            true,
          ),
        ]
      : []),
  ];
}

function missingIn(columns: readonly PersonalColumn[], others: readonly PersonalColumn[]): PersonalColumn[] {
  return columns.filter(({ name }) => !others.some((other) => other.name === name));
}

function namesOf(columns: readonly PersonalColumn[]): string[] {
  return columns.map(({ name }) => name);
}

function cabWarning(columns: readonly PersonalColumn[]): Phrase {
  return columns.some(({ name }) => name === "CabIdHash")
    ? ["; with it crash dumps of machines can be downloaded"]
    : [];
}

function lookBackNotes(change: ResourceChange, olds: Values): PersonalNote[] {
  if (!change.changed.includes("dateRange") || change.verb === "create" || change.verb === "adopt") return [];
  const [then, now] = [lookBackDays(olds), lookBackDays(change.news)];
  if (now === undefined) return [note(change, ["looks back over a period that is known only in up"], true)];
  if (then === now || then === undefined) return [];
  return [note(change, say`looks back over ${counted(now, "day")} instead of ${then}`, now > then)];
}

function filterNotes(change: ResourceChange): PersonalNote[] {
  if (change.verb !== "update" || !change.changed.includes("condition")) return [];
  const isGone = change.news.condition === undefined;
  return [
    note(
      change,
      [
        isGone
          ? "no longer filters: every failure is in its report"
          : "filters otherwise: other failures come into its report",
      ],
      true,
    ),
  ];
}

function notesOfSchedule(change: ResourceChange, changes: readonly ResourceChange[]): PersonalNote[] {
  const callback = callbackNote(change);
  const overlap = overlapText(change, changes);
  return [...(callback ? [callback] : []), ...(overlap ? [note(change, overlap, false)] : [])];
}

function callbackNote(change: ResourceChange): PersonalNote | undefined {
  if (!change.changed.includes("callbackUrl")) return undefined;
  const url = change.news.callbackUrl;
  if (url === undefined)
    return change.verb === "update" ? note(change, ["calls nobody back any more"], false) : undefined;
  return note(change, say`calls back to ${hostText(url)} when a run is ready`, true);
}

function hostText(url: unknown): Phrase | string {
  if (url === hidden) return ["a host that is a secret here (pulumi preview --show-secrets tells it)"];
  if (url === notKnownYet) return ["a host that is known only in up"];
  return hostOf(url) ?? ["a host that cannot be read"];
}

/** A schedule that looks further back than its runs are apart delivers the same days again and again. */
function overlapText(change: ResourceChange, changes: readonly ResourceChange[]): Phrase | undefined {
  const { news } = change;
  if (
    change.verb === "update" &&
    !change.changed.some((name) => ["recurrenceInterval", "templateId"].includes(name))
  ) {
    return undefined;
  }
  const template = templateOf(change, changes);
  const days = template && lookBackDays(template.news);
  const hours = news.recurrenceInterval;
  if (days === undefined || typeof hours !== "number") return undefined;
  const times = Math.floor((days * 24) / hours);
  if (times <= 1) return undefined;
  return say`looks back over ${counted(days, "day")} every ${counted(hours, "hour")}: each day is delivered about ${times} times`;
}

/** Where the template is in the same preview. */
function templateOf({ news, dependencies }: ResourceChange, changes: readonly ResourceChange[]) {
  const templates = changes.filter(({ kind, verb }) => kind === "ReportTemplate" && verb !== "delete");
  const urns = dependencies.templateId ?? [];
  return (
    templates.find(({ urn }) => urns.includes(urn)) ??
    templates.find(({ id }) => id !== undefined && id === String(news.templateId))
  );
}

function note(change: ResourceChange, text: Phrase, isMore: boolean): PersonalNote {
  return { change, text, isMore };
}

/** What follows from collecting anything, for the end of the section. */
export function dutyText(notes: readonly PersonalNote[]): Phrase {
  return notes.some(({ isMore }) => isMore)
    ? joined([
        ["Reports are personal information: destroy each within 30 days of its download (devcenter purge)."],
      ])
    : [];
}
