/**
 * What this repository runs Pulumi with: the pinned versions, and how a release is named on each
 * platform. Pure data and text; nothing here touches the disk or the network.
 */

/** The Pulumi CLI that is downloaded or built when the machine has none. */
export const CLI_VERSION = "3.250.0";

/**
 * The SDK release the Node.js language host is built from. It is older than the CLI on purpose: later
 * releases keep the host in a Go module of its own that cannot be built as a dependency.
 */
export const LANGUAGE_HOST_VERSION = "3.68.0";

/** The oldest CLI on PATH that is used as it is. */
export const MINIMUM_CLI_VERSION = "3.150.0";

/** The oldest Go that can fetch by itself the tool chain which `engine/cli/go.mod` asks for. */
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
  return { os, arch: nodeArch };
}

/** The name of the cache folder: `v3.250.0-linux-x64`. */
export function engineFolderName(version: string, nodePlatform: string, nodeArch: string): string {
  return `v${version}-${nodePlatform}-${nodeArch}`;
}

/** Where the official release lies, and where the project publishes its SHA-256 sum. */
export interface Release {
  readonly archiveName: string;
  readonly archiveUrl: string;
  readonly checksumsUrl: string;
}

/** The addresses of a release. Archive and sums come from two hosts, so that one alone cannot forge both. */
export function officialRelease(version: string, platform: Platform): Release {
  const suffix = platform.os === "windows" ? "zip" : "tar.gz";
  const archiveName = `pulumi-v${version}-${platform.os}-${platform.arch}.${suffix}`;
  return {
    archiveName,
    archiveUrl: `https://get.pulumi.com/releases/sdk/${archiveName}`,
    checksumsUrl: `https://github.com/pulumi/pulumi/releases/download/v${version}/pulumi-${version}-checksums.txt`,
  };
}

/** Finds the SHA-256 of a file in a text of the form that `sha256sum` prints. */
export function checksumOf(archiveName: string, checksums: string): string | undefined {
  for (const line of checksums.split(/\r?\n/)) {
    const [, sum, name] = /^([0-9a-f]{64})\s+\*?(?:\.\/)?(\S+)$/i.exec(line.trim()) ?? [];
    if (name === archiveName) return sum?.toLowerCase();
  }
  return undefined;
}

/** Reads the first `1.2` or `1.2.3` in a text such as `go version go1.26.1 linux/amd64` or `v3.250.0`. */
export function readVersion(text: string): string | undefined {
  return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

/** Whether a version is at least another. Both are dotted numbers; a missing part counts as zero. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split(".").map(Number);
  const want = minimum.split(".").map(Number);
  for (let part = 0; part < want.length; part += 1) {
    const difference = (have[part] ?? 0) - (want[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
