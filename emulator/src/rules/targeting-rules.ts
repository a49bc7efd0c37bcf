import { z } from "zod";
import type { HardwareId } from "../store/driver-metadata-file";
import type { Audience } from "../store/entities";
import { canonical, knownOrAlike } from "./any-case";
import type { InputFault } from "./input-faults";

const text = z.string().min(1, "must not be empty");
const hardwareStates = ["notSet", "pendingAdd", "added", "pendingRemove"];
const chidStates = ["Unknown", "PendingAdd", "Added", "PendingRemove", "PendingRecovery", "Recovered"];
const action = canonical(["add", "remove"], "change: add or remove");

const hardwareId = z.strictObject({
  bundleId: text,
  infId: text,
  operatingSystemCode: text,
  pnpString: text,
  distributionState: canonical(hardwareStates, "distribution state").optional(),
});

const chid = z.strictObject({
  chid: text,
  distributionState: canonical(chidStates, "distribution state").optional(),
});

const releases = ["TH", "RS1", "RS2", "RS3", "RS4", "RS5", "19H1", "VB", "FE", "CO", "NI"];
// "The possible values will expand to include the current version."
const release = knownOrAlike([...releases, "NineteenH1"], "Windows version", /^(?:[a-z]{2}\d?|\d{2}h\d)$/i);
const build = z.int().min(1);

const ranges = {
  inServicePublishInfo: z.strictObject({ flooring: release, ceiling: release }).partial(),
  coEngDriverPublishInfo: z.strictObject({ flooringBuildNumber: build, ceilingBuildNumber: build }).partial(),
};

function oneRange(value: Partial<Record<keyof typeof ranges, unknown>>): boolean {
  return value.inServicePublishInfo === undefined || value.coEngDriverPublishInfo === undefined;
}

const rangeFault = "has either inServicePublishInfo or coEngDriverPublishInfo, not both";

/** What a new label targets. */
export const targeting = z
  .strictObject({
    hardwareIds: z.array(hardwareId),
    chids: z.array(chid),
    restrictedToAudiences: z.array(z.guid("is not a GUID")),
    ...ranges,
  })
  .partial()
  .refine(oneRange, rangeFault);

/** What can be changed of a label. Ranges are accepted, as a sample has them, but cannot change. */
export const targetingPatch = z
  .strictObject({
    recipientSpecifications: z.strictObject({ blockDuaCreation: z.boolean() }).optional(),
    targeting: z
      .strictObject({
        hardwareIds: z.array(hardwareId.extend({ action })),
        chids: z.array(chid.extend({ action })),
        restrictedToAudiences: z.array(z.guid("is not a GUID")).nullable(),
        businessJustification: z.string(),
        ...ranges,
      })
      .partial()
      .refine((value) => Object.keys(value).length > 0, "nothing to update")
      .refine(oneRange, rangeFault)
      .optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, "nothing to update");

/** The targeting of a new label, once checked. */
export type CheckedTargeting = z.infer<typeof targeting>;
/** The changes to a label, once checked. */
export type CheckedTargetingPatch = NonNullable<CheckedLabelPatch["targeting"]>;
/** The body of a label's update, once checked. */
export type CheckedLabelPatch = z.infer<typeof targetingPatch>;

/** What targeting must fit, besides its schema. */
export interface TargetingBounds {
  /** The combinations of the submission's metadata file. */
  combinations: readonly HardwareId[];
  audiences: readonly Audience[];
  keyOf(id: HardwareId): string;
}

type Bounded = Pick<CheckedTargeting, "hardwareIds" | "chids"> & { restrictedToAudiences?: string[] | null };

/** Everything in targeting that does not fit the submission or the account. */
export function targetingFaults(
  { hardwareIds = [], chids = [], restrictedToAudiences }: Bounded,
  { combinations, audiences, keyOf }: TargetingBounds,
): InputFault[] {
  const valid = new Set(combinations.map(keyOf));
  const known = new Set(audiences.map(({ id }) => id.toLowerCase()));
  const wrongIds = hardwareIds.filter((id) => !valid.has(keyOf(id)));
  const wrongChids = chids.filter((each) => !z.guid().safeParse(each.chid).success);
  const wrongAudiences = (restrictedToAudiences ?? []).filter((id) => !known.has(id.toLowerCase()));
  return [
    ...wrongIds.map(({ bundleId, infId, operatingSystemCode, pnpString }) => ({
      target: "targeting.hardwareIds",
      message: `${[bundleId, infId, operatingSystemCode, pnpString].join(", ")} is not a valid combination for this submission`,
    })),
    ...wrongChids.map((each) => ({ target: "targetingInfo.chids", message: `"${each.chid}" is not a GUID` })),
    ...wrongAudiences.map((id) => ({
      target: "targeting.restrictedToAudiences",
      message: `${id} is not an audience of this account`,
    })),
  ];
}

/** What is wrong with CHIDs when hardware ids are for older systems. */
export function chidFaults(hardwareIds: readonly HardwareId[], chids: readonly unknown[]): InputFault[] {
  const older = hardwareIds.some(({ operatingSystemCode }) => !/^windows_v\d{3}/i.test(operatingSystemCode));
  const message = "CHIDs are allowed only when HardwareIds are for operating systems Windows 10 and later.";
  return older && chids.length > 0 ? [{ target: "targetingInfo.chids", message }] : [];
}
