import { execFile } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const run = promisify(execFile);
const names = ["chromium", "chromium-browser", "google-chrome"];
const installMs = 8 * 60_000;

// Nothing but the page itself may cause a request.
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless Chromium with a new, empty profile: the machine's own, or Debian's, installed where that is allowed.
 * Otherwise the reason why there is none.
 */
export async function openBrowser(): Promise<Browser | string> {
  const executablePath = onPath() ?? (await installed());
  if (executablePath === undefined) {
    return `There is no ${names.join(", ")} on PATH, and none can be installed: that takes root on a Debian machine with its packages in reach.`;
  }
  return chromium.launch({ executablePath, args: quiet });
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function installed(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version") || !existsSync("/usr/bin/apt-get"))
    return;
  const options = { timeout: installMs, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  try {
    await run("/usr/bin/apt-get", ["update"], options);
    await run("/usr/bin/apt-get", ["install", "-y", "--no-install-recommends", "chromium"], options);
  } catch {
    return undefined;
  }
  return onPath();
}
