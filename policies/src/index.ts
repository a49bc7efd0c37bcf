export type { DevCenterPolicyConfig, Level } from "./configuration";
export { DevCenterPolicies, devCenterPolicies } from "./pack";
