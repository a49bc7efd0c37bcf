import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Fault } from "devcenter-emulator";
import { ensureEngine } from "../../engine/find-or-install";
import { LocalDevCenter, type Watched } from "../local-dev-center";
import { copyProject } from "../project-folder";
import { allGone, until } from "../pulumi-processes";
import { ForgeServer } from "./forge-server";
import { KEPT, PASSPHRASE, surroundingsOf } from "./job-surroundings";
import { EXAMPLE, type Forge, type Job, pipelineFiles, type Step } from "./pipeline";
import { readPipeline } from "./read-pipeline";
import { type JobOutcome, type RunningScript, startScript } from "./running-script";

const CHECKOUT = resolve(__dirname, "..", "..");
/** No promise of speed: it only ends what hangs. */
const killWithinMs = 300_000;
/** Programs start through tsx, which is faster than the compiler and gives the same. */
const FAST = `main: index.ts\nruntime:\n  name: nodejs\n  options: { typescript: false, nodeargs: "--import tsx" }\n`;
const shells: Readonly<Record<Forge, readonly string[]>> = {
  github: ["-e"],
  // Neither a script nor an inline script of AzureCLI stops at a command that fails.
  azure: [],
  gitlab: ["-eo", "pipefail"],
};

/**
 * A machine that runs the jobs of one forge's pipeline, each with a fresh checkout in the same folder, its scripts as they
 * stand, in front of an emulated Dev Center and the API of the forge.
 */
export class PipelineMachine {
  readonly home = mkdtempSync(join(realpathSync(tmpdir()), "devcenter-pipeline-"));
  readonly #commits = new Map<string, string>();
  #running: RunningScript | undefined;

  private constructor(
    readonly forge: Forge,
    readonly center: LocalDevCenter,
    readonly server: ForgeServer,
    readonly engine: string,
  ) {
    for (const folder of ["state", "temp", "kept", "bin", "pipeline"]) mkdirSync(join(this.home, folder));
    // No registry is asked: what the lock file would bring is what this repository has.
    const npm = `#!/bin/sh\n[ "$1" = ci ] || exit 1\nexec ln -s ${CHECKOUT}/node_modules node_modules\n`;
    writeFileSync(join(this.home, "bin", "npm"), npm, { mode: 0o755 });
  }

  static async open(forge: Forge): Promise<PipelineMachine> {
    const { bin } = await ensureEngine();
    const machine = new PipelineMachine(
      forge,
      await LocalDevCenter.open(),
      await ForgeServer.open(forge),
      bin,
    );
    const first = machine.commit("the example");
    machine.#checkOut(first);
    const made = await machine.#run(["-e"], "pulumi stack init production", machine.#own());
    if (!made.ok) throw new Error(made.output);
    cpSync(
      join(machine.#workspace, "Pulumi.production.yaml"),
      join(machine.#folderOf(first), "Pulumi.production.yaml"),
    );
    return machine;
  }

  /** The example with an edit of its program. Answers the commit. */
  commit(name: string, edit: (program: string) => string = (program) => program): string {
    const sha = createHash("sha1").update(name).digest("hex");
    const folder = join(this.home, "commits", sha);
    copyProject([...this.#commits.values()][0] ?? EXAMPLE, folder);
    const rewrite = (file: string, change: (text: string) => string) =>
      writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
    rewrite("index.ts", edit);
    // As pulumi new does.
    rewrite("package.json", (text) => text.replace(/"name": ".*"/, '"name": "drivers"'));
    rewrite("Pulumi.yaml", (text) => text.replace("runtime: nodejs\n", FAST));
    this.#commits.set(sha, folder);
    return sha;
  }

  /** Runs a job for a commit, with what earlier jobs of the same run have handed over. A run is called by its commit. */
  async run(name: string, sha: string, run = sha): Promise<Watched<JobOutcome>> {
    return this.center.watch(() => this.#runJob(this.#job(name), sha, run));
  }

  /**
   * Runs a job until the request of the fault has been carried out and so many objects stand in the state, then kills
   * everything of it at once: while the engine waits for that one answer, it writes no state that a kill could cut off.
   */
  async runAndKill(name: string, sha: string, fault: Fault, objects: number): Promise<void> {
    const { emulator } = this.center;
    emulator.fail(fault);
    let early: JobOutcome | undefined;
    const ended = this.#runJob(this.#job(name), sha, sha).then((outcome) => {
      early = outcome;
    });
    const pattern = new RegExp(fault.match?.path ?? "");
    const isCarriedOut = () =>
      emulator.requests.some(
        ({ method, path, status }) =>
          method === fault.match?.method && pattern.test(path) && status !== undefined,
      );
    try {
      await until(
        "the request that is to be the last",
        () => {
          if (early !== undefined) throw new Error(`the job ended before it:\n${early.output}`);
          return isCarriedOut() && this.#objectsInState() === objects;
        },
        killWithinMs,
      );
    } finally {
      this.#running?.kill();
      await ended;
    }
    await allGone(this.#workspace);
  }

  /** How many resources of Dev Center have their id in the state; undefined while the engine writes it. */
  #objectsInState(): number | undefined {
    const stacks = join(this.home, "state", ".pulumi", "stacks");
    try {
      const [project = ""] = readdirSync(stacks);
      const file = join(stacks, project, "production.json");
      const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
        checkpoint: { latest?: { resources?: { type: string; id?: string }[] } };
      };
      const resources = checkpoint.latest?.resources ?? [];
      return resources.filter(({ type, id }) => type.includes("devcenter:") && id !== undefined).length;
    } catch {
      return undefined;
    }
  }

  /** Hands the plan of one commit over as if it were that of another. */
  passOff(plan: string, as: string): void {
    const from = join(this.home, "artifacts", plan);
    const to = join(this.home, "artifacts", as);
    cpSync(from, to, { recursive: true });
    for (const entry of readdirSync(to, { recursive: true, encoding: "utf8" }).sort().reverse()) {
      const name = basename(entry).replace(plan, as);
      renameSync(join(to, entry), join(to, dirname(entry), name));
    }
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.center.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  get #workspace(): string {
    return join(this.home, "workspace");
  }

  #job(name: string): Job {
    const job = readPipeline(
      this.forge,
      readFileSync(join(EXAMPLE, pipelineFiles[this.forge]), "utf8"),
    ).jobs.get(name);
    if (job === undefined) throw new Error(`there is no job ${name}`);
    return job;
  }

  #folderOf(sha: string): string {
    const folder = this.#commits.get(sha);
    if (folder === undefined) throw new Error(`there is no commit ${sha}`);
    return folder;
  }

  #checkOut(sha: string): void {
    rmSync(this.#workspace, { recursive: true, force: true });
    copyProject(this.#folderOf(sha), this.#workspace);
  }

  async #runJob(job: Job, sha: string, run: string): Promise<JobOutcome> {
    this.#checkOut(sha);
    const { env, fill } = surroundingsOf(this.forge, job, {
      home: this.home,
      sha,
      center: this.center,
      server: this.server,
    });
    const here = (text: string) => fill(text).replaceAll(KEPT, join(this.home, "kept"));
    const filled = (values: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, here(value)]));
    let output = "";
    for (const step of job.steps) {
      const outcome =
        step.kind === "script"
          ? await this.#run(shells[this.forge], here(step.script), {
              ...env,
              ...filled(job.env),
              ...filled(step.env),
            })
          : this.#pass(step, here, run);
      output += outcome.output;
      if (!outcome.ok) return { ok: false, output };
    }
    return { ok: true, output };
  }

  /** Keeps a file for later jobs of the run, or brings it here. */
  #pass(step: Step, here: (text: string) => string, run: string): JobOutcome {
    if (step.kind === "tool" || step.kind === "script") return { ok: true, output: "" };
    const kept = join(this.home, "artifacts", run, here(step.artifact));
    try {
      if (step.kind === "hand over") {
        const path = here(step.path);
        cpSync(join(this.#workspace, path), join(kept, path));
      } else cpSync(kept, resolve(this.#workspace, here(step.into)), { recursive: true });
      return { ok: true, output: "" };
    } catch (error) {
      return { ok: false, output: `${(error as Error).message}\n` };
    }
  }

  #own() {
    return { PULUMI_BACKEND_URL: `file://${this.home}/state`, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE };
  }

  async #run(
    flags: readonly string[],
    script: string,
    env: Readonly<Record<string, string>>,
  ): Promise<JobOutcome> {
    const { DEVCENTER_ENDPOINT = "", AZURE_AUTHORITY_HOST = "", NODE_EXTRA_CA_CERTS = "" } = this.center.env;
    this.#running = startScript(flags, script, {
      home: this.home,
      workspace: this.#workspace,
      path: [join(this.home, "bin"), this.engine],
      env: { DEVCENTER_ENDPOINT, AZURE_AUTHORITY_HOST, NODE_EXTRA_CA_CERTS, ...env },
    });
    return this.#running.ended;
  }
}
