import { productKind } from "../../kinds/product";
import { submissionKind } from "../../kinds/submission";
import { ignoringCase } from "./equality";
import type { Seen, Values } from "./lifecycle";

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

/** Such as "an attestation", to go before "product". */
export function withArticle(limit: Limit): string {
  return `${limit === "test-signed" ? "a" : "an"} ${limit}`;
}
