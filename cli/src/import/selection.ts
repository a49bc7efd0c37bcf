import type { FoundObject } from "./account";
import type { ImportOptions, Inclusion } from "./options";

/** Why an object is left out; undefined: it is imported. */
export function reasonToLeaveOut(
  object: FoundObject,
  { since, include = [] }: Pick<ImportOptions, "since" | "include">,
): Inclusion | "older" | undefined {
  if (since !== undefined && object.createdAt !== undefined && new Date(object.createdAt) < since)
    return "older";
  const state = stateOf(object);
  return state === undefined || include.includes(state) ? undefined : state;
}

function stateOf({ kind, declarable, untold, computed, isForeign }: FoundObject): Inclusion | undefined {
  if (isForeign === true) return "shared";
  const { workflowStatus, commitStatus } = computed as {
    workflowStatus?: { state?: string };
    commitStatus?: string;
  };
  if (commitStatus?.toLowerCase() === "commitfailed" || workflowStatus?.state === "failed") return "failed";
  // The service shows a schedule whose runs are all over as inactive, so whether it was paused is not known.
  if (kind === "ReportSchedule" && untold.includes("paused")) return "over";
  // What shares with a partner need not target anything.
  const isShared = String(declarable.destination).toLowerCase() === "anotherpartner";
  if (kind !== "ShippingLabel" || isShared) return undefined;
  const { hardwareIds, chids } = (declarable.targeting ?? {}) as {
    hardwareIds?: unknown[];
    chids?: unknown[];
  };
  const isEmpty = hardwareIds !== undefined && hardwareIds.length === 0 && (chids ?? []).length === 0;
  return isEmpty && !untold.includes("targeting") ? "finished" : undefined;
}
