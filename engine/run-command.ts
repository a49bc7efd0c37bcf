import { execFile } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** How a command ended, with all its output. */
export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line of stderr as it appears. */
  readonly onStderrLine?: (line: string) => void;
}

const maxOutputBytes = 64 * 1024 * 1024;
const execute = promisify(execFile);

/** Runs a program without a shell. A program that is not there is a result like any other failure. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { onStderrLine, ...options }: CommandOptions = {},
): Promise<CommandResult> {
  const running = execute(command, args, { ...options, maxBuffer: maxOutputBytes });
  const { stderr, stdin } = running.child;
  stdin?.end();
  if (onStderrLine !== undefined && stderr !== null) {
    createInterface({ input: stderr }).on("line", (line) => line.trim() !== "" && onStderrLine(line.trim()));
  }
  try {
    return { ok: true, ...(await running) };
  } catch (error) {
    const { message, stdout = "", stderr: output } = error as Error & Partial<CommandResult>;
    return { ok: false, stdout, stderr: output || message };
  }
}
