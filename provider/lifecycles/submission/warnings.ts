import { ignoringCase } from "../core/equality";
import type { Seen, Values, Warning } from "../core/lifecycle";
import { limitOfSeen, withArticle } from "../core/signing-limit";

/** Of a derived submission that the service will hardly take. */
export function submissionWarnings({ productId, type }: Values, seen: Seen): Warning[] {
  const limit = ignoringCase(type) === "derived" ? limitOfSeen(productId, seen) : undefined;
  if (limit === undefined) return [];
  const message = `type: Dev Center takes no derived submission of ${withArticle(limit)} product. Declare a new Product, and an initial Submission of it.`;
  return [{ about: ["type", "productId"], message }];
}
