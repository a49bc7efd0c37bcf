import { z } from "zod";
import type { HardwareId, TargetingRecord } from "../api/shipping-labels";
import {
  hardwareIdsFromSchema,
  isMetadata,
  type Selection,
  sameHardwareIdsFrom,
  selectedFrom,
} from "./hardware-id-selection";
import type { OnChange, Values } from "./lifecycle";
import { operatingSystemCode } from "./operating-systems";
import { type Canonical, exactly, fields, ignoringCase, inAnyOrder, same } from "./sameness";
import { listOf, object, text, wholeNumber } from "./schema";
import { didYouMean } from "./suggestion";
import { isTargeted } from "./targeting-changes";

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
const serviceState = { distributionState: z.unknown().optional() };

function withoutState<T extends { distributionState?: unknown }>({ distributionState: _, ...rest }: T) {
  return rest;
}

const hardwareId = object(
  {
    bundleId: text(),
    infId: text(),
    operatingSystemCode: operatingSystemCode(),
    pnpString: text(),
    ...serviceState,
  },
  "{ bundleId, infId, operatingSystemCode, pnpString }",
).transform(withoutState);

const guid = z.guid("a GUID");
const chid = object({ chid: guid, ...serviceState }, "{ chid }").transform(withoutState);

/** In the order in which they came. */
export const windowsReleases = ["TH", "RS1", "RS2", "RS3", "RS4", "RS5", "19H1", "VB", "FE", "CO", "NI"];

// "The possible values will expand to include the current version": one that looks alike passes.
const release = z
  .string(`one of ${windowsReleases.join(", ")}`)
  .refine((value) => /^([a-z]{2}\d?|\d{2}h\d)$/i.test(value), {
    error: ({ input }) => `one of ${windowsReleases.join(", ")}${didYouMean(input, windowsReleases)}`,
  });
const build = wholeNumber(1, "the build, such as 17135");

/** The two ways to say which versions of Windows are offered the driver: each from and up to. */
export const ranges = {
  inServicePublishInfo: ["flooring", "ceiling"],
  coEngDriverPublishInfo: ["flooringBuildNumber", "ceilingBuildNumber"],
} as const;

export const targetingSchema = object(
  {
    hardwareIds: listOf(hardwareId, "a list of hardware ids").optional(),
    hardwareIdsFrom: hardwareIdsFromSchema.optional(),
    chids: listOf(chid, "a list of { chid }").optional(),
    restrictedToAudiences: listOf(guid, "a list of GUIDs").optional(),
    inServicePublishInfo: object(
      { flooring: release.optional(), ceiling: release.optional() },
      "{ flooring, ceiling }",
    ).optional(),
    coEngDriverPublishInfo: object(
      { flooringBuildNumber: build.optional(), ceilingBuildNumber: build.optional() },
      "{ flooringBuildNumber, ceilingBuildNumber }",
    ).optional(),
    businessJustification: text().optional(),
  },
  "{ hardwareIds or hardwareIdsFrom, chids, restrictedToAudiences, inServicePublishInfo or coEngDriverPublishInfo, businessJustification }",
).transform(({ hardwareIdsFrom, ...rest }) => {
  if (hardwareIdsFrom === undefined) return rest;
  const { metadata, select } = hardwareIdsFrom;
  // State keeps what was selected, not the file: so preview shows each combination that comes and goes.
  return isMetadata(metadata)
    ? { ...rest, hardwareIds: selectedFrom(metadata, select) }
    : { ...rest, hardwareIdsFrom };
});

const zeroIsNone: Canonical = (value) => (value === 0 ? undefined : exactly(value));
const sameRanges = {
  inServicePublishInfo: fields({ flooring: ignoringCase, ceiling: ignoringCase }),
  coEngDriverPublishInfo: fields({ flooringBuildNumber: zeroIsNone, ceilingBuildNumber: zeroIsNone }),
};

export const sameHardwareIds: Canonical = inAnyOrder(
  fields({
    bundleId: ignoringCase,
    infId: ignoringCase,
    operatingSystemCode: ignoringCase,
    pnpString: ignoringCase,
  }),
);

export const sameTargeting: Canonical = fields({
  hardwareIds: sameHardwareIds,
  hardwareIdsFrom: sameHardwareIdsFrom,
  chids: inAnyOrder(fields({ chid: ignoringCase })),
  restrictedToAudiences: inAnyOrder(ignoringCase),
  ...sameRanges,
  // Said about a change; nothing by itself.
  businessJustification: () => undefined,
});

/** Hardware ids, CHIDs and audiences can change; the range of Windows versions cannot. */
export function targetingOnChange(olds: Values, news: Values): OnChange {
  const [before, after] = [olds.targeting, news.targeting].map((value) =>
    value !== null && typeof value === "object" ? (value as Values) : {},
  );
  if (typeof news.targeting === "symbol") return "update";
  const isSame = Object.entries(sameRanges).every(([name, canonical]) =>
    same(canonical, before?.[name], after?.[name]),
  );
  return isSame ? "update" : "replace";
}

/** What the service shows, as a program would declare it. */
export function declaredForm(record: TargetingRecord): Targeting {
  const { hardwareIds, chids, restrictedToAudiences } = record;
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
      (chids ?? []).filter(isTargeted).map(({ chid }) => ({ chid })),
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
    const value = zeroIsNone(record[name]?.[end]);
    return value === undefined ? [] : [[end, value] as const];
  });
  return present.length === 0 ? {} : { [name]: Object.fromEntries(present) };
}
