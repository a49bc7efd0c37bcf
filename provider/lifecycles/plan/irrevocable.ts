import { defaultsOf } from "../../kinds/kind";
import { shippingLabelKind } from "../../kinds/shipping-label";
import type { Values } from "../core/lifecycle";
import { isCommitted } from "../submission/commit";
import type { PlannedChange } from "./effects";

const defaults = defaultsOf(shippingLabelKind);

/** What can never be taken back, each act with the request that does it. */
export const irrevocableActs = {
  "make product": "POST /products",
  "make initial submission": "POST /submissions",
  "make derived submission": "POST /submissions",
  "make submission": "POST /submissions",
  "commit package": "POST /commit",
  "publish label": "POST /shippingLabels",
  "share label": "POST /shippingLabels",
  "make label": "POST /shippingLabels",
  "cancel label": "PUT /cancel",
} as const;

/** `make submission` and `make label`: of which type, or for whom, is not known yet. */
export type IrrevocableAct = keyof typeof irrevocableActs;

/** What of a change can never be taken back, in the order in which it is done. */
export function irrevocableActsOf(change: PlannedChange): IrrevocableAct[] {
  switch (change.kind) {
    case "Product":
      return makes(change) ? ["make product"] : [];
    case "Submission":
      return actsOfSubmission(change);
    case "ShippingLabel":
      return actsOfLabel(change);
    default:
      return [];
  }
}

/** Whether the change makes an object, and takes none that exists. */
export function makes({ verb, news }: PlannedChange): boolean {
  return verb === "create" || (verb === "replace" && news.adoptId === undefined);
}

/** Whether the change removes an object from what is managed: it stays on Dev Center. */
export function leaves({ verb }: PlannedChange): boolean {
  return verb === "delete" || verb === "replace";
}

function actsOfSubmission(change: PlannedChange): IrrevocableAct[] {
  const { verb, olds, news } = change;
  const isMade = makes(change);
  const isStillOpen = isMade || (verb === "update" && !isCommitted(olds.commitStatus));
  const commits = isStillOpen && news.package !== undefined && news.commit !== false;
  return [
    ...(isMade ? [`make ${typeText(news.type)}submission` as const] : []),
    ...(commits ? (["commit package"] as const) : []),
  ];
}

function typeText(type: unknown): "initial " | "derived " | "" {
  if (typeof type !== "string") return "";
  return type.toLowerCase() === "initial" ? "initial " : "derived ";
}

function actsOfLabel(change: PlannedChange): IrrevocableAct[] {
  return [
    ...(makes(change) ? [labelAct(change.news)] : []),
    ...(leaves(change) && deletionOf(change.olds) === "cancel" ? (["cancel label"] as const) : []),
  ];
}

function labelAct({ destination }: Values): IrrevocableAct {
  if (typeof destination !== "string") return "make label";
  return destination.toLowerCase() === "anotherpartner" ? "share label" : "publish label";
}

/** What becomes of a label that is removed; what is shared cannot be cancelled, but revoked by expire. */
export function deletionOf({
  onDelete = defaults.onDelete,
  destination,
}: Values): "cancel" | "expire" | "keep" {
  const how = String(onDelete).toLowerCase();
  if (how === "expire") return "expire";
  return how === "keep" || String(destination).toLowerCase() === "anotherpartner" ? "keep" : "cancel";
}
