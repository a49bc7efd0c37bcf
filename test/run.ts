/**
 * `npm test`: builds, lints, checks types and documentation, then runs the tests from the fastest suite to the slowest.
 *
 *     npm test                            everything but `*.long.test.ts`
 *     npm test -- unit                    one part: build, lint, types, reference, unit, integration, faults, engine
 *     npm test -- engine --grep replace   what starts with a dash, and all after it, goes to Mocha
 *     npm run test:long                   only `*.long.test.ts`; takes the same options
 *
 * The last line of all output is the count, `12 passed, 0 failed`, whatever happens before it.
 */
import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";
import { add, type Count, countLine, NOTHING, ONE_FAILED, ONE_PASSED } from "../harness/count";
import { type Length, runSuite, SUITES, type Suite, testFilesOf } from "../harness/suites";

const ROOT = resolve(__dirname, "..");
const PARTS = ["build", "lint", "types", "reference", ...SUITES.map((suite) => suite.name)];

interface Wanted {
  readonly length: Length;
  /** Empty: everything. */
  readonly parts: ReadonlySet<string>;
  readonly mochaArgs: readonly string[];
}

function readArguments([first, ...others]: readonly string[]): Wanted {
  const length = first === "long" ? "long" : "quick";
  const args = first === undefined || length === "long" ? others : [first, ...others];
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const names = firstOption === -1 ? args : args.slice(0, firstOption);
  const unknown = names.find((name) => !PARTS.includes(name));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}; there are ${PARTS.join(", ")}`);
  return { length, parts: new Set(names), mochaArgs: firstOption === -1 ? [] : args.slice(firstOption) };
}

function heading(title: string): void {
  console.log(`\n── ${title}`);
}

/** Runs one of the repository's own npm scripts' commands; it counts as one check. Its output comes when it is over. */
function runStep(title: string, script: string, args: readonly string[]): Promise<boolean> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [join(ROOT, "node_modules", script), ...args], { cwd: ROOT });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return new Promise((settle) => {
    const end = (isOk: boolean) => {
      heading(title);
      process.stdout.write(output);
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`${title}: ${isOk ? "ok" : "failed"} (${seconds} s)`);
      settle(isOk);
    };
    child.once("error", (error) => {
      output += `${error.message}\n`;
    });
    child.once("close", (code) => end(code === 0));
  });
}

const STEPS: Readonly<Record<string, () => Promise<boolean>>> = {
  build: async () =>
    (await runStep("build", "typescript/bin/tsc", [
      "--build",
      "tsconfig.build.json",
      "emulator",
      "cli",
      "policies",
    ])) && runStep("build of the blob store", "../emulator/bundle-blob-store.mjs", []),
  lint: () => runStep("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]),
  types: () => runStep("types", "typescript/bin/tsc", ["--noEmit"]),
  // Fails where something public is not documented, or a link in its documentation leads nowhere.
  reference: () => runStep("reference", "typedoc/bin/typedoc", ["--emit", "none"]),
};

/** The environment of the engine suite: Pulumi in front of PATH. Undefined, and said why, when there is none. */
async function engineEnvironment(): Promise<NodeJS.ProcessEnv | undefined> {
  try {
    // Loaded late: a fault in that module must cost one check, not the count.
    const { ensureEngine } = await import("../engine/find-or-install.js");
    const engine = await ensureEngine({ log: (line) => console.log(line) });
    console.log(`Pulumi ${engine.version} (${engine.source}) in ${engine.bin}`);
    return { ...process.env, PATH: `${engine.bin}${delimiter}${process.env.PATH ?? ""}` };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

async function runOneSuite(suite: Suite, { length, parts, mochaArgs }: Wanted): Promise<Count> {
  const files = testFilesOf(suite, length);
  // Not every suite has something to go on with.
  if (files.length === 0 && length === "long") return NOTHING;
  heading(length === "long" ? `${suite.name} tests, long` : `${suite.name} tests`);
  if (files.length === 0) {
    console.error(`there are no test files in test/${suite.name}`);
    return parts.size > 0 || mochaArgs.length > 0 ? NOTHING : ONE_FAILED;
  }
  const env = suite.name === "engine" ? await engineEnvironment() : process.env;
  if (env === undefined) return ONE_FAILED;
  // Without a filter an `it.only` that was left behind would hide every other test.
  const guard = mochaArgs.length === 0 ? ["--forbid-only"] : mochaArgs;
  return runSuite(suite, files, guard, env);
}

async function runAll(wanted: Wanted): Promise<Count> {
  const isFiltered = wanted.length === "long" || wanted.parts.size > 0 || wanted.mochaArgs.length > 0;
  const suites = SUITES.filter((suite) => wanted.parts.size === 0 || wanted.parts.has(suite.name));
  // Whoever asks for a suite wants today's build under it, but not the opinion of the linter.
  const steps = Object.keys(STEPS).filter(
    (name) => !isFiltered || wanted.parts.has(name) || (name === "build" && suites.length > 0),
  );
  let total: Count = { ...NOTHING };
  let isBuilt = true;
  const run = async (name: string) => {
    const isOk = (await STEPS[name]?.()) ?? false;
    if (name === "build") isBuilt = isOk;
    total = add(total, isOk ? ONE_PASSED : ONE_FAILED);
  };
  // The types of the command and the emulator come from the build; what follows it stands on its own.
  if (steps.includes("build")) await run("build");
  await Promise.all(steps.filter((name) => name !== "build").map(run));
  for (const suite of suites) {
    if (!isBuilt && suite.name !== "unit") {
      heading(`${suite.name} tests: not run, because the build failed`);
      continue;
    }
    total = add(total, await runOneSuite(suite, wanted));
  }
  return total;
}

async function main(): Promise<void> {
  // ^C reaches the running part as well; this process stays to print the count.
  process.on("SIGINT", () => undefined);
  let total: Count;
  try {
    total = await runAll(readArguments(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    total = ONE_FAILED;
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`\n${countLine(total)}`);
}

void main();
