import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { CLI_VERSION, isAtLeast, LANGUAGE_HOST_VERSION, MINIMUM_GO_VERSION, readVersion } from "./pins";
import { type CommandResult, runCommand } from "./run-command";

const PROGRESS_EVERY_MS = 15_000;
const SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3";
const CLI_FOLDER = join(__dirname, "pulumi-cli");
const LANGUAGE_HOST_FOLDER = join(__dirname, "language-nodejs");

/**
 * The caller's own Go settings, with what the build cannot do without: no workspace around us, and no C
 * compiler, as in Pulumi's own releases.
 */
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOWORK: "off", CGO_ENABLED: "0" };
}

/** Says why Go cannot build the engine here, or undefined when it can. */
export async function whyNotBuildable(): Promise<string | undefined> {
  if (process.platform === "win32") return "on Windows the CLI is not built from source; install it";
  const { ok, stdout } = await runCommand("go", ["version"], { env: goEnvironment() });
  const version = readVersion(stdout);
  if (!ok || version === undefined) return "there is no Go on PATH";
  if (!isAtLeast(version, MINIMUM_GO_VERSION)) return `Go ${version} is older than ${MINIMUM_GO_VERSION}`;
  return undefined;
}

/**
 * Builds the CLI and the Node.js language host from the Go modules that are pinned beside this file, and
 * adds the launcher scripts of dynamic providers.
 *
 * @param staging a folder with an empty `bin`.
 * @param log receives a line of progress every quarter of a minute; a first build takes about four minutes.
 */
export async function buildEngine(staging: string, log: (line: string) => void): Promise<void> {
  const bin = join(staging, "bin");
  log("building Pulumi from its Go modules: about 4 minutes and 3 GB of Go caches, once per machine");
  await goBuild({
    folder: CLI_FOLDER,
    target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    output: join(bin, "pulumi"),
    version: CLI_VERSION,
    log,
  });
  await goBuild({
    folder: LANGUAGE_HOST_FOLDER,
    target: `${SDK_MODULE}/nodejs/cmd/pulumi-language-nodejs`,
    output: join(bin, "pulumi-language-nodejs"),
    version: LANGUAGE_HOST_VERSION,
    log,
  });
  await copyLaunchers(bin);
}

interface GoBuild {
  readonly folder: string;
  readonly target: string;
  readonly output: string;
  readonly version: string;
  readonly log: (line: string) => void;
}

async function goBuild({ folder, target, output, version, log }: GoBuild): Promise<void> {
  const program = target.slice(target.lastIndexOf("/") + 1);
  const startedAt = Date.now();
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  let packages = 0;
  let latest = "looking at modules";
  const progress = setInterval(
    () => log(`building ${program}: ${elapsed()}, ${packages} packages, ${latest}`),
    PROGRESS_EVERY_MS,
  );
  try {
    const flags = `-s -w -X ${SDK_MODULE}/go/common/version.Version=v${version}`;
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-ldflags", flags, "-o", output, target];
    const result = await runCommand("go", args, {
      cwd: folder,
      env: goEnvironment(),
      onStderrLine: (line) => {
        if (!line.startsWith("go: ")) packages += 1;
        latest = line;
      },
    });
    requireSuccess(`go build ${target}`, result);
    log(`built ${program} ${version} in ${elapsed()}`);
  } finally {
    clearInterval(progress);
  }
}

async function copyLaunchers(bin: string): Promise<void> {
  const args = ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", SDK_MODULE];
  const found = await runCommand("go", args, { cwd: LANGUAGE_HOST_FOLDER, env: goEnvironment() });
  requireSuccess(`go list -m ${SDK_MODULE}`, found);
  for (const launcher of ["pulumi-resource-pulumi-nodejs", "pulumi-analyzer-policy"]) {
    const target = join(bin, launcher);
    await copyFile(join(found.stdout.trim(), "nodejs", "dist", launcher), target);
    // The module cache is read-only and knows no executable bit.
    await chmod(target, 0o755);
  }
}

function requireSuccess(what: string, { ok, stderr }: CommandResult): void {
  if (ok) return;
  const lastLines = stderr.trim().split("\n").slice(-8).join("\n");
  throw new Error(`${what} failed:\n${lastLines}`);
}
