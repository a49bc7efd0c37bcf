import { isEqual } from "../core/equality";
import type { OnChange, Values } from "../core/lifecycle";
import { decimalId, flag, kept, listOf, moment, object, required, text, unwatched } from "../core/shape";

/** How Windows Update is to offer a driver, checked. */
export interface PublishingSpecifications extends Values {
  readonly visibleToAccounts?: readonly string[];
}

const additionalInfo = {
  microsoftContact: text(),
  validationsPerformed: text(),
  affectedOems: listOf(text(), "a list of names", "of nobody"),
  isRebootRequired: flag(),
  isCoEngineered: flag(),
  isForUnreleasedHardware: flag(),
  hasUiSoftware: flag(),
  businessJustification: text(),
};

const publishing = {
  goLiveDate: moment(),
  visibleToAccounts: listOf(
    decimalId("the id of a seller, such as 27691110"),
    "a list of ids of sellers",
    "of nobody",
  ),
  isAutoInstallDuringOSUpgrade: flag(),
  isAutoInstallOnApplicableSystems: flag(),
  // It follows from the automatic installations, so no difference of it is one.
  manualAcquisition: unwatched(flag()),
  isDisclosureRestricted: flag(),
  publishToWindows10s: flag(),
  additionalInfoForMsApproval: object(
    additionalInfo,
    `an object with ${Object.keys(additionalInfo).join(", ")}`,
  ),
};

/** Whether Windows Update installs the driver by itself; undefined while that is not known yet. */
export function isAutomatic(specifications: Values): boolean | undefined {
  const { isAutoInstallDuringOSUpgrade, isAutoInstallOnApplicableSystems } = specifications;
  const flags = [isAutoInstallDuringOSUpgrade, isAutoInstallOnApplicableSystems];
  if (flags.includes(true)) return true;
  return flags.some((value) => typeof value === "symbol") ? undefined : false;
}

/** The service demands what follows from the automatic installations anyhow. */
function withAcquisition(specifications: Values): PublishingSpecifications {
  return {
    ...specifications,
    manualAcquisition: specifications.manualAcquisition ?? isAutomatic(specifications) === false,
  };
}

export const publishingSpecifications = kept(
  object(publishing, `an object with ${Object.keys(publishing).join(", ")}`),
  withAcquisition,
);

/**
 * What the service shows, as a program would declare it.
 *
 * @param known the program's own, which leaves out the date that the service sets by itself
 */
export function publishingInputs(record: Values | undefined, known: unknown): Values | undefined {
  if (record === undefined) return undefined;
  const { additionalInfoForMsApproval: info, ...rest } = picked(record, Object.keys(publishing));
  const { goLiveDate, ...undated } = rest;
  const isUndated = known !== null && typeof known === "object" && !(known as Values).goLiveDate;
  return {
    ...(isUndated ? undated : rest),
    ...(info !== null && typeof info === "object"
      ? { additionalInfoForMsApproval: picked(info as Values, Object.keys(additionalInfo)) }
      : {}),
  };
}

const recipient = {
  receiverPublisherId: required(decimalId("the id of the receiving seller, such as 27691110")),
  enforceChidTargeting: flag(),
  blockDuaCreation: flag(),
};

/** Whom a submission is shared with, checked. */
export interface RecipientSpecifications extends Values {
  readonly blockDuaCreation?: boolean;
}

export const recipientSpecifications = object(recipient, `{ ${Object.keys(recipient).join(", ")} }`);

/** Whether the receiver may make DUA packages can be switched on a label that exists; nothing else can. */
export function recipientOnChange(olds: Values, news: Values): OnChange {
  if (Array.isArray(olds.refusedInPlace)) return "replace";
  if (typeof news.recipientSpecifications === "symbol") return "update";
  const [before, after] = [olds.recipientSpecifications, news.recipientSpecifications].map((value) =>
    value !== null && typeof value === "object" ? { ...value, blockDuaCreation: undefined } : value,
  );
  return before && isEqual(recipientSpecifications.same, before, after) ? "update" : "replace";
}

/** What the service shows, as a program would declare it. */
export function recipientInputs(record: Values | undefined): Values | undefined {
  return record && picked(record, Object.keys(recipient));
}

/** A service that learns a new property must not show every label as changed. */
function picked(record: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) =>
      record[name] === undefined || record[name] === null ? [] : [[name, record[name]]],
    ),
  );
}
