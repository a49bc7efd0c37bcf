import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type EngineRecord, recordOf } from "./engine-steps";

/** How a command of Pulumi ended. A failure is an outcome like any other: its text is what tests are about. */
export interface Outcome extends EngineRecord {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout and stderr as they came, without colours. */
  readonly output: string;
}

/** What Pulumi is asked to log, for whoever looks for secrets in it. */
export interface Logging {
  readonly debug?: boolean;
  readonly logFlow?: boolean;
  readonly logToStdErr?: boolean;
  readonly logVerbosity?: number;
}

/** Where a command runs. */
export interface Surroundings {
  /** The path of the CLI. */
  readonly pulumi: string;
  /** The folder of the project. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** For the events, while the command runs. */
  readonly eventFolder: string;
}

let runs = 0;

/**
 * Runs a command that works on the stack `test`, and reads the engine's events. The Automation API would do the same, but
 * after each command it asks for outputs and history by further processes, which takes an eighth of the time of all.
 */
export function runPulumi(
  verb: readonly string[],
  logging: Logging,
  { pulumi, cwd, env, eventFolder }: Surroundings,
): Promise<Outcome> {
  runs += 1;
  const eventFile = join(eventFolder, `events-${process.pid}-${runs}.jsonl`);
  const common = ["--stack", "test", "--non-interactive", "--color", "never", "--event-log", eventFile];
  const child = spawn(pulumi, [...verb, ...common, ...flagsOf(logging)], {
    cwd,
    // Without the word there is no log of events.
    env: { ...process.env, ...env, PULUMI_DEBUG_COMMANDS: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "", output: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (piece: string) => {
      text[stream] += piece;
      text.output += piece;
    });
  }
  return new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      // Whoever is killed has no code.
      const exitCode = code ?? 1;
      settle({ ok: exitCode === 0, exitCode, ...text, ...recordOf(takeEvents(eventFile)) });
    });
  });
}

function flagsOf({ debug, logFlow, logToStdErr, logVerbosity }: Logging): string[] {
  return [
    ...(debug ? ["--debug"] : []),
    ...(logFlow ? ["--logflow"] : []),
    ...(logToStdErr ? ["--logtostderr"] : []),
    ...(logVerbosity === undefined ? [] : ["--verbose", String(logVerbosity)]),
  ];
}

/** An engine that was killed, or never came to work, leaves half a line or no file at all. */
function takeEvents(file: string): EngineEvent[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as EngineEvent);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  } finally {
    rmSync(file, { force: true });
  }
}
