import { type Policies, PolicyPack } from "@pulumi/policy";
import { chosenIn, type DevCenterPolicyConfig } from "./configuration";
import { policyOf } from "./policy";

/**
 * The policies for a pack of your own: `new PolicyPack("acme", { policies: [...devCenterPolicies(), …] })`.
 *
 * @throws Error that names everything wrong with the configuration
 */
export function devCenterPolicies(config: DevCenterPolicyConfig = {}): Policies {
  return [...chosenIn(config)].map(([name, chosen]) => policyOf(name, chosen));
}

/**
 * A pack of these policies alone: `new DevCenterPolicies("devcenter", { all: "mandatory", "no-cabs": "advisory" })`.
 *
 * As with every pack, a process has one, and its version is that of the package.json in the folder of the pack.
 */
export class DevCenterPolicies extends PolicyPack {
  /** @throws Error that names everything wrong with the configuration */
  constructor(name = "devcenter", config: DevCenterPolicyConfig = {}) {
    super(name, {
      policies: devCenterPolicies(config),
      displayName: "Hardware Dev Center",
      description: "Personal information, the reach of drivers, and what Dev Center cannot take back.",
      provider: "devcenter",
    });
  }
}
