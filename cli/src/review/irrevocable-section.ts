import {
  type IrrevocableAct,
  irrevocableActs,
  irrevocableActsOf,
  lettingGo,
  lifecycles,
} from "pulumi-devcenter/internal/lifecycles";
import { type Phrase, say } from "./phrase";
import { reachText } from "./reach-section";
import type { ResourceChange } from "./resource-change";

/** Something that nothing takes back. */
export interface Irrevocable {
  readonly change: ResourceChange;
  /** `leave object`: a replacement leaves the old object on Dev Center, beside the new one. */
  readonly act: IrrevocableAct | "leave object";
  /** The request that does it, where one does. */
  readonly request?: string;
  readonly text: Phrase;
}

/** What of these changes can never be taken back. */
export function irrevocableOf(changes: readonly ResourceChange[]): Irrevocable[] {
  return changes.flatMap((change) => [
    ...irrevocableActsOf(change).map((act) => ({
      change,
      act,
      request: irrevocableActs[act],
      text: actText(act, change),
    })),
    ...(leavesTwin(change) ? [{ change, act: "leave object" as const, text: twinText(change) }] : []),
  ]);
}

/** Of schedules a replacement pauses the old one, and of labels it may cancel it. */
function leavesTwin(change: ResourceChange): boolean {
  if (
    change.verb !== "replace" ||
    !["Product", "Submission", "ReportTemplate", "ShippingLabel"].includes(change.kind)
  ) {
    return false;
  }
  return change.kind !== "ShippingLabel" || lettingGo(change.olds) === "keep";
}

function twinText({ kind, id = "" }: ResourceChange): Phrase {
  return say`is replaced: the old ${[lifecycles[kind]?.displayName ?? kind]} ${id} stays on Dev Center, unmanaged, beside the new one`;
}

function actText(act: IrrevocableAct, change: ResourceChange): Phrase {
  const { news, olds } = change;
  switch (act) {
    case "make product":
      return say`makes a product, ${textOf(news.productName)}: Dev Center cannot delete products`;
    case "make initial submission":
      return say`makes the initial submission ${textOf(news.name)}: a product has one, for ever`;
    case "make derived submission":
      return say`makes the derived submission ${textOf(news.name)}: Dev Center cannot delete submissions`;
    case "make submission":
      return say`makes a submission; its type is known only in up, and Dev Center cannot delete submissions`;
    case "commit package":
      return say`commits the package ${textOf(news.package)}: after that it can never be another one`;
    case "publish label":
      return say`publishes to Windows Update: ${reachText(news)}`;
    case "share label":
      return say`shares the submission with seller ${receiverOf(news.recipientSpecifications)}: only Partner Center can revoke that`;
    case "make label":
      return say`makes a shipping label; its destination is known only in up`;
    case "cancel label":
      return say`cancels the label ${textOf(olds.name)} (${change.id ?? ""}): it cannot be resumed, and what is published already stays`;
  }
}

function receiverOf(specifications: unknown): Phrase | string {
  const isObject = specifications !== null && typeof specifications === "object";
  return textOf(
    isObject ? (specifications as { receiverPublisherId?: unknown }).receiverPublisherId : specifications,
  );
}

/** A text of the program, or our own words where it is invisible. */
export function textOf(value: unknown): Phrase | string {
  if (typeof value === "symbol") return [`(${value.description ?? "not known"})`];
  if (value === undefined || value === null) return ["(nothing)"];
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
