import {
  blockOutOn,
  type LabelReach,
  lettingGo,
  reachOf,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { counted, joined, listed, type Phrase, say } from "./phrase";
import type { ResourceChange } from "./resource-change";

/** What a change of a label means to machines, and what speaks against it. */
export interface ReachNote {
  readonly change: ResourceChange;
  readonly text: Phrase;
  /** It reaches everybody, or it is not known yet whom. */
  readonly isUnrestricted?: boolean;
}

/** Whom the changes of labels reach. */
export function reachNotesOf(changes: readonly ResourceChange[]): ReachNote[] {
  return changes.filter(({ kind }) => kind === "ShippingLabel").flatMap(notesOf);
}

function notesOf(change: ResourceChange): ReachNote[] {
  const { verb, news, olds, changed } = change;
  if (verb === "delete") return [{ change, text: removalText(change) }];
  const isNew = verb === "create" || verb === "replace";
  if (!isNew && !(verb === "update" && changed.includes("targeting"))) return [];
  const reach = reachOf(news);
  if (reach.destination === "anotherPartner") return [];
  const isUnrestricted = reach.audiences === 0 || reach.audiences === undefined;
  // What a new label reaches is listed among what cannot be undone already.
  const text = isNew ? openText(reach) : changeText(reachOf(olds), reach, olds, news);
  return [
    ...(isNew && !isUnrestricted ? [] : [{ change, text, isUnrestricted }]),
    ...blockOutNotes(change, reach),
  ];
}

function openText({ audiences }: LabelReach): Phrase {
  return audiences === undefined
    ? ["is restricted to audiences or not: known only in up"]
    : ["has no audience: every machine with one of its devices is offered the driver"];
}

/** Everything about whom a label reaches. */
export function reachText(news: Values): Phrase {
  const reach = reachOf(news);
  return joined(
    [
      devicesText(reach),
      ...(reach.systems.length > 0 ? [say`on ${listed(reach.systems, 4)}`] : []),
      windowsText(reach),
      ...(reach.chids ? [counted(reach.chids, "CHID")] : []),
      audienceText(reach),
      installationText(reach),
      goLiveText(reach),
      ...(reach.isDisclosureRestricted ? [["kept out of WSUS and the catalogue"]] : []),
    ].filter((part) => part.length > 0),
  );
}

function devicesText({ hardwareIds }: LabelReach): Phrase {
  return hardwareIds === undefined
    ? ["hardware ids that are known only in up"]
    : counted(hardwareIds, "hardware id");
}

function windowsText({ from, upTo }: LabelReach): Phrase {
  const ends = [
    ...(from === undefined ? [] : [say`from ${known(from)}`]),
    ...(upTo === undefined ? [] : [say`up to ${known(upTo)}`]),
  ];
  return ends.length === 0 ? [] : say`Windows ${joined(ends, " ")}`;
}

function known(value: unknown): Phrase | string {
  return typeof value === "symbol" ? [value.description ?? ""] : String(value);
}

function audienceText({ audiences }: LabelReach): Phrase {
  if (audiences === undefined) return ["audiences that are known only in up"];
  return audiences === 0 ? ["**no audience: every machine**"] : counted(audiences, "audience");
}

function installationText({ isAutomatic }: LabelReach): Phrase {
  if (isAutomatic === undefined) return ["automatic or not is known only in up"];
  return [isAutomatic ? "**installed automatically**" : "installed by hand"];
}

function goLiveText({ goLiveDate }: LabelReach): Phrase {
  if (goLiveDate === undefined) return ["as soon as it is certified"];
  return say`not before ${known(goLiveDate)}`;
}

function blockOutNotes(change: ResourceChange, { goLiveDate, isAutomatic }: LabelReach): ReachNote[] {
  const why = typeof goLiveDate === "string" ? blockOutOn(goLiveDate) : undefined;
  if (why === undefined || isAutomatic === false) return [];
  return [{ change, text: say`goes live on ${String(goLiveDate).slice(0, 10)}, but ${[why]}` }];
}

function changeText(before: LabelReach, after: LabelReach, olds: Values, news: Values): Phrase {
  const moves = joined(
    [
      countChange("hardware id", before.hardwareIds, after.hardwareIds, idChanges(olds, news)),
      countChange("CHID", before.chids, after.chids),
      countChange("audience", before.audiences, after.audiences),
    ].filter((part) => part.length > 0),
  );
  return say`changes its targeting: ${moves.length > 0 ? joined([moves, audienceText(after)]) : audienceText(after)}`;
}

function countChange(
  noun: string,
  before: number | undefined,
  after: number | undefined,
  detail: Phrase = [],
): Phrase {
  if (before === undefined || after === undefined) return [`${noun}s that are known only in up`];
  if (before === after && detail.length === 0) return [];
  return say`${counted(before, noun)} → ${after}${detail}`;
}

function idChanges(olds: Values, news: Values): Phrase {
  const [before, after] = [keysOf(olds), keysOf(news)];
  const added = [...after].filter((key) => !before.has(key)).length;
  const gone = [...before].filter((key) => !after.has(key)).length;
  return added + gone === 0 ? [] : [` (${added} added, ${gone} removed)`];
}

function keysOf({ targeting }: Values): Set<string> {
  const ids = targeting !== null && typeof targeting === "object" ? (targeting as Values).hardwareIds : [];
  return new Set((Array.isArray(ids) ? ids : []).map((id) => JSON.stringify(id)?.toLowerCase() ?? ""));
}

function removalText({ olds, id = "" }: ResourceChange): Phrase {
  switch (lettingGo(olds)) {
    case "expire":
      return say`is removed: its hardware ids are removed on Dev Center, so no further machine is offered it`;
    case "keep":
      return say`is removed from the program; the label ${id} goes on as it is`;
    case "cancel":
      return say`is removed: Dev Center is asked to cancel it`;
  }
}
