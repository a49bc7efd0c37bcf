import { type Emulator, type EntityKind, type RecordedRequest, start } from "devcenter-emulator";
import { emulatorSettings } from "./emulator-settings";
import { inTheField } from "./in-the-field";
import { type ExportedResource, PulumiProject, type PulumiProjectOptions } from "./pulumi-project";
import type { Outcome } from "./pulumi-run";
import { leaveTally } from "./tally";

/** The test's own way in: a token that the emulator takes besides those it issues. */
export const OWN_TOKEN = "taken-for-the-test-itself";
const OURS = "pulumi-nodejs:dynamic/devcenter:";

/** What one piece of work gave, and which requests reached Dev Center meanwhile. */
export interface Watched<T> {
  readonly outcome: T;
  readonly requests: readonly RecordedRequest[];
}

/** A local Dev Center of a test's own, and Pulumi projects that talk to it and to nothing else. */
export class LocalDevCenter {
  readonly emulator: Emulator;
  readonly #projects: PulumiProject[] = [];

  private constructor(emulator: Emulator) {
    this.emulator = emulator;
  }

  /** @param speed emulated seconds in a real one, for what takes minutes; default 1 */
  static async open(speed = 1): Promise<LocalDevCenter> {
    return new LocalDevCenter(
      await start({ port: 0, accessToken: OWN_TOKEN, speed, fieldBehavior: inTheField() }),
    );
  }

  get env(): Record<string, string> {
    return emulatorSettings(this.emulator);
  }

  /** A Pulumi project that talks to this Dev Center; removed by `close`. */
  async project(options: PulumiProjectOptions): Promise<PulumiProject> {
    const project = await PulumiProject.create({ ...options, env: { ...this.env, ...options.env } });
    this.#projects.push(project);
    return project;
  }

  /** A project of one JavaScript file, which finds the package as `devcenter`. */
  program(source: string, options: Omit<PulumiProjectOptions, "copyOf"> = {}): Promise<PulumiProject> {
    return this.project({ ...options, files: { ...options.files, ...program(source) } });
  }

  /** Does the work and tells which requests of the API it caused. */
  async watch<T>(work: () => Promise<T>): Promise<Watched<T>> {
    const before = this.emulator.requests.length;
    const outcome = await work();
    return { outcome, requests: this.emulator.requests.slice(before) };
  }

  /** The same for a command of Pulumi that has to end well; fails with everything it printed when it does not. */
  async run(command: () => Promise<Outcome>): Promise<Watched<Outcome>> {
    const watched = await this.watch(command);
    const { ok, exitCode, output } = watched.outcome;
    if (!ok) throw new Error(`Pulumi failed (exit code ${exitCode}):\n${output}`);
    return watched;
  }

  /** Another person, past Pulumi, asks the API for something; answers the body. Fails unless it is granted. */
  async ask(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await fetch(this.emulator.url + path, {
      method,
      headers: { authorization: `Bearer ${OWN_TOKEN}`, "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  }

  /** Another person makes an object. Answers its id. */
  async make(kind: EntityKind, path: string, body: unknown): Promise<string> {
    await this.ask("POST", path, body);
    const made = this.emulator.state().entities[kind].at(-1);
    if (made === undefined) throw new Error(`POST ${path} made no ${kind}`);
    return made.id;
  }

  async close(): Promise<void> {
    await Promise.all(this.#projects.map((project) => project.cleanUp()));
    leaveTally(this.emulator);
    await this.emulator.close();
  }
}

/** The file of a JavaScript program, to be written over the one before. */
export function program(source: string): Record<string, string> {
  return {
    "index.js": `const pulumi = require("@pulumi/pulumi");\nconst devcenter = require("pulumi-devcenter");\n${source}\n`,
  };
}

/** Requests as "VERB path", in their order. */
export function asked(requests: readonly RecordedRequest[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path}`);
}

/** What the engine did to resources of this package, as "operation name", sorted: the order is its own affair. */
export function did({ steps }: Outcome): string[] {
  return steps
    .filter(({ type }) => type.startsWith(OURS))
    .map(({ op, name }) => `${op} ${name}`)
    .sort();
}

/** One resource of this package in the state, without what the engine keeps for itself. */
export type KeptResource = Pick<ExportedResource, "id" | "inputs" | "outputs">;

/** The resources of this package in the state, by name. */
export async function kept(project: PulumiProject): Promise<Record<string, KeptResource>> {
  const { resources } = await project.export();
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith(OURS))
      .map(({ urn, id, inputs, outputs }) => [urn.slice(urn.lastIndexOf("::") + 2), { id, inputs, outputs }]),
  );
}

/** The ids of the resources of this package in the state, by name. */
export async function keptIds(project: PulumiProject): Promise<Record<string, string>> {
  const ids = Object.entries(await kept(project)).map(([name, { id }]) => [name, id ?? ""]);
  return Object.fromEntries(ids);
}
