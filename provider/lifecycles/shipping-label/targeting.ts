import { z } from "zod";
import type { HardwareId, TargetingRecord } from "../../api/endpoints/shipping-labels";
import { type Canonicalizer, ignoringCase, isEqual } from "../core/equality";
import type { OnChange, Values } from "../core/lifecycle";
import { operatingSystemCode } from "../core/operating-systems";
import { oneLike } from "../core/schema";
import {
  anyCaseText,
  guid,
  kept,
  listOf,
  object,
  required,
  text,
  textual,
  unwatched,
  whole,
  wholeNumber,
} from "../core/shape";
import {
  eachOnce,
  hardwareIdsFrom,
  isMetadata,
  type Selection,
  selectedFrom,
  withLowerPnp,
} from "./hardware-id-selection";
import { isTakenBack, isTargeted } from "./targeting-patch";

/** What a label targets, checked: hardware ids are literal, or to be selected from its own submission's metadata. */
export interface Targeting {
  readonly hardwareIds?: readonly HardwareId[];
  readonly hardwareIdsFrom?: { readonly metadata: "submission"; readonly select?: Selection };
  readonly chids?: readonly { readonly chid: string }[];
  readonly restrictedToAudiences?: readonly string[];
  readonly inServicePublishInfo?: Values;
  readonly coEngDriverPublishInfo?: Values;
  readonly businessJustification?: string;
}

// The documentation's sample of a new label names a state, which only the service can set.
const distributionState = whole(z.unknown(), () => undefined);

function withoutState({ distributionState: _, ...rest }: Values): Values {
  return rest;
}

const hardwareId = kept(
  object(
    {
      bundleId: required(anyCaseText()),
      infId: required(anyCaseText()),
      operatingSystemCode: required(operatingSystemCode()),
      pnpString: required(anyCaseText()),
      distributionState,
    },
    "{ bundleId, infId, operatingSystemCode, pnpString }",
  ),
  (value: Values) => withLowerPnp(withoutState(value) as unknown as HardwareId),
);
const chid = kept(object({ chid: required(guid()), distributionState }, "{ chid }"), withoutState);

/** In the order in which they came. */
export const windowsReleases = ["TH", "RS1", "RS2", "RS3", "RS4", "RS5", "19H1", "VB", "FE", "CO", "NI"];

/** As Partner Center, and clients of the API, call one of them. */
const otherNames: Readonly<Record<string, string>> = { nineteenh1: "19h1" };

/** A release without case, and by one name. */
export const sameRelease: Canonicalizer = (value) => {
  const name = ignoringCase(value);
  return otherNames[String(name)] ?? name;
};

// "The possible values will expand to include the current version": one that looks alike passes.
const release = textual(
  oneLike(windowsReleases, (value) => /^([a-z]{2}\d?|\d{2}h\d)$/i.test(String(sameRelease(value)))),
  sameRelease,
);
const builds = wholeNumber(1, "the build, such as 17135", 0);
const digits = (value: unknown) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value);
const build = { ...whole(z.preprocess(digits, builds.schema), builds.same), isText: true };

/** The two ways to say which versions of Windows are offered the driver: each from and up to. */
export const ranges = {
  inServicePublishInfo: ["flooring", "ceiling"],
  coEngDriverPublishInfo: ["flooringBuildNumber", "ceilingBuildNumber"],
} as const;

const rangeShapes = {
  inServicePublishInfo: object({ flooring: release, ceiling: release }, "{ flooring, ceiling }"),
  coEngDriverPublishInfo: object(
    { flooringBuildNumber: build, ceilingBuildNumber: build },
    "{ flooringBuildNumber, ceilingBuildNumber }",
  ),
};

/** Hardware ids, in any order. */
export const hardwareIds = kept(listOf(hardwareId, "a list of hardware ids", "of nobody"), eachOnce);

/** What a label targets. */
export const targeting = kept(
  object(
    {
      hardwareIds,
      hardwareIdsFrom,
      chids: listOf(chid, "a list of { chid }", "of nobody"),
      restrictedToAudiences: listOf(guid(), "a list of GUIDs", "of nobody"),
      ...rangeShapes,
      // Said about a change; nothing by itself.
      businessJustification: unwatched(text()),
    },
    "{ hardwareIds or hardwareIdsFrom, chids, restrictedToAudiences, inServicePublishInfo or coEngDriverPublishInfo, businessJustification }",
  ),
  (value: Values) => withSelected(withoutOpenRanges(value)),
);

/** A range without an end is none. */
function withoutOpenRanges(value: Values): Values {
  const isOpen = (name: string) =>
    Object.hasOwn(ranges, name) && Object.keys(value[name] as object).length === 0;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !isOpen(name)));
}

/** State keeps what was selected, not the file: so preview shows each combination that comes and goes. */
function withSelected({ hardwareIdsFrom: from, ...rest }: Values): Targeting {
  if (from === undefined) return rest;
  const { metadata, select } = from as { metadata: unknown; select?: Selection };
  return isMetadata(metadata)
    ? { ...rest, hardwareIds: selectedFrom(metadata, select) }
    : { ...rest, hardwareIdsFrom: from as Targeting["hardwareIdsFrom"] };
}

/** Hardware ids, CHIDs and audiences can change; the range of Windows versions cannot. */
export function targetingOnChange(olds: Values, news: Values): OnChange {
  const [before, after] = [olds.targeting, news.targeting].map((value) =>
    value !== null && typeof value === "object" ? (value as Values) : {},
  );
  if (typeof news.targeting === "symbol") return "update";
  const isSame = Object.entries(rangeShapes).every(([name, shape]) =>
    isEqual(shape.same, before?.[name], after?.[name]),
  );
  return isSame ? "update" : "replace";
}

/**
 * What the service shows, as a program would declare it.
 *
 * @param known the program's own: of the CHIDs that Microsoft has taken back, those that it declares
 */
export function targetingInputs(record: TargetingRecord, known?: Targeting): Targeting {
  const { hardwareIds, chids, restrictedToAudiences } = record;
  const declared = new Set((known?.chids ?? []).map(({ chid }) => chid.toLowerCase()));
  const counts = (item: { chid: string; distributionState?: string | null | undefined }) =>
    isTakenBack(item) ? declared.has(item.chid.toLowerCase()) : isTargeted(item);
  return {
    hardwareIds: (hardwareIds ?? [])
      .filter(isTargeted)
      .map(({ bundleId, infId, operatingSystemCode, pnpString }) => ({
        bundleId,
        infId,
        operatingSystemCode,
        pnpString,
      })),
    ...some(
      "chids",
      (chids ?? []).filter(counts).map(({ chid }) => ({ chid })),
    ),
    ...some("restrictedToAudiences", restrictedToAudiences ?? []),
    ...rangeOf("inServicePublishInfo", record),
    ...rangeOf("coEngDriverPublishInfo", record),
  };
}

function some<T>(name: string, list: readonly T[]) {
  return list.length === 0 ? {} : { [name]: list };
}

function rangeOf(name: keyof typeof ranges, record: TargetingRecord) {
  const present = ranges[name].flatMap((end) => {
    const value = record[name]?.[end];
    // The service writes 0 or an empty text for an end that is open.
    return value === undefined || value === null || value === "" || Number(value) === 0
      ? []
      : [[end, value] as const];
  });
  return present.length === 0 ? {} : { [name]: Object.fromEntries(present) };
}
