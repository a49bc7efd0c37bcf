import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { CommandResult, PulumiProject } from "./pulumi-project";

/**
 * The files of a policy pack in the folder `pack` of a project. The engine that we build has no host for policies in
 * Node.js; for a runtime that it knows nothing of it starts an analyzer of that name instead.
 */
export function packFiles(source: string): Record<string, string> {
  return {
    "pack/PulumiPolicy.yaml": "runtime: njs\nmain: index.js\n",
    "pack/package.json": '{ "name": "pack", "version": "0.0.1" }',
    "pack/index.js": source,
  };
}

/** Runs the CLI with the project's pack: `["preview"]`, or `["up", "--yes", "--skip-preview"]`. */
export function runWithPack(project: PulumiProject, args: readonly string[]): Promise<CommandResult> {
  const { PATH = "", ...environment } = project.environment;
  const [engine = ""] = PATH.split(delimiter);
  const bin = join(project.folder, "bin");
  mkdirSync(bin, { recursive: true });
  // It is the SDK's own launcher of policies, under that name.
  copyFileSync(join(engine, "pulumi-analyzer-policy"), join(bin, "pulumi-analyzer-policy-njs"));
  const whole = [...args, "--policy-pack", "pack", "--stack", "test", "--non-interactive"];
  const env = { ...process.env, ...environment, PATH: [bin, PATH].join(delimiter) };
  return new Promise((resolve, reject) => {
    execFile(join(engine, "pulumi"), whole, { cwd: project.folder, env }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === "number") resolve({ exitCode, stdout, stderr });
      else reject(error);
    });
  });
}
