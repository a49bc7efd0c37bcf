import { z } from "zod";
import type { JsonObject } from "../http/json";
import { anyCase, knownOrAlike } from "./any-case";
import { type Checked, checkInput } from "./input-faults";
import { operatingSystemCodes, operatingSystemFamilies } from "./operating-systems";
import { productTypes } from "./product-types";

const text = z.string();
const flag = z.boolean();

// Codes newer than the documentation are in use, so its pattern counts, not its list alone.
const windowsPattern = /^windows_v\d+\w*$/i;

function needs(flagName: string, names: readonly string[]) {
  return (value: JsonObject, context: z.core.$RefinementCtx) => {
    for (const name of value[flagName] === true ? names : []) {
      if (value[name] === undefined) {
        context.addIssue({
          code: "custom",
          path: [name],
          message: `is needed when ${flagName} is true`,
          input: value,
        });
      }
    }
  };
}

const multipath = {
  usedProprietary: flag,
  proprietaryName: text,
  proprietaryVersion: text,
  usedMicrosoft: flag,
  microsoftName: text,
  microsoftVersion: text,
};

const storageController = z
  .strictObject({
    biosVersion: text,
    firmwareVersion: text,
    driverVersion: text,
    driverName: text,
    deviceVersion: text,
    chipsetName: text,
    ...multipath,
    usedBootSupport: flag,
    usedBetterBoot: flag,
    uefiVersion: text,
    acpiVersion: text,
    supportsSector4K512E: flag,
    supportsSector4K4K: flag,
    supportsDifferential: flag,
  })
  .partial()
  .superRefine(needs("usedProprietary", ["proprietaryName", "proprietaryVersion"]))
  .superRefine(needs("usedMicrosoft", ["microsoftName", "microsoftVersion"]))
  .superRefine(needs("usedBetterBoot", ["uefiVersion", "acpiVersion"]));

const raidController = z
  .strictObject({
    firmwareVersion: text,
    filterVersion: text,
    driverVersion: text,
    ...multipath,
    isThirdPartyNeeded: flag,
    isSES: flag,
    isSAFTE: flag,
    additionalInfo: text,
  })
  .partial()
  .superRefine(needs("usedProprietary", ["proprietaryName", "proprietaryVersion"]))
  .superRefine(needs("usedMicrosoft", ["microsoftName", "microsoftVersion"]));

const svvp = z
  .strictObject({
    productVersion: text,
    supportLink: text,
    guestOs: text,
    processorArchitecture: text,
    maxProcessors: z.int(),
    maxMemory: z.int(),
  })
  .partial();

const productName = text.min(1, "must not be empty");
const dateAndTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const announcementDate = text.refine(
  (value) => dateAndTime.test(value) && !Number.isNaN(Date.parse(value)),
  "is not a date and time",
);
const marketingNames = z.array(text);

const product = z.strictObject({
  productName,
  testHarness: anyCase(["hlk", "hck", "attestation", "notset"], "test harness"),
  requestedSignatures: z.array(
    knownOrAlike(operatingSystemCodes, "known operating system code", windowsPattern),
  ),
  announcementDate: announcementDate.optional(),
  deviceMetadataIds: z.array(z.guid("is not a GUID")).optional(),
  deviceMetadataCategory: text.optional(),
  firmwareVersion: text.optional(),
  deviceType: anyCase(["internal", "external", "internalExternal", "notSet"], "device type").optional(),
  isTestSign: flag.optional(),
  isFlightSign: flag.optional(),
  marketingNames: marketingNames.optional(),
  selectedProductTypes: z
    .record(
      knownOrAlike(operatingSystemFamilies, "known operating system family", windowsPattern),
      anyCase(productTypes, "product type"),
    )
    .optional(),
  additionalAttributes: z.strictObject({ storageController, raidController, svvp }).partial().optional(),
  packageType: text.optional(),
});

const productPatch = z
  .strictObject({ productName, marketingNames, announcementDate })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "nothing to update");

/** The body of a product's creation, once checked. */
export type CheckedProduct = z.infer<typeof product>;
/** The body of a product's update, once checked. */
export type CheckedProductPatch = z.infer<typeof productPatch>;

/** Holds the body of a product's creation against the rules. */
export function checkProduct(input: unknown): Checked<CheckedProduct> {
  return checkInput(product, input);
}

/** Holds the body of a product's update against the rules: three properties can change. */
export function checkProductPatch(input: unknown): Checked<CheckedProductPatch> {
  return checkInput(productPatch, input);
}
