// Prepares a fresh clone: checks Node.js and installs what package-lock.json lists and node_modules lacks.
// Plain JavaScript without a dependency, because it runs before there is any.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MINIMUM_NODE = [20, 19];
const root = dirname(fileURLToPath(import.meta.url));

function nodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
}

/** The packages of a lock file by their place in node_modules, or undefined when there is none. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * What is wanted and is missing or has another version. Compared by content: a checkout sets file times at
 * random. An optional package may be absent, because it may be for another platform.
 */
function findMissing() {
  const wanted = readPackages("package-lock.json");
  const installed = readPackages("node_modules/.package-lock.json");
  if (installed === undefined) return ["node_modules"];
  return Object.entries(wanted ?? {})
    .filter(([place, entry]) => {
      if (place === "") return false;
      const found = installed[place];
      if (found === undefined) return !entry.optional && !entry.devOptional;
      return found.version !== entry.version;
    })
    .map(([place]) => place);
}

function install() {
  const args = ["ci", "--no-audit", "--no-fund"];
  // Inside `npm test` the very npm that runs us is used; it also spares Windows a shell.
  const npm = process.env.npm_execpath;
  const result = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  return result.status === 0;
}

function fail(message) {
  console.error(message);
  // `npm test` promises its count as the last line, even when it gets no further than this.
  if (/^test(:long)?$/.test(process.env.npm_lifecycle_event ?? "")) console.error("0 passed, 1 failed");
  process.exit(1);
}

if (!nodeIsNewEnough()) {
  fail(`Node.js ${MINIMUM_NODE.join(".")} or later is needed; this is ${process.versions.node}.`);
}
const missing = findMissing();
if (missing.length > 0) {
  const examples = missing.slice(0, 3).join(", ") + (missing.length > 3 ? ", …" : "");
  console.log(`setup: npm ci, because package-lock.json asks for what is not installed (${examples})`);
  if (!install()) fail("setup: npm ci failed; its reason is above. Mend that, then run the command again.");
}
