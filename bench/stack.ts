import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { Emulator } from "devcenter-emulator";
import ts from "typescript";
import { ensureEngine } from "../engine/find-or-install";
import { emulatorSettings } from "../harness/emulator-settings";

/** Who makes the resources: this package, a provider written the usual way, or one that does nothing but wait. */
export type Way = "ours" | "naive" | "null";

export interface StackOptions {
  readonly way: Way;
  /** Templates, and as many schedules. */
  readonly pairs: number;
  readonly emulator: Emulator;
  /** How long the null provider waits in a create. Default: not at all. */
  readonly latencyMs?: number;
  /** Emulated seconds in a real one, by which the naive provider shortens its waits. Default 1. */
  readonly clockSpeed?: number;
}

/** One resource in the state, as `pulumi stack export` shows it. */
export interface StateRow {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

const checkout = resolve(__dirname, "..");
const programs = join(__dirname, "programs");

/** A stack of the program in `programs/`, in a temporary folder, with its state in a file beside it. */
export class Stack {
  readonly #home: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(home: string, env: NodeJS.ProcessEnv) {
    this.#home = home;
    this.#env = env;
  }

  static async open(options: StackOptions): Promise<Stack> {
    const home = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-bench-"));
    layOut(join(home, "program"), options.way);
    mkdirSync(join(home, "state"));
    const { bin } = await ensureEngine({ log: (line) => console.error(line) });
    const stack = new Stack(home, { ...process.env, ...settingsOf(options, home, bin) });
    await stack.#pulumi("stack", "init", "bench");
    return stack;
  }

  /** Seconds that the command takes, as a user who types it would count them. */
  up(): Promise<number> {
    return this.#timed("up", "--yes", "--skip-preview");
  }

  preview(): Promise<number> {
    return this.#timed("preview");
  }

  refresh(): Promise<number> {
    return this.#timed("refresh", "--yes", "--skip-preview");
  }

  /** The resources of the program, without the stack and the provider. */
  async state(): Promise<StateRow[]> {
    const { deployment } = JSON.parse(await this.#pulumi("stack", "export")) as {
      deployment: { resources: StateRow[] };
    };
    return deployment.resources.filter(({ type }) => type.startsWith("pulumi-nodejs:"));
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #timed(...args: string[]): Promise<number> {
    const begin = process.hrtime.bigint();
    await this.#pulumi(...args);
    return Number(process.hrtime.bigint() - begin) / 1e9;
  }

  #pulumi(...args: string[]): Promise<string> {
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd: join(this.#home, "program"),
      env: this.#env,
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
    return new Promise((settle, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        if (code === 0) settle(out);
        else reject(new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${out}${err}`));
      });
    });
  }
}

/** Compiled, as a published program is, so that no compiler runs in what is measured. */
function layOut(folder: string, way: Way): void {
  mkdirSync(folder);
  for (const name of ["index", way]) {
    const text = readFileSync(join(programs, `${name}.ts`), "utf8");
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, `${name}.js`), outputText);
  }
  // JSON is YAML too.
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "bench", main: "index.js", runtime }));
  writeFileSync(join(folder, "package.json"), "{}\n");
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"), "junction");
}

function settingsOf(options: StackOptions, home: string, bin: string): Record<string, string> {
  const { way, pairs, emulator, latencyMs = 0, clockSpeed = 1 } = options;
  return {
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
    PULUMI_HOME: join(home, "pulumi-home"),
    PULUMI_CONFIG_PASSPHRASE: "only for the bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    BENCH_WAY: way,
    BENCH_PAIRS: String(pairs),
    BENCH_LATENCY_MS: String(latencyMs),
    BENCH_CLOCK_SPEED: String(clockSpeed),
    DEVCENTER_JOURNAL_DIRECTORY: join(home, "journal"),
    ...emulatorSettings(emulator),
  };
}
