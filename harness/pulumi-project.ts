import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import {
  type ConfigMap,
  LocalWorkspace,
  type OutputMap,
  PulumiCommand,
  Stack,
} from "@pulumi/pulumi/automation";
import { ensureEngine } from "../engine/find-or-install";
import { copyProject, type FolderContents, filesIn, layOut, writeFiles } from "./project-folder";
import { type Logging, type Outcome, runPulumi } from "./pulumi-run";

/**
 * Node.js 20.20 loops for half a minute when it prints an error with colours, as the SDK does for a
 * program that throws, if a stack frame ends in `node_modules/@scope/file`. The SDK's own tenth frame does.
 */
const SHORT_STACKS = "--stack-trace-limit=7";

const EXPORT_LIMIT_BYTES = 64 * 1024 * 1024;

/** What a test's Pulumi project consists of. */
export interface PulumiProjectOptions extends FolderContents {
  /** Stack configuration, such as `{ "devcenter:tenantId": { value: "…" } }`. */
  readonly config?: ConfigMap;
  /** Environment variables of the program and of the provider process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a command of the CLI printed, and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The state of a stack, as `pulumi stack export` gives it. */
export interface ExportedState {
  readonly resources: readonly ExportedResource[];
}

/** One resource in the state. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

/**
 * A Pulumi project in a temporary folder, with its state in a file, run by the real CLI:
 *
 *     const project = await PulumiProject.create({ copyOf: "examples/quickstart", env });
 *     assert.equal((await project.up()).ok, true);
 *     await project.cleanUp();
 *
 * The program sees the checkout's node_modules, so `pulumi-devcenter` is this repository as last built.
 */
export class PulumiProject {
  /** The folder of Pulumi.yaml and of the program. */
  readonly folder: string;
  readonly #stack: Stack;

  private constructor(folder: string, stack: Stack) {
    this.folder = folder;
    this.#stack = stack;
  }

  /** The environment in which a command of another person's runs `pulumi` on this project. */
  get environment(): Record<string, string> {
    const { pulumiCommand, envVars } = this.#stack.workspace as LocalWorkspace;
    const path = `${dirname(pulumiCommand.command)}${delimiter}${process.env.PATH ?? ""}`;
    return { ...envVars, PATH: path };
  }

  /** Makes the folder and an empty stack called `test`. */
  static async create(options: PulumiProjectOptions): Promise<PulumiProject> {
    const home = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-devcenter-"));
    const folder = layOut(home, options);
    const workspace = await LocalWorkspace.create({
      workDir: folder,
      pulumiCommand: await findCommand(),
      envVars: {
        PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
        // Nobody's own login, plugins or selected stack play a part.
        PULUMI_HOME: join(home, "pulumi-home"),
        PULUMI_CONFIG_PASSPHRASE: "only for tests",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        NODE_OPTIONS: SHORT_STACKS,
        ...options.env,
      },
    });
    const stack = await Stack.create("test", workspace);
    if (options.config) await stack.setAllConfig(options.config);
    return new PulumiProject(folder, stack);
  }

  /** Writes files into the project, by their path in it. */
  write(files: Readonly<Record<string, string>>): void {
    writeFiles(this.folder, files);
  }

  /** Copies a folder over the project: the next step of an example. */
  copyOver(folder: string): void {
    copyProject(folder, this.folder);
  }

  /** Sets stack configuration, beside what is set already. */
  async setConfig(config: ConfigMap): Promise<void> {
    await this.#stack.setAllConfig(config);
  }

  up(logging?: Logging): Promise<Outcome> {
    return this.#run(["up", "--yes", "--skip-preview"], logging);
  }

  preview(logging?: Logging): Promise<Outcome> {
    return this.#run(["preview"], logging);
  }

  refresh(logging?: Logging): Promise<Outcome> {
    return this.#run(["refresh", "--yes", "--skip-preview"], logging);
  }

  destroy(logging?: Logging): Promise<Outcome> {
    return this.#run(["destroy", "--yes", "--skip-preview"], logging);
  }

  #run(verb: readonly string[], logging: Logging = {}): Promise<Outcome> {
    const { pulumiCommand, envVars } = this.#stack.workspace as LocalWorkspace;
    // Beside the project's home, whose files are looked through for secrets.
    const eventFolder = tmpdir();
    return runPulumi(verb, logging, {
      pulumi: pulumiCommand.command,
      cwd: this.folder,
      env: envVars,
      eventFolder,
    });
  }

  /** Any other command of the CLI on this stack, such as `["preview", "--json"]`. */
  command(args: readonly string[]): Promise<CommandResult> {
    const { pulumiCommand, envVars } = this.#stack.workspace as LocalWorkspace;
    const env = { ...process.env, ...envVars };
    const options = { cwd: this.folder, env, maxBuffer: EXPORT_LIMIT_BYTES };
    return new Promise((resolve, reject) => {
      const whole = [...args, "--stack", "test", "--non-interactive"];
      execFile(pulumiCommand.command, whole, options, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : error.code;
        if (typeof exitCode === "number") resolve({ exitCode, stdout, stderr });
        else reject(error);
      });
    });
  }

  /** What the program exports; secrets are in plain text and marked. */
  outputs(): Promise<OutputMap> {
    return this.#stack.outputs();
  }

  /** The resources in the state, secrets still encrypted. */
  async export(): Promise<ExportedState> {
    // The Automation API's own export would decrypt them.
    const { pulumiCommand, envVars } = this.#stack.workspace as LocalWorkspace;
    const { stdout } = await promisify(execFile)(
      pulumiCommand.command,
      ["stack", "export", "--stack", "test"],
      {
        cwd: this.folder,
        env: { ...process.env, ...envVars },
        maxBuffer: EXPORT_LIMIT_BYTES,
      },
    );
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: ExportedResource[] } };
    return { resources: deployment.resources ?? [] };
  }

  /** Makes this the state of the stack, as `pulumi stack import` does. */
  async import(deployment: object): Promise<void> {
    await this.#stack.importStack({ version: 3, deployment });
  }

  /** Every file that Pulumi or the program has written, as text by its path: state, history, settings, logs. */
  writtenFiles(): Map<string, string> {
    return filesIn(dirname(this.folder));
  }

  /** Frees the state from the lock that an engine leaves behind when it is killed. */
  async cancel(): Promise<void> {
    await this.#stack.cancel();
  }

  /** Removes folder and state. What the stack made elsewhere is the test's to destroy. */
  async cleanUp(): Promise<void> {
    await rm(dirname(this.folder), { recursive: true, force: true });
  }
}

async function findCommand(): Promise<PulumiCommand> {
  const { bin } = await ensureEngine();
  // The Automation API looks for a `bin` folder in the root it is given, and else on PATH only.
  return basename(bin) === "bin" ? PulumiCommand.get({ root: dirname(bin) }) : PulumiCommand.get();
}
