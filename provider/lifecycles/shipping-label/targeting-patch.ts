import type { HardwareId, TargetingPatch, TargetingRecord } from "../../api/endpoints/shipping-labels";
import { hardwareIdKey, withLowerPnp } from "./hardware-id-selection";

/** What a label is to target. What is not there stays as it is. */
export interface WantedTargeting {
  readonly hardwareIds?: readonly HardwareId[];
  readonly chids?: readonly { readonly chid: string }[];
  readonly restrictedToAudiences?: readonly string[];
  /** Goes along with a change, and is none by itself. */
  readonly businessJustification?: string | undefined;
}

/** Whether a hardware id or CHID counts as there: what is on its way out does not, what is on its way in does. */
export function isTargeted({ distributionState }: { distributionState?: string | null | undefined }) {
  return distributionState?.toLowerCase() !== "pendingremove";
}

/** Whether Microsoft has taken the driver back from a computer, or is about to: that is nothing to repair. */
export function isTakenBack({ distributionState }: { distributionState?: string | null | undefined }) {
  return ["pendingrecovery", "recovered"].includes(distributionState?.toLowerCase() ?? "");
}

/** The change that leads from what the service shows to what is wanted; undefined when nothing has to change. */
export function targetingChanges(
  wanted: WantedTargeting,
  observed: TargetingRecord = {},
): TargetingPatch | undefined {
  const hardwareIds = changes(wanted.hardwareIds, observed.hardwareIds, hardwareIdKey, bareId);
  const chids = changes(
    wanted.chids,
    observed.chids,
    ({ chid }) => chid.toLowerCase(),
    ({ chid }) => ({ chid }),
  );
  const before = observed.restrictedToAudiences ?? [];
  const audiences = wanted.restrictedToAudiences ?? before;
  if (hardwareIds.length === 0 && chids.length === 0 && sameSet(before, audiences)) return undefined;
  const { businessJustification } = wanted;
  return {
    ...(hardwareIds.length > 0 && { hardwareIds }),
    ...(chids.length > 0 && { chids }),
    // Always: the service takes audiences that are left out for audiences to be removed.
    restrictedToAudiences: audiences,
    ...(businessJustification !== undefined && { businessJustification }),
  };
}

function bareId({ bundleId, infId, operatingSystemCode, pnpString }: HardwareId): HardwareId {
  return withLowerPnp({ bundleId, infId, operatingSystemCode, pnpString });
}

function changes<T extends object>(
  wanted: readonly T[] | undefined,
  observed: readonly (T & { distributionState?: string | null | undefined })[] | null | undefined,
  keyOf: (item: T) => string,
  bare: (item: T) => T,
): (T & { readonly action: "add" | "remove" })[] {
  if (wanted === undefined) return [];
  const withdrawn = new Set((observed ?? []).filter(isTakenBack).map(keyOf));
  const there = new Map(
    (observed ?? [])
      .filter((item) => isTargeted(item) && !isTakenBack(item))
      .map((item) => [keyOf(item), item]),
  );
  const target = new Map(wanted.map((item) => [keyOf(item), item]));
  const gone = [...there].filter(([key]) => !target.has(key));
  const fresh = [...target].filter(([key]) => !there.has(key) && !withdrawn.has(key));
  return [
    ...gone.map(([, item]) => ({ ...bare(item), action: "remove" as const })),
    ...fresh.map(([, item]) => ({ ...bare(item), action: "add" as const })),
  ];
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((list) => new Set(list.map((item) => item.toLowerCase())));
  return one?.size === other?.size && [...(one ?? [])].every((item) => other?.has(item));
}
