import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];

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

/** A browser that runs, and what has to go with it. */
export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * A headless Chromium with a new, empty profile: the one that a package of npm brings where it runs, or else the
 * machine's own. Otherwise the reason why there is none. Nothing is installed.
 */
export async function openBrowser(): Promise<OpenBrowser | string> {
  if (platform() === "linux" && arch() === "x64") return openPacked();
  const executablePath = onPath();
  if (executablePath === undefined) {
    return `SKIPPED, because there is no ${names.join(", ")} on PATH, and the packed one is for Linux on x64.`;
  }
  const browser = await chromium.launch({ executablePath, args: quiet });
  return { browser, close: () => browser.close() };
}

/** The packed browser unpacks itself, and the libraries that a bare machine lacks, into the folder for temporary files. */
async function openPacked(): Promise<OpenBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "devcenter-chromium-"));
  const before = { ...process.env };
  // It brings its libraries only where it believes to be in this surrounding.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" });
  try {
    const packed = (await import("@sparticuz/chromium")).default;
    const executablePath = await packed.executablePath();
    const env = Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const browser = await chromium.launch({ executablePath, args: quiet, env });
    return {
      browser,
      close: async () => {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
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
