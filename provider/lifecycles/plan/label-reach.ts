import type { Values } from "../core/lifecycle";
import { isAutomatic } from "../shipping-label/publishing-specifications";

/** Whom a label reaches. Undefined, but for `goLiveDate`: not known yet. */
export interface LabelReach {
  readonly destination: "windowsUpdate" | "anotherPartner" | undefined;
  /** How many combinations of bundle, INF, operating system and device. */
  readonly hardwareIds: number | undefined;
  /** The codes of the operating systems, without repetition. */
  readonly systems: readonly string[];
  readonly chids: number | undefined;
  /** How many audiences it is restricted to; 0: everybody. */
  readonly audiences: number | undefined;
  /** Whether Windows Update installs the driver by itself. */
  readonly isAutomatic: boolean | undefined;
  readonly isDisclosureRestricted: boolean | undefined;
  /** Its first day; a symbol while that is not known, undefined where there is none. */
  readonly goLiveDate: unknown;
  /** Which Windows it is offered on. */
  readonly from: unknown;
  readonly upTo: unknown;
}

/** Whom a label with these properties reaches. */
export function reachOf({ destination, publishingSpecifications, targeting }: Values): LabelReach {
  const publishing = part(publishingSpecifications);
  const target = part(targeting);
  const { hardwareIds, hardwareIdsFrom, chids, restrictedToAudiences } = target.fields;
  const isKnown = !target.isUnknown;
  const ids = Array.isArray(hardwareIds) ? hardwareIds : [];
  const range = { ...part(target.fields.inServicePublishInfo).fields };
  const builds = { ...part(target.fields.coEngDriverPublishInfo).fields };
  const isSelected = hardwareIdsFrom !== undefined;
  return {
    destination: destinationOf(destination),
    hardwareIds: isKnown && !isSelected ? countOf(hardwareIds) : undefined,
    systems: [...new Set(ids.flatMap(systemOf))].sort(),
    chids: isKnown ? countOf(chids) : undefined,
    audiences: isKnown ? countOf(restrictedToAudiences) : undefined,
    isAutomatic: publishing.isUnknown ? undefined : isAutomatic(publishing.fields),
    isDisclosureRestricted: publishing.isUnknown
      ? undefined
      : flagOf(publishing.fields.isDisclosureRestricted),
    goLiveDate: publishing.isUnknown ? publishingSpecifications : publishing.fields.goLiveDate,
    from: range.flooring ?? builds.flooringBuildNumber,
    upTo: range.ceiling ?? builds.ceilingBuildNumber,
  };
}

function destinationOf(value: unknown): LabelReach["destination"] {
  if (typeof value !== "string") return undefined;
  return value.toLowerCase() === "anotherpartner" ? "anotherPartner" : "windowsUpdate";
}

function part(value: unknown): { readonly fields: Values; readonly isUnknown: boolean } {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return { fields: isObject ? (value as Values) : {}, isUnknown: typeof value === "symbol" };
}

function countOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0;
  return Array.isArray(value) ? value.length : undefined;
}

function flagOf(value: unknown): boolean | undefined {
  return typeof value === "symbol" ? undefined : value === true;
}

function systemOf(id: unknown): string[] {
  const code = part(id).fields.operatingSystemCode;
  return typeof code === "string" ? [code] : [];
}
