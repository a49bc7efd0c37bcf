import { join } from "node:path";
import { buildEngine, whyNotBuildable } from "./build";
import { engineFolder, isComplete, publish, withLock } from "./cache";
import { downloadEngine } from "./download";
import { EngineMissingError, type FailedAttempt } from "./engine-missing-error";
import { findCliOnPath } from "./path-search";
import { CLI_VERSION, officialRelease, releasePlatform } from "./pins";

/** A Pulumi CLI that can run Node.js programs with dynamic resources. */
export interface Engine {
  /** The folder to put at the front of PATH. */
  readonly bin: string;
  /** The version of the CLI, without a leading v. */
  readonly version: string;
  readonly source: "path" | "cache" | "download" | "built";
}

/**
 * Finds the Pulumi CLI, or installs it for this user: the one on PATH, the one in our cache, the official
 * release, a build from the Go modules pinned in this folder. The cache is outside the checkout, so it
 * serves every clone; two processes that ask at once install once.
 *
 * @param options.log receives lines of progress. Default: no output.
 * @throws EngineMissingError with what was tried and what to do.
 */
export async function ensureEngine(options: { log?: (line: string) => void } = {}): Promise<Engine> {
  const log = options.log ?? (() => undefined);
  const onPath = await findCliOnPath();
  if (typeof onPath !== "string") return { ...onPath, source: "path" };

  const folder = engineFolder();
  const installed = { bin: join(folder, "bin"), version: CLI_VERSION };
  if (isComplete(folder)) return { ...installed, source: "cache" };

  log(`${onPath}; Pulumi ${CLI_VERSION} goes to ${folder}`);
  const onWait = () => log("another process is installing the engine; waiting for it");
  return withLock(folder, onWait, async () => {
    if (isComplete(folder)) return { ...installed, source: "cache" };
    const source = await install(folder, [{ way: "PATH", reason: onPath }], log);
    return { ...installed, source };
  });
}

async function install(
  folder: string,
  attempts: readonly FailedAttempt[],
  log: (line: string) => void,
): Promise<"download" | "built"> {
  const notDownloaded = await tryDownload(folder, log);
  if (notDownloaded === undefined) return "download";
  log(`no download: ${notDownloaded}`);
  const notBuilt = await tryBuild(folder, log);
  if (notBuilt === undefined) return "built";
  throw new EngineMissingError([
    ...attempts,
    { way: "download", reason: notDownloaded },
    { way: "build", reason: notBuilt },
  ]);
}

/** Downloads into the cache; answers with the reason when that cannot be. */
async function tryDownload(folder: string, log: (line: string) => void): Promise<string | undefined> {
  const platform = releasePlatform(process.platform, process.arch);
  if (platform === undefined) return `Pulumi has no release for ${process.platform}-${process.arch}`;
  const release = officialRelease(platform);
  return reasonOfFailure(publish(folder, (staging) => downloadEngine(staging, release, log)));
}

/** Builds into the cache; answers with the reason when that cannot be. */
async function tryBuild(folder: string, log: (line: string) => void): Promise<string | undefined> {
  const obstacle = await whyNotBuildable();
  if (obstacle !== undefined) return obstacle;
  return reasonOfFailure(publish(folder, (staging) => buildEngine(staging, log)));
}

async function reasonOfFailure(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `npx tsx engine/find-or-install.ts`: prints the folder on stdout and everything else on stderr. */
async function main(): Promise<void> {
  try {
    const engine = await ensureEngine({ log: (line) => console.error(line) });
    console.error(`Pulumi ${engine.version} (${engine.source})`);
    console.log(engine.bin);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

if (require.main === module) void main();
