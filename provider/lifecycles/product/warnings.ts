import { ignoringCase } from "../core/equality";
import type { Values, Warning } from "../core/lifecycle";
import { limitOf } from "../core/signing-limit";

/** What a product cannot do by the way it is signed, and what has no type. */
export function productWarnings(product: Values): Warning[] {
  const of: Readonly<Record<string, string>> = {
    attestation:
      "testHarness: an attestation product takes no derived submission, and Windows Update offers its drivers to test audiences only. For a retail release certify the driver by the HLK (testHarness hlk).",
    "test-signed":
      "isTestSign: a test-signed product takes no derived submission, and its drivers load only where test signing is on. For a release declare a Product without isTestSign.",
  };
  const message = of[limitOf(product) ?? ""];
  const about = ["testHarness", "isTestSign"];
  return [
    ...(message === undefined ? [] : [{ about, message }]),
    ...unclassified(product.selectedProductTypes),
  ];
}

function unclassified(types: unknown): Warning[] {
  const found = Object.entries((types ?? {}) as Values).find(
    ([, type]) => ignoringCase(type) === "unclassified",
  );
  if (found === undefined) return [];
  const message = `selectedProductTypes.${found[0]}: Microsoft reviews labels of an Unclassified product before it publishes them, which takes longer. Name the type of the device, where there is one.`;
  return [{ about: ["selectedProductTypes"], message }];
}
