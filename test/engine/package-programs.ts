import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { environmentElsewhere } from "../../harness/package-tools";
import type { PulumiProject } from "../../harness/pulumi-project";

export const CHECKOUT = resolve(__dirname, "..", "..");
export const QUICKSTART = readFileSync(join(CHECKOUT, "examples", "quickstart", "index.ts"), "utf8");

interface Manifest {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

export const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifestIn(CHECKOUT);

/** What Pulumi's own templates of TypeScript projects bring; a bare SDK would compile with TypeScript 3.8. */
export const TYPESCRIPT = ["typescript", "@types/node"];

export async function npm(folder: string, ...args: string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  await promisify(execFile)("npm", [...args, ...quiet], {
    cwd: folder,
    env: environmentElsewhere(),
    shell: process.platform === "win32",
  });
}

export const RUNTIME = (runtime: string) => ({ "Pulumi.yaml": `name: package\nruntime: ${runtime}\n` });

/** The quick start in each language and module system that a user may write it in. */
export const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a CommonJS program in JavaScript": {
    ...RUNTIME("{ name: nodejs, options: { typescript: false } }"),
    "index.js": QUICKSTART.replace(
      /^import \* as devcenter from (.*);$/m,
      "const devcenter = require($1);",
    ).replace(/^export const (\w+) = /gm, "exports.$1 = "),
  },
  "an ECMAScript module in JavaScript": {
    ...RUNTIME("{ name: nodejs, options: { typescript: false } }"),
    "index.js": QUICKSTART,
  },
  "a CommonJS program in TypeScript": {
    ...RUNTIME("nodejs"),
    "index.ts": QUICKSTART,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, target: "es2022", module: "commonjs", moduleResolution: "node" },
    }),
  },
};

/** Writes package.json and the program, in place of the program before. */
export function write(project: PulumiProject, title: string): void {
  const isModule = title.startsWith("an ECMAScript module");
  const main = title.endsWith("TypeScript") ? "index.ts" : "index.js";
  const manifest = manifestIn(project.folder);
  project.write({
    ...PROGRAMS[title],
    "package.json": JSON.stringify({ ...manifest, main, type: isModule ? "module" : "commonjs" }),
  });
}
