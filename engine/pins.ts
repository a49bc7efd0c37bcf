import { coerce, gte } from "semver";

/**
 * What this repository runs Pulumi with: the pinned versions, and how a release is named on each
 * platform. Pure data and text; nothing here touches the disk or the network.
 */

/** The Pulumi CLI that is downloaded or built when the machine has none. */
export const CLI_VERSION = "3.250.0";

/**
 * The SDK release the Node.js language host is built from. It is older than the CLI on purpose: later
 * releases keep the host in a separate Go module that cannot be built as a dependency.
 */
export const LANGUAGE_HOST_VERSION = "3.68.0";

/** The oldest CLI on PATH that is used as it is. */
export const MINIMUM_CLI_VERSION = "3.150.0";

/** The oldest Go that can fetch by itself the tool chain which `engine/pulumi-cli/go.mod` asks for. */
export const MINIMUM_GO_VERSION = "1.21";

/** The programs that must lie in one folder before Pulumi can run a Node.js program with dynamic resources. */
export const ENGINE_PROGRAMS = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
  "pulumi-analyzer-policy",
] as const;

/** An operating system and a processor as Pulumi's release files name them. */
export interface Platform {
  readonly os: "linux" | "darwin" | "windows";
  readonly arch: "x64" | "arm64";
}

const OS_NAMES: Readonly<Record<string, Platform["os"]>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
};

/**
 * Translates Node's names into those of a Pulumi release.
 *
 * @returns undefined where Pulumi publishes no release.
 */
export function releasePlatform(nodePlatform: string, nodeArch: string): Platform | undefined {
  const os = OS_NAMES[nodePlatform];
  if (os === undefined || (nodeArch !== "x64" && nodeArch !== "arm64")) return undefined;
  // Windows runs programs for x64 on arm64 as well, and they are the ones with a sum.
  return { os, arch: os === "windows" ? "x64" : nodeArch };
}

/** The name of the cache folder: `v3.250.0-linux-x64`. */
export function engineFolderName(version: string, nodePlatform: string, nodeArch: string): string {
  return `v${version}-${nodePlatform}-${nodeArch}`;
}

/** A sum of a file: `algorithm`, and its hexadecimal digits. */
export interface Sum {
  readonly algorithm: "sha256" | "sha512";
  readonly digits: string;
}

/** Where an official release lies, and what it must be. */
export interface Release {
  readonly archiveName: string;
  readonly archiveUrl: string;
  readonly sum: Sum;
}

/**
 * The sums of the archives of {@link CLI_VERSION}. They are pinned here, and not downloaded, so that an attacker who controls the host
 * of the archives cannot forge both. From github.com/pulumi/homebrew-tap at f745989ee0f1, and for Windows from
 * github.com/ScoopInstaller/Main at e90be66312.
 */
const SUMS: Readonly<Record<string, Sum>> = {
  "darwin-arm64": sha256("dbd289ce3069cf567683252082e226aef533775f546df7286f64f3f36f5fda28"),
  "darwin-x64": sha256("8aa1615ed737022949d4050bf183ab37bce1f9cecb88877bc6636db82604e348"),
  "linux-arm64": sha256("deb4bf0d05b4cbaf3adcf82ffa44039ad0ebf039e33338ead8136877a437b4e5"),
  "linux-x64": sha256("8916fd36ccc96adbd45ca679194b685e3b767d94502ae05610878a6d9870b8f3"),
  "windows-x64": {
    algorithm: "sha512",
    digits:
      "83b36fe2063afd373a5e5bff0ec941bd1b6112b6b63aa5340ef3313b00495bd7" +
      "370fcbb85cbeed487d651fccca2cf1571d521932709a1631c6f053d6f986e72e",
  },
};

function sha256(digits: string): Sum {
  return { algorithm: "sha256", digits };
}

/** The release of {@link CLI_VERSION} for a platform. */
export function officialRelease({ os, arch }: Platform): Release {
  const sum = SUMS[`${os}-${arch}`];
  if (sum === undefined)
    throw new Error(`engine/pins.ts has no sum of Pulumi ${CLI_VERSION} for ${os}-${arch}`);
  const archiveName = `pulumi-v${CLI_VERSION}-${os}-${arch}.${os === "windows" ? "zip" : "tar.gz"}`;
  return { archiveName, archiveUrl: `https://get.pulumi.com/releases/sdk/${archiveName}`, sum };
}

/** The first version in a text such as `go version go1.26.1 linux/amd64` or `v3.250.0`, with its missing parts as 0. */
export function readVersion(text: string): string | undefined {
  return coerce(text)?.version;
}

/** Whether a version is at least another; both may lack their last parts. */
export function isAtLeast(version: string, minimum: string): boolean {
  return gte(coerce(version) ?? version, coerce(minimum) ?? minimum);
}
