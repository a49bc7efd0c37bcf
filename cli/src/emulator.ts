import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { NotFoundError } from "./exit-codes";

const packageName = "devcenter-emulator";

/**
 * `devcenter emulator`: the local Dev Center, a separate package, because few need it.
 *
 * @param args all that the command was called with
 */
export function addEmulator(program: Command, args: readonly string[]): void {
  program
    .command("emulator")
    .description(`run a local Dev Center to try with: npm install ${packageName}`)
    .usage("[options; --help lists them]")
    // What follows is the emulator's affair, --help and --json too.
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      const own = args.slice(args.indexOf("emulator") + 1);
      return runEmulator(emulatorCommand([process.cwd(), __dirname]), own);
    });
}

/**
 * The emulator's script.
 *
 * @param places folders from which its package is looked for, as Node.js does
 * @throws NotFoundError
 */
export function emulatorCommand(places: string[]): string {
  let manifest: string;
  try {
    manifest = require.resolve(`${packageName}/package.json`, { paths: places });
  } catch (cause) {
    throw new NotFoundError(`The local Dev Center is not installed: npm install ${packageName}`, { cause });
  }
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[packageName] ?? "");
}

async function runEmulator(script: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
  // ^C reaches both; the emulator ends first.
  const wait = () => undefined;
  const pass = () => void child.kill("SIGTERM");
  process.on("SIGINT", wait).on("SIGTERM", pass);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    if (exitCode !== 0) throw new Error(`${packageName} ended with exit code ${exitCode}.`);
  } finally {
    process.off("SIGINT", wait).off("SIGTERM", pass);
  }
}
