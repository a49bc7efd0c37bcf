import type { Emulator, HardwareId } from "devcenter-emulator";
import { at, call } from "./dev-center-client";
import { combinationsOf } from "./driver-metadata-file";
import { hardwareIdsOf, metadataOf, minuteMs, type Release, release } from "./driver-release";
import type { Doomed, RefusalRow } from "./refusal-row";
import { automatic, publishing, sampleChid, sharing } from "./sample-labels";

const state = "requestInvalidForCurrentState";
const invalid = "invalidInput";

function productIdOf({ submissions }: Release): string {
  return submissions.split("/").at(-2) ?? "";
}

async function creation(emulator: Emulator, changes: object = {}): Promise<Doomed> {
  const released = await release(emulator);
  const body = publishing(await hardwareIdsOf(emulator, released), changes);
  return { method: "POST", path: `${released.path}/shippingLabels`, body };
}

/** A label that was created this many minutes ago. */
async function existing(emulator: Emulator, minutes: number, body?: object): Promise<string> {
  const doomed = await creation(emulator);
  const made = await call(emulator, "POST", doomed.path, { body: body ?? doomed.body });
  emulator.clock.advance(minutes * minuteMs);
  return `${doomed.path}/${at(made.body, "id")}`;
}

async function editedCreation(emulator: Emulator, patch: object): Promise<Doomed> {
  const released = await release(emulator);
  const body = publishing(await hardwareIdsOf(emulator, released));
  emulator.edit("product", productIdOf(released), patch);
  return { method: "POST", path: `${released.path}/shippingLabels`, body };
}

async function olderSystem(emulator: Emulator): Promise<Doomed> {
  const released = await release(emulator);
  const all = combinationsOf(await metadataOf(emulator, released));
  const hardwareIds = all.filter(({ operatingSystemCode }) => operatingSystemCode === "WINDOWS_VISTA");
  const body = publishing([], { targeting: { hardwareIds, chids: [{ chid: sampleChid }] } });
  return { method: "POST", path: `${released.path}/shippingLabels`, body };
}

async function withTargeting(
  emulator: Emulator,
  targetingOf: (ids: HardwareId[]) => object,
): Promise<Doomed> {
  const released = await release(emulator);
  const targeting = targetingOf(await hardwareIdsOf(emulator, released));
  return { method: "POST", path: `${released.path}/shippingLabels`, body: publishing([], { targeting }) };
}

/** Refusals by the state of the submission, the product or the label. */
const stateRows: RefusalRow[] = [
  {
    what: "a label before the submission is prepared",
    status: 400,
    code: state,
    message: "Submission isn't yet ready to create shipping label. Retry after some time.",
    arrange: async (emulator) => {
      const { path } = await release(emulator, 6);
      return { method: "POST", path: `${path}/shippingLabels`, body: sharing("27691110") };
    },
  },
  {
    what: "a label on a shared product",
    status: 403,
    code: "readOnlyProduct",
    message: "Can't create a shipping label for a shared product",
    arrange: (emulator) => editedCreation(emulator, { originType: "shared" }),
  },
  {
    what: "a publishing label for an inbox driver or a system",
    status: 400,
    code: state,
    message:
      "Can't create Publishing shipping label for inbox or system type. One can only share the shipping label.",
    arrange: (emulator) => editedCreation(emulator, { inboxOrSystem: true }),
  },
  {
    what: "an update of a label whose workflow is in progress",
    status: 400,
    code: invalid,
    message: "Can't update the shipping label when another workflow is in progress. Try again.",
    arrange: async (emulator) => {
      const body = { targeting: { restrictedToAudiences: [] } };
      return { method: "PATCH", path: await existing(emulator, 5), body };
    },
  },
  {
    what: "the cancellation of a label that is not approved yet",
    status: 400,
    code: state,
    message: "Can only cancel a shipping label in Microsoft Approval or Gradual Rollout.",
    arrange: async (emulator) => ({ method: "PUT", path: `${await existing(emulator, 5)}/cancel` }),
  },
  {
    what: "the cancellation of a label that is published",
    status: 400,
    code: state,
    message: "Can only cancel a shipping label in Microsoft Approval or Gradual Rollout.",
    arrange: async (emulator) => ({ method: "PUT", path: `${await existing(emulator, 60)}/cancel` }),
  },
  {
    what: "the cancellation of a label that shares",
    status: 400,
    code: state,
    message: "Can't cancel a shared shipping label.",
    arrange: async (emulator) => ({
      method: "PUT",
      path: `${await existing(emulator, 5, sharing("27691110"))}/cancel`,
    }),
  },
];

function inputRow(what: string, target: string, message: string, changes: object): RefusalRow {
  const arrange = (emulator: Emulator) => creation(emulator, changes);
  return { what, status: 400, code: invalid, target, message, arrange };
}

const specifications = "publishingSpecifications";

/** Refusals of what a label says. */
const inputRows: RefusalRow[] = [
  {
    what: "an extension driver that is not installed by itself",
    status: 400,
    code: invalid,
    target: specifications,
    message:
      "Extension drivers must be published as an Automatic update. Either of isAutoInstallDuringOSUpgrade or isAutoInstallOnApplicableSystems must be true.",
    arrange: (emulator) => editedCreation(emulator, { isExtensionInf: true }),
  },
  {
    what: "CHIDs for systems before Windows 10",
    status: 400,
    code: invalid,
    target: "targetingInfo.chids",
    message: "CHIDs are allowed only when HardwareIds are for operating systems Windows 10 and later.",
    arrange: olderSystem,
  },
  {
    what: "a CHID that is no GUID",
    status: 400,
    code: invalid,
    target: "targetingInfo.chids",
    message: '"x" is not a GUID',
    arrange: (emulator) =>
      withTargeting(emulator, (hardwareIds) => ({ hardwareIds, chids: [{ chid: "x" }] })),
  },
  {
    what: "a hardware id that is not in the metadata",
    status: 400,
    code: invalid,
    target: "targeting.hardwareIds",
    message: "is not a valid combination for this submission",
    arrange: (emulator) =>
      withTargeting(emulator, ([id]) => ({ hardwareIds: [{ ...id, infId: "other.inf" }] })),
  },
  inputRow("a label that publishes without saying how", specifications, "is needed when", {
    publishingSpecifications: undefined,
  }),
  inputRow("a label that shares without a receiver", "recipientSpecifications", "is needed when", {
    ...sharing("1"),
    publishingSpecifications: undefined,
    recipientSpecifications: undefined,
  }),
  inputRow("an unknown property", "color", "is not a known property", { color: "red" }),
  inputRow(
    "automatic installation that asks the user",
    `${specifications}.manualAcquisition`,
    "must be false",
    {
      publishingSpecifications: { ...automatic, manualAcquisition: true },
    },
  ),
  inputRow(
    "neither automatic nor manual installation",
    `${specifications}.manualAcquisition`,
    "must be true",
    {
      publishingSpecifications: { manualAcquisition: false },
    },
  ),
  inputRow(
    "automatic installation without information for approval",
    `${specifications}.additionalInfoForMsApproval`,
    "is needed when",
    { publishingSpecifications: { ...automatic, additionalInfoForMsApproval: undefined } },
  ),
  {
    what: "both ranges at once",
    status: 400,
    code: invalid,
    target: "targeting",
    message: "not both",
    arrange: (emulator) =>
      withTargeting(emulator, (hardwareIds) => ({
        hardwareIds,
        inServicePublishInfo: { flooring: "RS1" },
        coEngDriverPublishInfo: { flooringBuildNumber: 17135 },
      })),
  },
];

/** Every functional refusal of shipping labels. */
export const labelRefusals: readonly RefusalRow[] = [...stateRows, ...inputRows];
