import { isOlder, nodeFault } from "../api/node-version";

const manifest = require("../../package.json") as { name: string; peerDependencies: Record<string, string> };
const sdk = "@pulumi/pulumi";

/** Where a version of Pulumi's SDK can be asked for: the program's `require`, or that of the provider process. */
export type Requirer = (specifier: string) => unknown;

/**
 * Throws one sentence when Node.js or Pulumi's SDK is too old for this package. Whoever imports this imports it first,
 * for what comes next may not even load.
 *
 * An older SDK drops the inputs that a read gives: drift would neither show nor be repaired, without a word.
 */
export function checkRequirements(requireSdk: Requirer, node?: string): void {
  const fault = nodeFault(manifest.name, node) ?? sdkFault(requireSdk);
  if (fault !== undefined) throw unmet(fault);
}

function sdkFault(requireSdk: Requirer): string | undefined {
  const range = manifest.peerDependencies[sdk] ?? "";
  const floor = range.replace(/^\D+/, "");
  const install = `Run: npm install "${sdk}@${range}"`;
  let version: string;
  try {
    ({ version } = requireSdk(`${sdk}/version`) as { version: string });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    return `${manifest.name} needs ${sdk} ${floor} or later, and this project has none. ${install}`;
  }
  if (!isOlder(version, floor)) return undefined;
  return `${manifest.name} needs ${sdk} ${floor} or later, and this project has ${version}, with which Pulumi neither shows nor repairs drift. ${install}`;
}

/** Pulumi shows the message of such an error, and no stack. */
function unmet(message: string): Error {
  return Object.assign(new Error(message), {
    stack: message,
    __pulumiRunError: true,
    toString: () => "Error",
  });
}
