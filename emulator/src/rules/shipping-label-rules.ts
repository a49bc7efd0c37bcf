import { z } from "zod";
import { canonical } from "./any-case";
import { type Checked, checkInput } from "./input-faults";
import { type CheckedLabelPatch, targeting, targetingPatch } from "./targeting-rules";

const text = z.string();
const flag = z.boolean();
const sellerId = z.union([z.int(), z.bigint()], "is not the id of a seller, written as a number");
const goLiveDate = text.refine((value) => !Number.isNaN(Date.parse(value)), "is not a date and time");

const additionalInfoForMsApproval = z
  .strictObject({
    microsoftContact: text,
    validationsPerformed: text,
    affectedOems: z.array(text),
    isRebootRequired: flag,
    isCoEngineered: flag,
    isForUnreleasedHardware: flag,
    hasUiSoftware: flag,
    businessJustification: text,
  })
  .partial();

const publishingSpecifications = z
  .strictObject({
    goLiveDate,
    visibleToAccounts: z.array(sellerId),
    isAutoInstallDuringOSUpgrade: flag,
    isAutoInstallOnApplicableSystems: flag,
    manualAcquisition: flag,
    isDisclosureRestricted: flag,
    publishToWindows10s: flag,
    additionalInfoForMsApproval,
  })
  .partial()
  .superRefine((value, context) => {
    const automatic = isAutomatic(value);
    const issue = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message, input: value });
    if (automatic && value.manualAcquisition === true) {
      issue("manualAcquisition", "must be false when either automatic installation is true");
    }
    if (!automatic && value.manualAcquisition !== true) {
      issue("manualAcquisition", "must be true when both automatic installations are false");
    }
    if (automatic && value.additionalInfoForMsApproval === undefined) {
      issue("additionalInfoForMsApproval", "is needed when either automatic installation is true");
    }
  });

const recipientSpecifications = z.strictObject({
  receiverPublisherId: text.regex(/^\d+$/, "is not the id of a publisher, written as a string"),
  enforceChidTargeting: flag.optional(),
  blockDuaCreation: flag.optional(),
});

const shippingLabel = z
  .strictObject({
    name: text.min(1, "must not be empty"),
    destination: canonical(["windowsUpdate", "anotherPartner"], "destination"),
    publishingSpecifications: publishingSpecifications.optional(),
    recipientSpecifications: recipientSpecifications.optional(),
    targeting: targeting.optional(),
  })
  .superRefine((label, context) => {
    const issue = (name: string, message: string) =>
      context.addIssue({ code: "custom", path: [name], message, input: label });
    const publishes = label.destination === "windowsUpdate";
    const [needed, idle] = publishes
      ? (["publishingSpecifications", "recipientSpecifications"] as const)
      : (["recipientSpecifications", "publishingSpecifications"] as const);
    if (label[needed] === undefined) {
      issue(needed, `is needed when destination is ${label.destination}`);
    }
    if (label[idle] !== undefined) issue(idle, `has no place when destination is ${label.destination}`);
    if (publishes && !label.targeting?.hardwareIds?.length) {
      issue("targeting.hardwareIds", "at least one hardware id is needed to publish");
    }
  });

/** The body of a label's creation, once checked. */
export type CheckedShippingLabel = z.infer<typeof shippingLabel>;

/** Whether Windows Update is to install a driver by itself. */
export function isAutomatic({
  isAutoInstallDuringOSUpgrade,
  isAutoInstallOnApplicableSystems,
}: Partial<Record<"isAutoInstallDuringOSUpgrade" | "isAutoInstallOnApplicableSystems", unknown>>): boolean {
  return isAutoInstallDuringOSUpgrade === true || isAutoInstallOnApplicableSystems === true;
}

/** Holds the body of a label's creation against the rules that need nothing but itself. */
export function checkShippingLabel(input: unknown): Checked<CheckedShippingLabel> {
  return checkInput(shippingLabel, input);
}

/** Holds the body of a label's update against the rules: its targeting can change, and whether a receiver makes DUA packages. */
export function checkShippingLabelPatch(input: unknown): Checked<CheckedLabelPatch> {
  return checkInput(targetingPatch, input);
}
