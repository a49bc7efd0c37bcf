import { noInitialReplacement, protectProducts } from "./lasting-rules";
import { callbackHostAllowed, lookBackAtMost, noCabs, noDeviceIdentity } from "./personal-rules";
import {
  audienceRequired,
  goLiveOutsideBlockOuts,
  noAttestationToRetail,
  noAutomaticInstall,
} from "./reach-rules";
import type { Rule } from "./rule";

/** Every rule by the name of its policy, which is in the configuration of users. */
export const rules = {
  "no-device-identity": noDeviceIdentity,
  "no-cabs": noCabs,
  "look-back-at-most": lookBackAtMost,
  "callback-host-allowed": callbackHostAllowed,
  "audience-required": audienceRequired,
  "no-automatic-install": noAutomaticInstall,
  "go-live-outside-block-outs": goLiveOutsideBlockOuts,
  "no-attestation-to-retail": noAttestationToRetail,
  "protect-products": protectProducts,
  "no-initial-replacement": noInitialReplacement,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;
export const ruleNames = Object.keys(rules) as RuleName[];
