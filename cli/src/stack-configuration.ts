import { execFile } from "node:child_process";
import { promisify, stripVTControlCharacters } from "node:util";
import { ConfigurationError, redact } from "pulumi-devcenter/internal";
import type { StackConfiguration } from "pulumi-devcenter/internal/dev-center";

/**
 * The configuration of a stack of the Pulumi project in the current folder, secrets included, as the Pulumi CLI tells
 * it. It stays in memory. Of no stack: none.
 *
 * @param signal ends the Pulumi CLI, which may wait for its backend
 */
export async function readStackConfiguration(
  stack: string | undefined,
  signal?: AbortSignal,
): Promise<StackConfiguration> {
  if (stack === undefined) return () => undefined;
  const text = await askPulumi(stack, signal);
  let values: Record<string, { value?: unknown } | undefined>;
  try {
    values = JSON.parse(text);
  } catch {
    throw new ConfigurationError(
      `pulumi config --stack ${stack} did not answer in JSON. Version 3 of the Pulumi CLI is needed.`,
    );
  }
  return (key) => {
    const value = values[key]?.value;
    return typeof value === "string" ? value : undefined;
  };
}

async function askPulumi(stack: string, signal: AbortSignal | undefined): Promise<string> {
  const args = ["config", "--show-secrets", "--json", "--non-interactive", `--stack=${stack}`];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args, {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      maxBuffer: 64 * 1024 * 1024,
      signal,
    });
    return stdout;
  } catch (error) {
    signal?.throwIfAborted();
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT") {
      throw new ConfigurationError(
        "--stack needs the Pulumi CLI, and there is no pulumi on PATH. Set the environment variables instead.",
      );
    }
    // No cause: it would carry what Pulumi printed.
    const why =
      redact(stripVTControlCharacters(stderr ?? "").slice(0, 4_000)).trim() || `it ended with ${code}`;
    throw new ConfigurationError(`The configuration of the stack ${stack} could not be read: ${why}`);
  }
}
