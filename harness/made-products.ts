import fc from "fast-check";
import { operatingSystemCodes, operatingSystemFamilies } from "../emulator/src/rules/operating-systems";
import { productTypes } from "../emulator/src/rules/product-types";
import { anyText } from "./hostile-texts";
import { type MadeLabel, madeLabels, metadataOver } from "./made-labels";

/** A product as somebody made it by hand. */
export interface MadeProduct {
  readonly body: object;
  readonly isExtensionInf: boolean;
  readonly isInbox: boolean;
  readonly submissions: readonly MadeSubmission[];
}

export interface MadeSubmission {
  readonly name: string;
  readonly stage: "uncommitted" | "received" | "running" | "failed" | "signed";
  readonly metadata: ReturnType<typeof metadataOver>;
  readonly lacksMetadata: boolean;
  /** Of a signed one. */
  readonly labels: readonly MadeLabel[];
}

const flag = fc.boolean();
const anyCase = (...words: string[]) =>
  fc.constantFrom(...words.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]));
const guid = fc.constantFrom(
  "00000000-1111-4222-8333-444444444444",
  "ABCDEF00-1111-4222-8333-444444444444",
  "812fac65-9c26-473c-b3a9-1eb3803ac22c",
);
const some = (of: Record<string, fc.Arbitrary<unknown>>) => fc.record(of, { requiredKeys: [] });
const multipath = {
  proprietaryName: anyText,
  proprietaryVersion: anyText,
  microsoftName: anyText,
  microsoftVersion: anyText,
};
const yes = fc.constant(true);
const attributes = fc.oneof(
  fc.constant({}),
  some({
    productVersion: anyText,
    supportLink: anyText,
    guestOs: anyText,
    maxProcessors: fc.integer({ min: 1, max: 64 }),
    maxMemory: fc.integer({ min: 1, max: 9999 }),
  }).map((svvp) => ({ svvp })),
  fc
    .tuple(
      fc.record({ ...multipath, usedProprietary: yes, usedMicrosoft: flag }),
      some({ isSES: flag, isSAFTE: flag, additionalInfo: anyText }),
    )
    .map(([one, other]) => ({ raidController: { ...one, ...other } })),
  some({ biosVersion: anyText, chipsetName: anyText, usedBootSupport: flag, supportsSector4K4K: flag }).map(
    (storageController) => ({ storageController }),
  ),
  fc
    .record({ usedBetterBoot: yes, uefiVersion: anyText, acpiVersion: anyText })
    .map((storageController) => ({ storageController })),
);

const body = fc.record(
  {
    productName: anyText,
    testHarness: anyCase("HLK", "hck", "Attestation", "notSet"),
    requestedSignatures: fc.uniqueArray(fc.constantFrom(...operatingSystemCodes), { maxLength: 5 }),
    selectedProductTypes: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...operatingSystemFamilies), fc.constantFrom(...productTypes)), {
        maxLength: 3,
        selector: ([family]) => family,
      })
      .map((entries) => Object.fromEntries(entries)),
    deviceType: anyCase("internal", "external", "internalExternal", "notSet"),
    marketingNames: fc.array(anyText, { maxLength: 4 }),
    announcementDate: fc.constantFrom("2026-12-01T00:00:00Z", "2027-03-09", "2026-12-01T10:30:00+02:00"),
    deviceMetadataIds: fc.uniqueArray(guid, { maxLength: 2 }),
    deviceMetadataCategory: anyText,
    packageType: anyText,
    firmwareVersion: fc.oneof(anyText, fc.constantFrom("1.2", "0", "")),
    isTestSign: flag,
    isFlightSign: flag,
    additionalAttributes: attributes,
  },
  { requiredKeys: ["productName", "testHarness", "requestedSignatures"] },
);

function submissionsOf(signatures: readonly string[], isExtensionInf: boolean, isInbox: boolean) {
  const metadata = fc.nat(1000).map((seed) => metadataOver(signatures, seed));
  return metadata.chain((file) =>
    fc.record({
      name: anyText,
      stage: fc.constantFrom(
        ...(["uncommitted", "received", "running", "failed", "signed", "signed"] as const),
      ),
      metadata: fc.constant(file),
      lacksMetadata: fc.nat(4).map((one) => one === 0),
      labels: madeLabels(file, { mustBeAutomatic: isExtensionInf, isOnlyShared: isInbox }),
    }),
  );
}

/** A product with its submissions and their labels. */
export const madeProduct: fc.Arbitrary<MadeProduct> = fc
  .record({
    body,
    isExtensionInf: fc.nat(5).map((one) => one === 0),
    isInbox: fc.nat(5).map((one) => one === 0),
  })
  .chain(({ body: one, isExtensionInf, isInbox }) => {
    const takesDerived = !/attestation/i.test(one.testHarness) && one.isTestSign !== true && !isExtensionInf;
    const submissions = fc.array(submissionsOf(one.requestedSignatures, isExtensionInf, isInbox), {
      maxLength: takesDerived ? 3 : 1,
    });
    return submissions.map((list) => ({ body: one, isExtensionInf, isInbox, submissions: list }));
  });
