import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openNetwork } from "pulumi-devcenter/internal/dev-center";
import { run } from "../cli/src/program";
import { terminalOn } from "../cli/src/terminal";

const command = join(dirname(require.resolve("devcenter-cli/package.json")), "dist", "command.js");

/** What one run of the command gave. */
export interface CommandOutcome {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A run of the command that is under way. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** What it has said so far on the error stream. */
  readonly said: () => string;
  readonly outcome: Promise<CommandOutcome>;
}

export interface CommandSurroundings {
  readonly cwd?: string;
  /** The process lives so many days after this machine. Default 0. */
  readonly daysAhead?: number;
  /** A program, with its arguments, that runs the command: a shell that sets a limit. */
  readonly under?: readonly string[];
}

/** Starts the built command as a process of its own, with these settings and no others. */
export function startDevcenter(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  { cwd, daysAhead = 0, under = [] }: CommandSurroundings = {},
): RunningCommand {
  const { PATH = "", SystemRoot = "", HOME = "" } = process.env;
  const clock = daysAhead === 0 ? [] : ["--import", clockAhead(daysAhead)];
  const [program = "", ...rest] = [...under, process.execPath, ...clock, command, ...args];
  const child = spawn(program, rest, {
    cwd,
    env: { PATH, SystemRoot, HOME, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const outcome = new Promise<CommandOutcome>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, out, err }));
  });
  return { child, said: () => err, outcome };
}

/** Runs the command to its end: in this process, which takes a tenth of the time, where nothing asks for one of its own. */
export function runDevcenter(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  { cwd, ...others }: CommandSurroundings = {},
): Promise<CommandOutcome> {
  // The command `emulator` is a process of its own, and pulumi's environment is that of the process.
  const isAlone = args.includes("emulator") || args.includes("--stack") || Object.keys(others).length > 0;
  return isAlone ? startDevcenter(args, settings, { cwd, ...others }).outcome : runHere(args, settings, cwd);
}

async function runHere(
  args: readonly string[],
  { NODE_EXTRA_CA_CERTS: caFile, ...settings }: Readonly<Record<string, string>>,
  cwd: string | undefined,
): Promise<CommandOutcome> {
  const { PATH = "", SystemRoot = "", HOME = "" } = process.env;
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = terminalOn({ write: (text) => out.push(text) }, { write: (text) => err.push(text) });
  const before = process.cwd();
  if (cwd !== undefined) process.chdir(cwd);
  const network =
    caFile === undefined || !existsSync(caFile)
      ? undefined
      : openNetwork({ requestTimeoutMs: 10_000, ca: readFileSync(caFile, "utf8") });
  try {
    const exitCode = await run(args, terminal, { PATH, SystemRoot, HOME, ...settings }, network);
    return { exitCode, out: out.join(""), err: err.join("") };
  } finally {
    process.chdir(before);
    await network?.close();
  }
}

/** A module that moves the clock of the process that loads it before anything else. */
function clockAhead(days: number): string {
  const source = `
    const Present = Date;
    const now = () => Present.now() + ${days * 24 * 60 * 60_000};
    globalThis.Date = class extends Present {
      constructor(...parts) { super(...(parts.length === 0 ? [now()] : parts)); }
      static now() { return now(); }
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
