import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { add, type Count, NOTHING, ONE_FAILED } from "./count";

/** A set of tests that need the same surroundings, from the fastest to the slowest. */
export interface Ring {
  readonly name: "unit" | "integration" | "faults" | "engine";
  /** How long one test may take before it counts as hung; no promise of speed, for machines are slow at times. */
  readonly timeoutMs: number;
  /** How many of its files run at a time. */
  readonly jobs: number;
}

export const RINGS: readonly Ring[] = [
  { name: "unit", timeoutMs: 60_000, jobs: 2 },
  { name: "integration", timeoutMs: 120_000, jobs: 2 },
  { name: "faults", timeoutMs: 900_000, jobs: 2 },
  // An engine waits for its processes to start half of the time.
  { name: "engine", timeoutMs: 300_000, jobs: 3 },
];

/** How long a ring's process may live on after its last test. */
const END_WITHIN_MS = 10_000;
const ROOT = resolve(__dirname, "..");
const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");

/** What is run: `quick` by `npm test`; `long`, which is exhaustive, by `npm run test:long` from files of their own. */
export type Length = "quick" | "long";

/** The test files of a ring, in the order of their names. */
export function testFilesOf(ring: Ring, length: Length): string[] {
  const folder = join(ROOT, "test", ring.name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && name.endsWith(".long.test.ts") === (length === "long"))
    .sort()
    .map((name) => join("test", ring.name, name));
}

/**
 * Runs a ring in a process of its own, so that whatever a test does to it cannot take the count away.
 *
 * @param mochaArgs handed to Mocha as they are, for instance `--grep`.
 * @param env the environment of the tests.
 */
export function runRing(
  ring: Ring,
  files: readonly string[],
  mochaArgs: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Count> {
  const reporter = join(ROOT, "harness", "counting-reporter.ts");
  const own = ["--no-config", "--reporter", reporter, "--timeout", String(ring.timeoutMs)];
  if (ring.jobs > 1) own.push("--parallel", "--jobs", String(ring.jobs));
  const child = spawn(process.execPath, ["--import", "tsx", MOCHA, ...own, ...mochaArgs, ...files], {
    cwd: ROOT,
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  return new Promise((settle) => {
    let count: Readonly<Count> = NOTHING;
    let isComplete = false;
    let lingering: NodeJS.Timeout | undefined;
    child.on("message", (message: Count & { isComplete: boolean }) => {
      const { passed, failed, skipped } = message;
      count = { passed, failed, skipped };
      if (!message.isComplete || isComplete) return;
      isComplete = true;
      lingering = setTimeout(() => {
        console.error(`${ring.name}: still running after its last test; something was left open`);
        count = add(count, ONE_FAILED);
        child.kill("SIGKILL");
      }, END_WITHIN_MS);
    });
    child.on("error", (error) => console.error(`${ring.name}: ${error.message}`));
    child.on("close", (code, signal) => {
      clearTimeout(lingering);
      const endedBadly = code !== 0 && count.failed === 0;
      if (!isComplete)
        console.error(`${ring.name}: ended before its last test (${signal ?? `exit code ${code}`})`);
      settle(endedBadly || !isComplete ? add(count, ONE_FAILED) : count);
    });
  });
}
