import { createHash } from "node:crypto";
import type { Values } from "../lifecycles/core/lifecycle";

/**
 * A hash of inputs, whatever their order. Stands in journals: the same inputs must give the same hash in every version of
 * this package, or what a killed run created would look edited. Therefore no library orders the keys here: none writes
 * an object as the list of its entries, as this has done from the beginning.
 */
export function fingerprint(inputs: Values): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(inputs)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
