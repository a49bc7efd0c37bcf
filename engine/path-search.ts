import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { isAtLeast, MINIMUM_CLI_VERSION, readVersion } from "./pins";
import { runCommand } from "./run-command";

/** A Pulumi CLI that was on the machine already. */
export interface CliOnPath {
  readonly bin: string;
  readonly version: string;
}

/** Finds a program on a search path as a shell would, Windows endings included. */
export function findOnPath(
  program: string,
  searchPath: string,
  platform = process.platform,
): string | undefined {
  const endings = platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of searchPath.split(delimiter)) {
    if (folder === "") continue;
    for (const ending of endings) {
      const candidate = join(folder, program + ending);
      if (existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}

/**
 * Looks for a CLI that is new enough and comes with the Node.js language host.
 *
 * @returns the CLI, or the reason why what is on PATH does not serve.
 */
export async function findCliOnPath(searchPath = process.env.PATH ?? ""): Promise<CliOnPath | string> {
  const cli = findOnPath("pulumi", searchPath);
  if (cli === undefined) return "there is no pulumi on PATH";
  const { ok, stdout, stderr } = await runCommand(cli, ["version"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = readVersion(stdout);
  if (!ok || version === undefined) return `${cli} does not say its version: ${stderr || stdout}`;
  if (!isAtLeast(version, MINIMUM_CLI_VERSION)) {
    return `${cli} is ${version}, older than ${MINIMUM_CLI_VERSION}`;
  }
  // A package manager may put a link on PATH and keep the language hosts beside the real file.
  const homes = [dirname(cli), dirname(realpathSync(cli))];
  for (const program of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if (findOnPath(program, [...homes, searchPath].join(delimiter)) === undefined) {
      return `${cli} comes without ${program}`;
    }
  }
  return { bin: dirname(cli), version };
}
