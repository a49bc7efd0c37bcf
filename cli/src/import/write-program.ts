import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ImportReport, ImportTools } from "./import-report";
import { askPulumi, type ProgramVariable } from "./managed";
import type { Plan, PlanNeeds } from "./plan";
import { styleOf } from "./print-style";
import { printModule, type Surroundings } from "./print-typescript";
import { nameModules, projectFiles, writeNewFiles } from "./write";

type Written = Pick<ImportReport, "files" | "missingImports" | "secrets" | "secretsToSet">;

interface WriteNeeds extends Pick<PlanNeeds, "managed" | "variables">, Pick<ImportTools, "versions"> {
  readonly folder: string;
  /** Where the secrets go; undefined: nowhere. */
  readonly stack: string | undefined;
}

/** What a plan would write. */
export function nothingWritten(plan: Plan): Written {
  return {
    files: plan.modules.map(({ path }) => `${path}.ts`),
    missingImports: [],
    secrets: plan.secrets.map(({ key }) => key),
    secretsToSet: [],
  };
}

/**
 * Writes what a plan declares. The modules come last, because a run that was killed goes on with the objects of those that
 * are missing: by then the stack and index.ts know of all.
 */
export async function writeProgram(plan: Plan, needs: WriteNeeds): Promise<Written> {
  if (plan.modules.length === 0) return nothingWritten(plan);
  const { folder } = needs;
  const surroundings = await surroundingsOf(plan, needs);
  const others = [
    ...projectFiles(folder, needs.versions),
    ...plan.hardwareIdFiles.map(({ path, ids }) => ({
      path,
      text: `${JSON.stringify(ids, undefined, 2)}\n`,
    })),
  ];
  const modules = plan.modules.map((module) => ({
    path: `${module.path}.ts`,
    text: printModule(module, surroundings),
  }));
  await writeNewFiles(folder, others);
  const secretsToSet = await setSecrets(plan, needs);
  const paths = plan.modules.map(({ path }) => path);
  const missingImports = await nameModules(folder, paths, surroundings);
  await writeNewFiles(folder, modules);
  return {
    files: [...others, ...modules].map(({ path }) => path),
    missingImports,
    secrets: plan.secrets.map(({ key }) => key),
    secretsToSet,
  };
}

async function surroundingsOf(plan: Plan, { managed, variables, folder }: WriteNeeds): Promise<Surroundings> {
  const declared = new Map(
    plan.modules.flatMap(({ path, declarations }) =>
      declarations.map(({ object: { kind, id }, name: { variable } }) => [
        `${kind} ${id}`,
        { module: path, variable },
      ]),
    ),
  );
  const owners = new Map(managed.map((entry) => [`${entry.kind} ${entry.id}`, entry]));
  return {
    style: await styleOf(folder),
    isEsm: await isEsm(folder),
    managed: (kind, id) => owners.get(`${kind} ${id}`),
    variable: (kind, id) => {
      const owner = owners.get(`${kind} ${id}`);
      const own = declared.get(`${kind} ${id}`);
      const isIt = (entry: ProgramVariable) => entry.importId === id || entry.resource === owner?.resource;
      return own ?? variables.find((entry) => entry.isExported && entry.kind === kind && isIt(entry));
    },
  };
}

async function isEsm(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  return (JSON.parse(text) as { type?: unknown }).type === "module";
}

/** Callback URLs may hold the key of their receiver: they go to the stack by standard input, and nowhere else. */
async function setSecrets({ secrets }: Plan, { folder, stack }: WriteNeeds): Promise<string[]> {
  if (stack === undefined) return secrets.map(({ key }) => `pulumi config set --secret ${key}`);
  for (const { key, value } of secrets) {
    const args = ["config", "set", "--secret", key, "--non-interactive", `--stack=${stack}`];
    await askPulumi(args, folder, value);
  }
  return [];
}
