import type { InputFault } from "../rules/input-faults";
import type { CheckedTargetingPatch, TargetingBounds } from "../rules/targeting-rules";
import type { HardwareId } from "../store/driver-metadata-file";
import type { LabelTargeting, Product, Submission, Targeted } from "../store/entities";
import type { Store } from "../store/store";
import { combinationsOf, driverMetadataOf } from "./driver-metadata";

type Action = "add" | "remove";

/** The identity of a hardware id, which ignores case. */
export function hardwareIdKey(id: HardwareId): string {
  return [id.bundleId, id.infId, id.operatingSystemCode, id.pnpString].join("|").toLowerCase();
}

function settle<T>(targets: readonly Targeted<T>[]): Targeted<T>[] {
  return targets
    .filter(({ pending }) => pending !== "remove")
    .map(({ pending: _, ...target }) => target as Targeted<T>);
}

/** The targeting after its workflow: what is to be added is there, what is to be removed is not. */
export function settled(targeting: LabelTargeting): LabelTargeting {
  return { ...targeting, hardwareIds: settle(targeting.hardwareIds), chids: settle(targeting.chids) };
}

function changed<T>(
  targets: readonly Targeted<T>[],
  changes: readonly (T & { action: Action })[],
  keyOf: (target: T) => string,
  fault: (message: string) => void,
): Targeted<T>[] {
  const byKey = new Map(targets.map((target) => [keyOf(target), target]));
  for (const { action, ...target } of changes as readonly (Targeted<T> & { action: Action })[]) {
    const key = keyOf(target as T);
    const present = byKey.get(key);
    if ((action === "add") === (present !== undefined && present.pending !== "remove")) {
      fault(`${key.split("|").join(", ")} is ${action === "add" ? "already" : "not"} targeted by this label`);
    }
    byKey.set(key, { ...(present ?? (target as Targeted<T>)), pending: action });
  }
  return [...byKey.values()];
}

/** A label's targeting with changes asked for, and what is wrong with them. */
export function changedTargeting(targeting: LabelTargeting, patch: CheckedTargetingPatch) {
  const faults: InputFault[] = [];
  const faultAt = (target: string) => (message: string) => faults.push({ target, message });
  const hardwareFault = faultAt("targeting.hardwareIds");
  const { hardwareIds = [], chids = [], restrictedToAudiences } = patch;
  for (const range of ["inServicePublishInfo", "coEngDriverPublishInfo"] as const) {
    if (patch[range] !== undefined && JSON.stringify(patch[range]) !== JSON.stringify(targeting[range])) {
      faultAt(`targeting.${range}`)("can't be changed after the shipping label was created");
    }
  }
  const value: LabelTargeting = {
    ...targeting,
    hardwareIds: changed(targeting.hardwareIds, hardwareIds, hardwareIdKey, hardwareFault),
    chids: changed(targeting.chids, chids, ({ chid }) => chid.toLowerCase(), faultAt("targetingInfo.chids")),
    restrictedToAudiences:
      restrictedToAudiences === undefined ? targeting.restrictedToAudiences : (restrictedToAudiences ?? []),
  };
  return { value, faults };
}

/** What the targeting of a label must fit. */
export function boundsOf(store: Store, product: Product, submission: Submission): TargetingBounds {
  const combinations = combinationsOf(driverMetadataOf(product, submission));
  return { combinations, audiences: store.list("audience"), keyOf: hardwareIdKey };
}

/** A label's targeting as the wire shows it. The states of the two lists differ in case. */
export function wireTargeting(targeting: LabelTargeting, finished: boolean) {
  const { hardwareIds, chids, ...rest } = finished ? settled(targeting) : targeting;
  const inCamel = { add: "pendingAdd", remove: "pendingRemove" } as const;
  const inPascal = { add: "PendingAdd", remove: "PendingRemove" } as const;
  return {
    hardwareIds: hardwareIds.map(({ pending, ...id }) => ({
      ...id,
      distributionState: pending ? inCamel[pending] : "added",
    })),
    chids: chids.map(({ pending, recovery, ...id }) => ({
      ...id,
      distributionState: recovery ?? (pending ? inPascal[pending] : "Added"),
    })),
    ...rest,
  };
}
