import { productKind } from "../../kinds/product";
import { submissionKind } from "../../kinds/submission";
import { ignoringCase } from "../core/equality";
import type { Seen, Values, Warning } from "../core/lifecycle";
import { isAutomatic } from "../shipping-label/publishing-specifications";
import { whyReviewed } from "../shipping-label/reviewed-hardware-ids";
import { blockOutAt, reopened } from "./block-outs";

/** How the drivers of a product are signed, where that sets limits to what can become of them. */
export type Limit = "attestation" | "test-signed" | "extension";

/** Undefined: none, or nothing is known of the product yet. */
export function limitOf(product: Values = {}): Limit | undefined {
  if (product.isTestSign === true) return "test-signed";
  return ignoringCase(product.testHarness) === "attestation" ? "attestation" : undefined;
}

/** The same by the id of a product, and by what this run has seen of it. */
export function limitOfSeen(productId: unknown, seen: Seen): Limit | undefined {
  const limit = limitOf(seen(productKind.name).get(String(productId)));
  if (limit !== undefined) return limit;
  const extends_ = ([id, { isExtensionInf }]: [string, Values]) =>
    id.startsWith(`${String(productId)}/`) && isExtensionInf === true;
  return [...seen(submissionKind.name)].some(extends_) ? "extension" : undefined;
}

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
  const found = Object.entries(asObject(types)).find(([, type]) => ignoringCase(type) === "unclassified");
  if (found === undefined) return [];
  const message = `selectedProductTypes.${found[0]}: Microsoft reviews labels of an Unclassified product before it publishes them, which takes longer. Name the type of the device, where there is one.`;
  return [{ about: ["selectedProductTypes"], message }];
}

/** Of a derived submission that the service will hardly take. */
export function submissionWarnings({ productId, type }: Values, seen: Seen): Warning[] {
  const limit = ignoringCase(type) === "derived" ? limitOfSeen(productId, seen) : undefined;
  if (limit === undefined) return [];
  const message = `type: Dev Center takes no derived submission of ${withArticle(limit)} product. Declare a new Product, and an initial Submission of it.`;
  return [{ about: ["type", "productId"], message }];
}

function withArticle(limit: Limit): string {
  return `${limit === "test-signed" ? "a" : "an"} ${limit}`;
}

/** Of a label for Windows Update that Microsoft will hold back. */
export function labelWarnings(label: Values, seen: Seen): Warning[] {
  if (ignoringCase(label.destination) !== "windowsupdate") return [];
  const targeting = asObject(label.targeting);
  return [
    ...retailWarnings(label, targeting, seen),
    ...dateWarnings(asObject(label.publishingSpecifications)),
    ...hardwareIdWarnings(targeting.hardwareIds),
  ];
}

function retailWarnings({ productId }: Values, targeting: Values, seen: Seen): Warning[] {
  const limit = limitOfSeen(productId, seen);
  const { restrictedToAudiences: audiences } = targeting;
  const isRetail = audiences === undefined || (Array.isArray(audiences) && audiences.length === 0);
  if (!isRetail || limit === undefined || limit === "extension") return [];
  const message = `targeting.restrictedToAudiences: Windows Update offers the drivers of ${withArticle(limit)} product to test audiences only, and this label names none. Name an audience, or certify the driver by the HLK in a new Product.`;
  return [{ about: ["destination", "productId", "targeting"], message }];
}

function dateWarnings(specifications: Values): Warning[] {
  const { goLiveDate } = specifications;
  const blockOut = typeof goLiveDate === "string" ? blockOutAt(goLiveDate) : undefined;
  if (blockOut === undefined || isAutomatic(specifications) !== true) return [];
  const { why, from, to } = blockOut;
  const days = from === to ? `on ${from}` : `from ${from} to ${to}`;
  const message = `publishingSpecifications.goLiveDate: Microsoft releases no automatic driver ${days}, because of ${why}. Choose ${reopened(blockOut)} or later.`;
  return [{ about: ["publishingSpecifications"], message }];
}

function hardwareIdWarnings(hardwareIds: unknown): Warning[] {
  if (!Array.isArray(hardwareIds)) return [];
  const reviewed = hardwareIds.flatMap((id, index) => {
    const { pnpString, operatingSystemCode } = asObject(id);
    const isItanium = typeof operatingSystemCode === "string" && /_ia64_/i.test(operatingSystemCode);
    const why =
      (typeof pnpString === "string" ? whyReviewed(pnpString) : undefined) ??
      (isItanium ? "is for ia64" : undefined);
    return why === undefined ? [] : [`hardwareIds[${index}]: ${String(pnpString)} ${why}`];
  });
  const [first, ...others] = reviewed;
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const message = `targeting.${first}${more}. Microsoft reviews such a label before it publishes it, which takes longer. Target a hardware id with vendor, device and subsystem.`;
  return [{ about: ["targeting"], message }];
}

function asObject(value: unknown): Values {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Values) : {};
}
