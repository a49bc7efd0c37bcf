import { createRequire } from "node:module";
import { checkRequirements } from "./requirements";

// The provider process runs the SDK of the project, which need not be the one that this package would find.
const main = require.main?.filename ?? "";
const isOfPulumi = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]dynamic-provider[\\/]/.test(main);

/** Whether this is a provider process that Pulumi has started. */
export const isProviderProcess = isOfPulumi;

checkRequirements(isOfPulumi ? () => createRequire(main)("../../version") : require);
