import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, resolve } from "node:path";
import type { Emulator } from "devcenter-emulator";
import type { Engine } from "../engine/find-or-install";
import { emulatorSettings } from "../harness/emulator-settings";
import type { DemoProject } from "./project";

const checkout = resolve(__dirname, "..");

/** Runs commands in the project as a person would, after showing them; throws when one fails. */
export interface DemoTerminal {
  pulumi(...args: string[]): Promise<void>;
  devcenter(...args: string[]): Promise<void>;
}

export function createTerminal(engine: Engine, emulator: Emulator, project: DemoProject): DemoTerminal {
  const env = {
    ...process.env,
    PATH: `${engine.bin}${delimiter}${process.env.PATH ?? ""}`,
    PULUMI_BACKEND_URL: `file://${project.backend}`,
    PULUMI_HOME: project.pulumiHome,
    PULUMI_CONFIG_PASSPHRASE: "only for the demo",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...emulatorSettings(emulator),
  };
  async function run(name: string, file: string, before: string[], args: string[]): Promise<void> {
    console.log(`$ ${name} ${args.join(" ")}`);
    const child = spawn(file, [...before, ...args], {
      cwd: project.folder,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (code !== 0)
      throw new Error(`${name} ${args[0]} ended with ${signal ?? code}; its own words are above.`);
  }
  return {
    pulumi: (...args) => run("pulumi", "pulumi", [], args),
    devcenter: (...args) =>
      run("devcenter", process.execPath, [resolve(checkout, "cli", "dist", "command.js")], args),
  };
}
