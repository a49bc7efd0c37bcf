import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import type { Declaration } from "./engine-simulator";
import type { Kind } from "./sample-inputs";

/** What a program declares, and what it only reads, by `get`. */
export interface LoadedProgram {
  readonly declared: readonly (Declaration & { readonly resource: string })[];
  /** Ids, by kind and name. */
  readonly read: ReadonlyMap<string, string>;
}

export interface ProgramSurroundings {
  /** The stack's configuration, without the name of the project. */
  readonly config: Readonly<Record<string, string>>;
  /** The id of a resource that is in the state; undefined: it is to be adopted. */
  readonly idOf: (kind: string, resource: string) => string | undefined;
}

/**
 * Runs a Pulumi program in this process, as the engine's language host would: every value that it declares is the one that
 * comes out, references resolved, and nothing is asked of any service.
 */
export async function loadProgram(
  folder: string,
  { config, idOf }: ProgramSurroundings,
): Promise<LoadedProgram> {
  const project = /^name: (.+)$/m.exec(readFileSync(join(folder, "Pulumi.yaml"), "utf8"))?.[1] ?? "";
  const declared: LoadedProgram["declared"][number][] = [];
  const read = new Map<string, string>();
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => {
        throw new Error(`the program calls ${token}`);
      },
      newResource: ({ type, name: resource, inputs, id: readId }) => {
        const kind = type.slice(type.lastIndexOf(":") + 1) as Kind;
        if (readId) {
          read.set(`${kind} ${resource}`, readId);
          return { id: readId, state: {} };
        }
        const values = opened(inputs) as Record<string, unknown>;
        const id = idOf(kind, resource) ?? values.adoptId;
        if (typeof id !== "string") throw new Error(`${kind} ${resource} would be created`);
        // Two kinds may have the same name.
        declared.push({ name: `${kind} ${resource}`, kind, resource, inputs: values });
        return { id, state: values };
      },
    },
    project,
    "test",
  );
  const keyed = Object.entries(config).map(([key, value]) => [`${project}:${key}`, value]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(keyed),
    keyed.map(([key = ""]) => key),
  );
  try {
    await load(join(folder, "index.ts"));
    await pulumi.runtime.disconnect();
  } finally {
    forgetMocks();
  }
  return { declared, read };
}

/** Whatever else runs in this process asks no mocks. */
function forgetMocks(): void {
  pulumi.runtime.resetOptions("", "", 0, "", "", false, "");
  pulumi.runtime.setAllConfig({}, []);
}

/** As it stands now: what was loaded before had another text. */
async function load(file: string): Promise<void> {
  const folder = dirname(file);
  const { type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: string };
  if (type === "module") return loadModules(folder, basename(file));
  for (const key of Object.keys(require.cache)) if (key.startsWith(folder)) delete require.cache[key];
  // The SDK takes a stack of every promise, which costs more than all the rest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    require(file);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Node.js forgets no ECMAScript module: from another place it is another one. */
async function loadModules(folder: string, file: string): Promise<void> {
  const copy = mkdtempSync(`${folder}-`);
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
    symlinkSync(realpathSync(join(folder, "node_modules")), join(copy, "node_modules"), "junction");
    await import(`${pathToFileURL(join(copy, file))}`);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const secretKey = "4dabf18193072939515e22adb298388d";

/** Without the envelopes of secrets. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== "object") return value;
  if (secretKey in value) return opened((value as { value?: unknown }).value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, opened(inner)]));
}
