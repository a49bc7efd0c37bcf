import { notKnownYet } from "pulumi-devcenter/internal/lifecycles";
import { broken, kept, noSettings, rule, undecided } from "./rule";

export const protectProducts = rule({
  description:
    "A product is protected: Dev Center cannot delete it, and a replacement makes another one beside it.",
  kind: "Product",
  effect: "irrevocable",
  properties: [],
  severity: "high",
  remedy: "Give it the resource option protect: true.",
  settings: noSettings,
  judge: ({ isProtected }) => (isProtected ? kept : broken("It is not protected.")),
});

/**
 * A policy sees what is declared, not what the engine makes of it. But the engine refuses to replace what is protected,
 * was protected before, and stays so.
 */
export const noInitialReplacement = rule({
  description:
    "An initial submission is protected, so that it cannot be replaced: a product has one, for ever.",
  kind: "Submission",
  effect: "irrevocable",
  properties: ["type"],
  severity: "high",
  remedy: "Give it the resource option protect: true.",
  settings: noSettings,
  judge({ values: { type }, isProtected }) {
    if (isProtected) return kept;
    if (type === notKnownYet) return undecided;
    return String(type).toLowerCase() === "initial" ? broken("It is not protected.") : kept;
  },
});
