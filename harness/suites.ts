import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { add, type Count, NOTHING, ONE_FAILED } from "./count";

/** A set of tests that need the same surroundings, from the fastest to the slowest. */
export interface Suite {
  readonly name: "unit" | "integration" | "faults" | "engine";
  /** How long one test may take before it counts as hung; no promise of speed, for machines are slow at times. */
  readonly timeoutMs: number;
  /** How many of its files run at a time. */
  readonly jobs: number;
  /** Its longest files, which begin first, so that none of them runs alone in the end. */
  readonly longest: readonly string[];
}

export const SUITES: readonly Suite[] = [
  { name: "unit", timeoutMs: 60_000, jobs: 2, longest: ["runner"] },
  {
    name: "integration",
    timeoutMs: 120_000,
    jobs: 3,
    longest: ["cli/reports/watch", "cli/reports/faults", "cli/cabs/download", "cli/reports/download"],
  },
  { name: "faults", timeoutMs: 900_000, jobs: 2, longest: ["every-request"] },
  {
    name: "engine",
    timeoutMs: 300_000,
    // An engine waits for its processes to start half of the time.
    jobs: 4,
    longest: ["driver-release", "reporting-review", "secrets", "package", "import-account", "import", "kill"],
  },
];

/** A file tells its results when it is over. Whatever takes longer than this without a result hangs. */
const SILENT_MS = 20 * 60_000;
/** How long a suite's process may live on after its last test. */
const END_WITHIN_MS = 10_000;
const ROOT = resolve(__dirname, "..");
const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");

/** What is run: `quick` by `npm test`; `long`, which is exhaustive, by `npm run test:long` from files of their own. */
export type Length = "quick" | "long";

/** The test files of a suite: its longest ones, then the others in the order of their names. */
export function testFilesOf({ name: suite, longest }: Suite, length: Length): string[] {
  const folder = join(ROOT, "test", suite);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && name.endsWith(".long.test.ts") === (length === "long"))
    .sort();
  const first = longest.map((name) => `${name}.test.ts`).filter((name) => names.includes(name));
  return [...new Set([...first, ...names])].map((name) => join("test", suite, name));
}

/**
 * Runs a suite in a process of its own, so that whatever a test does to it cannot take the count away. Its files run
 * side by side, in processes of Mocha's own.
 *
 * @param mochaArgs handed to Mocha as they are, for instance `--grep`.
 * @param env the environment of the tests.
 * @param silentMs how long the suite may go without a result; default 20 minutes.
 */
export function runSuite(
  suite: Suite,
  files: readonly string[],
  mochaArgs: readonly string[],
  env: NodeJS.ProcessEnv,
  silentMs = SILENT_MS,
): Promise<Count> {
  const reporter = join(ROOT, "harness", "counting-reporter.ts");
  // What is exhaustive takes long by its nature.
  const isLong = files.some((file) => file.endsWith(".long.test.ts"));
  const timeoutMs = isLong ? 10 * suite.timeoutMs : suite.timeoutMs;
  const own = ["--no-config", "--reporter", reporter, "--timeout", String(timeoutMs)];
  if (suite.jobs > 1) own.push("--parallel", "--jobs", String(suite.jobs));
  const child = spawn(process.execPath, ["--import", "tsx", MOCHA, ...own, ...mochaArgs, ...files], {
    cwd: ROOT,
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // A group of its own can be ended as a whole, whatever its processes are busy with.
    detached: process.platform !== "win32",
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((settle) => {
    let count: Readonly<Count> = NOTHING;
    let isComplete = false;
    let deadline: NodeJS.Timeout;
    const endAfter = (ms: number, why: string) => {
      clearTimeout(deadline);
      deadline = setTimeout(() => {
        console.error(`${suite.name}: ${why}`);
        count = add(count, ONE_FAILED);
        signal(child, "SIGKILL");
      }, ms);
    };
    const awaitResult = () => endAfter(silentMs, `no result for ${silentMs / 1000} s; a test hangs`);
    awaitResult();
    child.on("message", (message: Count & { isComplete: boolean }) => {
      const { passed, failed, skipped } = message;
      count = { passed, failed, skipped };
      if (isComplete) return;
      isComplete = message.isComplete;
      if (!isComplete) awaitResult();
      else endAfter(END_WITHIN_MS, "still running after its last test; something was left open");
    });
    child.on("error", (error) => console.error(`${suite.name}: ${error.message}`));
    child.on("close", (code, killedBy) => {
      clearTimeout(deadline);
      stopForwarding();
      const endedBadly = code !== 0 && count.failed === 0;
      if (!isComplete)
        console.error(`${suite.name}: ended before its last test (${killedBy ?? `exit code ${code}`})`);
      settle(endedBadly || !isComplete ? add(count, ONE_FAILED) : count);
    });
  });
}

/** Sends a signal to a suite's processes, all of them where the system knows groups. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // They have ended meanwhile.
  }
}

/** A terminal tells its own group only of ^C. Returns what ends the forwarding. */
function forwardSignals(child: ChildProcess): () => void {
  const forward = (name: NodeJS.Signals) => signal(child, name);
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.on(name, forward);
  return () => {
    for (const name of names) process.off(name, forward);
  };
}
