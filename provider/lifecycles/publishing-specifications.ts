import type { Values } from "./lifecycle";
import { type Canonical, exactly, fields, inAnyOrder, orDefault, sameId, sameMoment } from "./sameness";
import { decimalId, flag, listOf, moment, object, text } from "./schema";

const additionalInfo = {
  microsoftContact: text().optional(),
  validationsPerformed: text().optional(),
  affectedOems: listOf(text(), "a list of names").optional(),
  isRebootRequired: flag().optional(),
  isCoEngineered: flag().optional(),
  isForUnreleasedHardware: flag().optional(),
  hasUiSoftware: flag().optional(),
  businessJustification: text().optional(),
};

const publishing = {
  goLiveDate: moment().optional(),
  visibleToAccounts: listOf(
    decimalId("the id of a seller, such as 27691110"),
    "a list of ids of sellers",
  ).optional(),
  isAutoInstallDuringOSUpgrade: flag().optional(),
  isAutoInstallOnApplicableSystems: flag().optional(),
  manualAcquisition: flag().optional(),
  isDisclosureRestricted: flag().optional(),
  publishToWindows10s: flag().optional(),
  additionalInfoForMsApproval: object(
    additionalInfo,
    `an object with ${Object.keys(additionalInfo).join(", ")}`,
  ).optional(),
};

/** Whether Windows Update installs the driver by itself; undefined while that is not known yet. */
export function isAutomatic(specifications: Values): boolean | undefined {
  const { isAutoInstallDuringOSUpgrade, isAutoInstallOnApplicableSystems } = specifications;
  const flags = [isAutoInstallDuringOSUpgrade, isAutoInstallOnApplicableSystems];
  if (flags.includes(true)) return true;
  return flags.some((value) => typeof value === "symbol") ? undefined : false;
}

/** The service demands what follows from the automatic installations anyhow. */
function withAcquisition<T extends Values>(specifications: T) {
  return {
    ...specifications,
    manualAcquisition: specifications.manualAcquisition ?? isAutomatic(specifications) === false,
  };
}

export const publishingSpecificationsSchema = object(
  publishing,
  `an object with ${Object.keys(publishing).join(", ")}`,
).transform(withAcquisition);

const emptyIsNone: Canonical = (value) => (value === "" || value === false ? undefined : exactly(value));

const sameFields = fields({
  goLiveDate: sameMoment,
  visibleToAccounts: inAnyOrder(sameId),
  isAutoInstallDuringOSUpgrade: orDefault(false),
  isAutoInstallOnApplicableSystems: orDefault(false),
  isDisclosureRestricted: orDefault(false),
  publishToWindows10s: orDefault(false),
  additionalInfoForMsApproval: fields({
    ...Object.fromEntries(Object.keys(additionalInfo).map((name) => [name, emptyIsNone])),
    affectedOems: inAnyOrder(exactly),
  }),
});

export const samePublishingSpecifications: Canonical = (value) =>
  value !== null && typeof value === "object" ? sameFields(withAcquisition(value as Values)) : exactly(value);

/**
 * What the service shows, as a program would declare it.
 *
 * @param known the program's own, which leaves out the date that the service sets by itself
 */
export function declaredPublishing(record: Values | undefined, known: unknown): Values | undefined {
  if (record === undefined) return undefined;
  const { additionalInfoForMsApproval: info, ...rest } = picked(record, Object.keys(publishing));
  const { goLiveDate, ...undated } = rest;
  const isUndated = known !== null && typeof known === "object" && (known as Values).goLiveDate === undefined;
  return {
    ...(isUndated ? undated : rest),
    ...(info !== null && typeof info === "object"
      ? { additionalInfoForMsApproval: picked(info as Values, Object.keys(additionalInfo)) }
      : {}),
  };
}

export const recipientSpecificationsSchema = object(
  {
    receiverPublisherId: decimalId("the id of the receiving seller, such as 27691110"),
    enforceChidTargeting: flag().optional(),
    blockDuaCreation: flag().optional(),
  },
  "{ receiverPublisherId, enforceChidTargeting, blockDuaCreation }",
);

export const sameRecipientSpecifications: Canonical = fields({
  receiverPublisherId: sameId,
  enforceChidTargeting: orDefault(false),
  blockDuaCreation: orDefault(false),
});

/** What the service shows, as a program would declare it. */
export function declaredRecipient(record: Values | undefined): Values | undefined {
  return record && picked(record, ["receiverPublisherId", "enforceChidTargeting", "blockDuaCreation"]);
}

/** A service that learns a new property must not show every label as changed. */
function picked(record: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) =>
      record[name] === undefined || record[name] === null ? [] : [[name, record[name]]],
    ),
  );
}
