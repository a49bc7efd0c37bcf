import { isJsonObject, type JsonObject } from "../http/json";
import { orEmpty, rewritten, type Variants } from "./variants";

const flags = {
  isAutoInstallDuringOSUpgrade: false,
  isAutoInstallOnApplicableSystems: false,
  isDisclosureRestricted: false,
  publishToWindows10s: false,
  additionalInfoForMsApproval: { microsoftContact: "", affectedOems: [], isRebootRequired: false },
};
const sharing = { enforceChidTargeting: false, blockDuaCreation: false };

function publishingInTheField(
  given: unknown,
  { withDefaults: filled, list, pick, withUnknownProperty: stranger }: Variants,
  createdAt: string | undefined,
): unknown {
  if (!isJsonObject(given)) return pick<unknown>(null, {});
  const { visibleToAccounts = [], goLiveDate = pick(null, createdAt) } = given;
  const textId = (id: unknown) => pick<unknown>(id, String(id));
  return stranger(
    filled({ ...given, goLiveDate, visibleToAccounts: list(visibleToAccounts, textId) }, flags),
  );
}

function recipientInTheField(
  given: unknown,
  { digits, withDefaults: filled, pick, withUnknownProperty: stranger }: Variants,
): unknown {
  if (!isJsonObject(given)) return pick<unknown>(null, undefined);
  const recipient = stranger(filled(rewritten(given, { receiverPublisherId: digits }), sharing));
  // The documentation's table calls it a list.
  return pick<unknown>(recipient, [recipient]);
}

function rangesInTheField(targeting: JsonObject, { anyCase, digits, pick }: Variants): JsonObject {
  const { inServicePublishInfo, coEngDriverPublishInfo } = targeting;
  const release = (name: unknown) => {
    if (name === undefined || name === null) return pick<unknown>("", null);
    return String(name).toUpperCase() === "19H1" ? pick("19H1", "NineteenH1") : anyCase(name);
  };
  const build = (number: unknown) => (number ? digits(number) : pick<unknown>(0, "0", null));
  const { flooring, ceiling } = orEmpty(inServicePublishInfo);
  const { flooringBuildNumber, ceilingBuildNumber } = orEmpty(coEngDriverPublishInfo);
  const releases = { flooring: release(flooring), ceiling: release(ceiling) };
  const builds = {
    flooringBuildNumber: build(flooringBuildNumber),
    ceilingBuildNumber: build(ceilingBuildNumber),
  };
  return {
    inServicePublishInfo: inServicePublishInfo ? releases : pick<unknown>(releases, {}, null),
    coEngDriverPublishInfo: coEngDriverPublishInfo ? builds : pick<unknown>(builds, {}, null),
  };
}

/** Microsoft can recover computers from a driver: the label still targets them. */
function chidInTheField(chid: JsonObject, { anyCase, pick }: Variants): JsonObject {
  const { distributionState: state } = chid;
  const isThere = state === "Added";
  return {
    chid: anyCase(chid.chid),
    distributionState: isThere
      ? pick("added", "Added", "Unknown", "PendingRecovery", "Recovered")
      : anyCase(state),
  };
}

function targetingInTheField(targeting: JsonObject, words: Variants): JsonObject {
  const { anyCase, list, withUnknownProperty: stranger } = words;
  const hardwareId = (id: unknown) =>
    stranger(
      rewritten(orEmpty(id), {
        infId: anyCase,
        operatingSystemCode: anyCase,
        pnpString: anyCase,
        distributionState: anyCase,
      }),
    );
  return {
    ...targeting,
    hardwareIds: list(targeting.hardwareIds, hardwareId),
    chids: list(targeting.chids, (chid) => chidInTheField(orEmpty(chid), words)),
    restrictedToAudiences: list(targeting.restrictedToAudiences, anyCase),
    ...rangesInTheField(targeting, words),
  };
}

/** A label as the field has it. */
export function labelInTheField(
  value: JsonObject,
  words: Variants,
  createdAt: string | undefined,
): JsonObject {
  const { anyCase, pick, withUnknownProperty: stranger } = words;
  const status = (of: unknown) => {
    const workflow = orEmpty(of);
    return { ...workflow, currentStep: anyCase(workflow.currentStep), state: anyCase(workflow.state) };
  };
  return stranger({
    ...rewritten(value, {
      destination: anyCase,
      workflowStatus: status,
      links: (links) => pick(links, null),
      targeting: (of) => targetingInTheField(orEmpty(of), words),
    }),
    publishingSpecifications: publishingInTheField(value.publishingSpecifications, words, createdAt),
    recipientSpecifications: recipientInTheField(value.recipientSpecifications, words),
  });
}

/** A malformed row that lists contain. */
export const oddLabel: JsonObject = {
  id: 9900000000000000001n,
  name: 7,
  destination: "windowsInsider",
  publishingSpecifications: "none",
  recipientSpecifications: null,
  workflowStatus: 3,
};
