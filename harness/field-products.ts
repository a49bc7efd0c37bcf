import type { FieldWords, Wire } from "./field-words";

const storageController =
  "biosVersion firmwareVersion driverVersion driverName deviceVersion chipsetName usedProprietary proprietaryName proprietaryVersion usedMicrosoft usedBootSupport usedBetterBoot uefiVersion supportsSector4K512E supportsSector4K4K supportsDifferential";
const svvp = "productVersion supportLink guestOs processorArchitecture maxProcessors maxMemory";

/** Products and submissions in the words of the service. */
export function productsInTheField(words: FieldWords) {
  return {
    Product: (inputs: Wire, id: string) => productIn(words, inputs, id),
    Submission: (inputs: Wire, id: string) => submissionIn(words, inputs, id),
  };
}

function attributesIn({ filled, pick, stranger }: FieldWords, given: Record<string, Wire | undefined>): Wire {
  const storage = filled(storageController, given.storageController);
  const virtual = filled(svvp, given.svvp);
  return stranger({
    storageController: given.storageController ? storage : pick<unknown>(undefined, null, storage),
    raidController: pick<unknown>(undefined, null, {}),
    svvp: given.svvp ? virtual : pick<unknown>(null, virtual),
  });
}

// What a program leaves empty, the service may fill in.
function signaturesIn({ anyCase, list, pick }: FieldWords, signatures: readonly string[]): unknown {
  if (signatures.length > 0) return list(signatures, anyCase);
  return pick<unknown>([], null, ["WINDOWS_v100_X64_GE_FULL"]);
}

function typesIn({ anyCase, pick }: FieldWords, types: Wire): unknown {
  const entries = Object.entries(types);
  if (entries.length === 0) return pick<unknown>(undefined, null, {}, { windows_v100: "Unclassified" });
  return Object.fromEntries(entries.map(([family, type]) => [anyCase(family), type]));
}

function productIn(words: FieldWords, inputs: Wire, id: string): Wire {
  const { pick, anyCase, asIs, list, moment, or, stranger } = words;
  return stranger({
    id,
    sharedProductId: pick<unknown>(null, "1152921504607010608"),
    isCommitted: pick<unknown>(false, null),
    productName: inputs.productName,
    testHarness: anyCase(inputs.testHarness as string),
    requestedSignatures: signaturesIn(words, inputs.requestedSignatures as string[]),
    selectedProductTypes: typesIn(words, (inputs.selectedProductTypes ?? {}) as Wire),
    deviceType: or(inputs.deviceType, anyCase, "notSet", "NotSet"),
    marketingNames: or(inputs.marketingNames, list, []),
    announcementDate: or(inputs.announcementDate, moment, "2018-01-01T00:00:00"),
    deviceMetadataIds: or(inputs.deviceMetadataIds, list, []),
    deviceMetadataCategory: or(inputs.deviceMetadataCategory, (text) =>
      pick<unknown>(anyCase(text), undefined, null),
    ),
    packageType: or(inputs.packageType, (text) => pick<unknown>(anyCase(text), undefined, "")),
    firmwareVersion: or(inputs.firmwareVersion, asIs, "", "0"),
    isTestSign: or(inputs.isTestSign, asIs, false),
    isFlightSign: or(inputs.isFlightSign, asIs, false),
    additionalAttributes: attributesIn(words, (inputs.additionalAttributes ?? {}) as never),
  });
}

function submissionIn({ pick, anyCase, or, stranger }: FieldWords, inputs: Wire, id: string): Wire {
  const metadata = { type: anyCase("driverMetadata"), url: "https://blobs.example/metadata" };
  return stranger({
    id,
    productId: inputs.productId,
    name: inputs.name,
    type: or(inputs.type, anyCase),
    commitStatus: anyCase("commitPending"),
    isExtensionInf: pick<unknown>(undefined, null, false),
    workflowStatus: pick<unknown>(undefined, null),
    downloads: stranger({ items: [metadata] }),
  });
}
