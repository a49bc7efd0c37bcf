import type { FieldWords, Wire } from "./field-words";

const flags =
  "isAutoInstallDuringOSUpgrade isAutoInstallOnApplicableSystems isDisclosureRestricted publishToWindows10s";
const information =
  "microsoftContact validationsPerformed affectedOems isRebootRequired isCoEngineered isForUnreleasedHardware hasUiSoftware businessJustification";
const chidStates = ["Added", "pendingAdd", "Unknown", "PendingRecovery", "Recovered"];

/** Shipping labels in the words of the service. */
export function labelsInTheField(words: FieldWords) {
  const { pick, anyCase, asIs, digits, filled, list, moment, or, stranger } = words;
  const { targetingOf } = targetingInTheField(words);

  const publishing = (value: Wire) => ({
    ...filled(flags, value),
    manualAcquisition: pick<unknown>(undefined, null, value.manualAcquisition),
    goLiveDate: or(value.goLiveDate, moment, "2026-03-01T12:00:00Z"),
    visibleToAccounts: or(value.visibleToAccounts, list, []),
    additionalInfoForMsApproval: or(
      value.additionalInfoForMsApproval,
      (info: Wire) => filled(information, info),
      filled(information, {}),
    ),
  });
  const recipient = (value: Wire) =>
    stranger({
      receiverPublisherId: digits(value.receiverPublisherId),
      enforceChidTargeting: or(value.enforceChidTargeting, asIs, false),
      blockDuaCreation: or(value.blockDuaCreation, asIs, false),
    });
  const published = { currentStep: "finalizePublishing", state: "completed", messages: null };

  return {
    ShippingLabel(inputs: Wire, id: string): Wire {
      return stranger({
        id,
        productId: inputs.productId,
        submissionId: inputs.submissionId,
        name: inputs.name,
        destination: anyCase(inputs.destination as string),
        publishingSpecifications: or(inputs.publishingSpecifications, publishing, {}),
        recipientSpecifications: or(inputs.recipientSpecifications, (value: Wire) =>
          pick<unknown>(recipient(value), [recipient(value)]),
        ),
        targeting: targetingOf((inputs.targeting ?? {}) as Wire),
        workflowStatus: pick<unknown>(null, published),
      });
    },
  };
}

function targetingInTheField({ pick, anyCase, digits, list, or, stranger }: FieldWords) {
  const release = (name: string) =>
    /^(19h1|nineteenh1)$/i.test(name) ? pick("19H1", "NineteenH1") : anyCase(name);
  const open = (names: readonly string[], nothing: unknown) =>
    pick<unknown>(undefined, null, {}, Object.fromEntries(names.map((name) => [name, nothing])));
  const releases = ({ flooring, ceiling }: Wire) =>
    stranger({ flooring: or(flooring, release, ""), ceiling: or(ceiling, release, "") });
  const builds = ({ flooringBuildNumber, ceilingBuildNumber }: Wire) =>
    stranger({
      flooringBuildNumber: or(flooringBuildNumber, digits, 0, "0"),
      ceilingBuildNumber: or(ceilingBuildNumber, digits, 0),
    });
  const hardwareId = (id: Record<string, string>) =>
    stranger({
      ...id,
      infId: anyCase(id.infId ?? ""),
      operatingSystemCode: anyCase(id.operatingSystemCode ?? ""),
      pnpString: anyCase(id.pnpString ?? ""),
      distributionState: "Added",
    });
  const target = ({ chid }: { chid: string }) => ({
    chid: anyCase(chid),
    distributionState: pick(...chidStates),
  });
  return {
    targetingOf: (value: Wire): Wire => ({
      hardwareIds: or(value.hardwareIds, (ids: Wire[]) => list(ids, hardwareId), []),
      chids: or(value.chids, (chids: Wire[]) => list(chids, target), []),
      restrictedToAudiences: or(value.restrictedToAudiences, (ids: string[]) => list(ids, anyCase), []),
      inServicePublishInfo: or(value.inServicePublishInfo, releases, open(["flooring", "ceiling"], "")),
      coEngDriverPublishInfo: or(
        value.coEngDriverPublishInfo,
        builds,
        open(["flooringBuildNumber", "ceilingBuildNumber"], 0),
      ),
    }),
  };
}
