/**
 * `npm run mutation`: breaks the guards one by one, and says which breaks no test notices.
 *
 *     npm run mutation                                      every room; an hour or two
 *     npm run mutation -- retention                         one room
 *     npm run mutation -- text provider/api/text/redact.ts  some files of it, or lines: provider/api/text/redact.ts:30-58
 *
 * A break that no test of the room notices needs a row in `survivors/<room>.tsv` with the reason why that does no harm;
 * one without a row is printed, and ends the command with exit code 1.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join, resolve } from "node:path";
import { compare, print } from "./survivors";

/** What is broken, and the tests that must notice: quick ones alone, for each is run very many times. */
interface Room {
  readonly mutate: readonly string[];
  readonly spec: readonly string[];
  /** Tests that take seconds and prove nothing that the others of the room do not. */
  readonly without?: readonly string[];
}

/** What is read of responses; the other files of the folder send requests. */
const responses = [
  "decode",
  "error-markup",
  "error-shapes",
  "error-words",
  "pagination",
  "parse-error",
  "wire",
].map((name) => `provider/api/http/${name}.ts`);

const rooms: Readonly<Record<string, Room>> = {
  retention: {
    mutate: ["cli/src/retention/*.ts"],
    spec: ["test/unit/cli/retention/*.test.ts"],
    without: ["of 1,000 files"],
  },
  "exactly-once": { mutate: ["provider/exactly-once/*.ts"], spec: ["test/unit/exactly-once/*.test.ts"] },
  dynamic: { mutate: ["provider/dynamic/*.ts"], spec: ["test/unit/dynamic/*.test.ts"] },
  model: {
    mutate: ["provider/model/*.ts"],
    spec: [
      "test/unit/model/*.test.ts",
      "test/unit/dynamic/*.test.ts",
      "test/unit/messages/mistakes.test.ts",
      "test/unit/lifecycles/in-the-field.test.ts",
      "test/unit/lifecycles/warnings/warnings.test.ts",
      "test/unit/lifecycles/report-*/report-*.test.ts",
      "test/unit/lifecycles/shipping-label/shipping-label-diff.test.ts",
    ],
  },
  http: {
    mutate: ["provider/api/*.ts", "provider/api/http/*.ts", ...responses.map((file) => `!${file}`)],
    spec: [
      "test/unit/api/http/*.test.ts",
      "test/unit/api/*.test.ts",
      "test/unit/api/text/service-text.test.ts",
      "test/unit/dynamic/hints.test.ts",
      "test/unit/dynamic/requirements.test.ts",
    ],
  },
  "http-responses": {
    mutate: responses,
    spec: [
      "test/unit/api/http/*.test.ts",
      "test/unit/api/endpoints/*.test.ts",
      "test/unit/api/text/service-text.test.ts",
    ],
  },
  auth: {
    mutate: ["provider/api/auth/*.ts"],
    spec: ["test/unit/api/auth/*.test.ts", "test/unit/messages/*.test.ts"],
  },
  endpoints: { mutate: ["provider/api/endpoints/*.ts"], spec: ["test/unit/api/endpoints/*.test.ts"] },
  transfer: {
    mutate: ["provider/api/transfer/*.ts"],
    spec: [
      "test/unit/api/transfer/*.test.ts",
      "test/unit/api/http/web-page.test.ts",
      "test/unit/api/auth/storage-token.test.ts",
      "test/unit/api/endpoints/preprod-packages.test.ts",
      "test/integration/provider/download.test.ts",
    ],
  },
  text: {
    mutate: ["provider/api/text/*.ts", "provider/api/errors/*.ts"],
    spec: [
      "test/unit/api/text/*.test.ts",
      "test/unit/api/errors/*.test.ts",
      "test/unit/api/http/*.test.ts",
      "test/unit/messages/*.test.ts",
    ],
  },
};

const root = resolve(__dirname, "..", "..");
const work = join(root, ".cache", "mutation");

function runNode(args: readonly string[], cwd: string): boolean {
  return spawnSync(process.execPath, args, { cwd, stdio: "inherit" }).status === 0;
}

/** The tester itself, once. */
function ensureInstalled(): void {
  if (existsSync(join(__dirname, "node_modules", ".package-lock.json"))) return;
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error("Run it by npm: npm run mutation");
  if (!runNode([npm, "ci", "--no-audit", "--no-fund"], __dirname)) throw new Error("npm ci failed.");
}

/** Whether every break was noticed, or has a reason. */
function test(name: string, { mutate, spec, without = [] }: Room): boolean {
  const shared = JSON.parse(readFileSync(join(__dirname, "stryker.json"), "utf8")) as object;
  const report = join(work, `${name}.report.json`);
  const config = {
    ...shared,
    mutate,
    mochaOptions: {
      "no-config": true,
      require: ["tsx/cjs"],
      spec,
      ignore: ["**/*.long.test.ts"],
      ...(without.length > 0 && { grep: `^(?!.*(${without.join("|")}))` }),
    },
    jsonReporter: { fileName: report },
  };
  const file = join(work, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  const stryker = join(__dirname, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  if (!runNode([stryker, "run", file], root)) return false;
  const found = compare(report, join(__dirname, "survivors", `${name}.tsv`));
  print(found);
  return found.unexplained.length === 0;
}

function main([wanted, ...files]: readonly string[]): void {
  const names = wanted === undefined ? Object.keys(rooms) : [wanted];
  ensureInstalled();
  mkdirSync(work, { recursive: true });
  // It is in nobody's way who works beside it.
  setPriority(constants.priority.PRIORITY_LOW);
  for (const name of names) {
    const room = rooms[name];
    if (room === undefined)
      throw new Error(`There is no room ${name}; there is ${Object.keys(rooms).join(", ")}.`);
    if (!test(name, files.length === 0 ? room : { ...room, mutate: files })) process.exitCode = 1;
  }
}

main(process.argv.slice(2));
