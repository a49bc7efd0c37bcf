import { realpathSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import which from "which";
import { isAtLeast, MINIMUM_CLI_VERSION, readVersion } from "./pins";
import { runCommand } from "./run-command";

/** A Pulumi CLI that was on the machine already. */
export interface CliOnPath {
  readonly bin: string;
  readonly version: string;
}

/**
 * Looks for a CLI that is new enough and comes with the Node.js language host.
 *
 * @returns the CLI, or the reason why what is on PATH does not serve.
 */
export async function findCliOnPath(searchPath = process.env.PATH ?? ""): Promise<CliOnPath | string> {
  const cli = await which("pulumi", { path: searchPath, nothrow: true });
  if (cli === null) return "there is no pulumi on PATH";
  const { ok, stdout, stderr } = await runCommand(cli, ["version"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  const version = readVersion(stdout);
  if (!ok || version === undefined) return `${cli} does not report its version: ${stderr || stdout}`;
  if (!isAtLeast(version, MINIMUM_CLI_VERSION)) {
    return `${cli} is ${version}, older than ${MINIMUM_CLI_VERSION}`;
  }
  // A package manager may put a link on PATH and keep the language hosts beside the real file.
  const path = [dirname(cli), dirname(realpathSync(cli)), searchPath].join(delimiter);
  for (const program of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if ((await which(program, { path, nothrow: true })) === null) return `${cli} comes without ${program}`;
  }
  return { bin: dirname(cli), version };
}
