import { createHash } from "node:crypto";
import type { Values } from "../lifecycles/core/lifecycle";

/** A hash of inputs, whatever their order. */
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
