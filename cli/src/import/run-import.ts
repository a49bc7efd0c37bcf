import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DriverMetadataRecord } from "pulumi-devcenter/internal/api/driver-metadata";
import { ApiError } from "pulumi-devcenter/internal/api/errors/api-error";
import { TransferError } from "pulumi-devcenter/internal/api/errors/transfer-error";
import { findMetadata } from "pulumi-devcenter/internal/lifecycles/submission-metadata";
import type { Session } from "../session";
import { type FoundObject, importKinds, parentsOf, titleOf } from "./account";
import {
  askPulumi,
  type ManagedResource,
  managedBy,
  type ProgramVariable,
  undeclaredIn,
  variablesIn,
} from "./managed";
import { type Notebook, openNotebook } from "./notebook";
import type { ImportOptions } from "./options";
import { type Plan, type PlanNeeds, planImport, submissionsToReadMetadataOf } from "./plan";
import { styleOf } from "./print-style";
import { printModule } from "./print-typescript";
import { reasonToLeaveOut } from "./selection";
import { type SurveyCost, surveyAccount } from "./survey";
import { nameModules, projectFiles, writeNewFiles } from "./write";

/** What came of an import. */
export interface ImportReport {
  readonly found: number;
  readonly alreadyManaged: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly declared: number;
  /** Objects that cannot be declared, by id. */
  readonly undeclared: readonly { readonly id: string; readonly reasons: readonly string[] }[];
  /** Paths from the folder of the program. */
  readonly files: readonly string[];
  /** Lines that index.ts still needs. */
  readonly missingImports: readonly string[];
  /** Keys of the stack's configuration that hold callback URLs. */
  readonly secrets: readonly string[];
  /** Where there was no stack to put them in. */
  readonly secretsToSet: readonly string[];
}

/** Surveys the account, and writes the program that declares what is not managed yet. */
export async function runImport(
  session: Session,
  options: ImportOptions,
  tools: ImportTools,
): Promise<ImportReport> {
  const { out } = options;
  const stacks = options.inStack ?? tools.stacks;
  const managed = await managedIn(stacks, out, tools);
  const notebook = await openNotebook(out, tools.account, new Date());
  const everything = await survey(session, options, notebook, tools).finally(() => notebook.close());
  const variables = await variablesIn(out);
  const declared = variables.map(({ kind, importId }) => ({ kind, id: importId }));
  const ids = new Set([...managed, ...declared].map(({ kind, id }) => `${kind} ${id}`));
  const noted = await undeclaredIn(out);
  const free = everything.filter(
    (object) => !ids.has(`${object.kind} ${object.id}`) && !noted.has(titleOf(object)),
  );
  const { wanted, leftOut } = sorted(free, options);
  const metadata = await metadataFor(session, wanted);
  const plan = planImport({
    objects: wanted,
    managed,
    variables,
    metadata,
    exists: (path) => existsSync(join(out, path)),
    today: new Date().toISOString().slice(0, 10),
  });
  const written = options.dryRun
    ? nothingWritten(plan)
    : await writePlan(plan, { managed, variables }, options, stacks, tools);
  // After a dry run the answers stay, so that the real one need not ask again.
  if (!options.dryRun) await notebook.clear();
  return {
    found: everything.length,
    alreadyManaged: everything.length - free.length,
    leftOut,
    declared: wanted.length - plan.undeclared.length,
    undeclared: plan.undeclared.map(({ object, reasons }) => ({ id: object.id, reasons })),
    ...written,
  };
}

function survey(
  { context }: Session,
  { only = importKinds, product = [] }: ImportOptions,
  notebook: Notebook,
  tools: ImportTools,
): Promise<FoundObject[]> {
  if (notebook.remembered > 0)
    tools.say(`Going on with an earlier survey: ${notebook.remembered} answers are known.`);
  return surveyAccount({ kinds: new Set(only), products: product }, { ...tools, context, notebook });
}

export interface ImportTools {
  /** The stacks named by the global option. */
  readonly stacks: readonly string[];
  /** What tells one account from another. */
  readonly account: string;
  readonly say: (text: string) => void;
  readonly agree: (cost: SurveyCost) => Promise<void>;
  readonly progress: (what: string, done: number, total: number) => void;
  /** Versions that a new package.json asks for. */
  readonly versions: { readonly package: string; readonly sdk: string };
}

async function managedIn(
  stacks: readonly string[],
  folder: string,
  { say }: Pick<ImportTools, "say">,
): Promise<ManagedResource[]> {
  if (stacks.length > 0) return (await Promise.all(stacks.map((stack) => managedBy(stack, folder)))).flat();
  if (!existsSync(join(folder, "Pulumi.yaml"))) return [];
  try {
    return await managedBy(undefined, folder);
  } catch (error) {
    say(`No stack is looked at, so that everything counts as not managed: ${(error as Error).message}`);
    return [];
  }
}

function sorted(objects: readonly FoundObject[], options: ImportOptions) {
  const wanted: FoundObject[] = [];
  const leftOut: Record<string, number> = {};
  for (const object of objects) {
    const reason = reasonToLeaveOut(object, options);
    if (reason === undefined) wanted.push(object);
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  return { wanted, leftOut };
}

/** For labels with many hardware ids: what their submissions have to choose from. Without it they are written out. */
async function metadataFor(
  { context }: Session,
  objects: readonly FoundObject[],
): Promise<Map<string, DriverMetadataRecord>> {
  const found = new Map<string, DriverMetadataRecord>();
  for (const id of submissionsToReadMetadataOf(objects)) {
    const metadata = await findMetadata(context, parentsOf({ id })).catch(undefinedWhenRefused);
    if (metadata !== undefined) found.set(id, metadata);
  }
  return found;
}

function undefinedWhenRefused(error: unknown): undefined {
  if (!(error instanceof ApiError) && !(error instanceof TransferError)) throw error;
}

function nothingWritten(plan: Plan) {
  return {
    files: plan.modules.map(({ path }) => `${path}.ts`),
    missingImports: [],
    secrets: plan.secrets.map(({ key }) => key),
    secretsToSet: [],
  };
}

async function writePlan(
  plan: Plan,
  { managed, variables }: Pick<PlanNeeds, "managed" | "variables">,
  { out }: ImportOptions,
  stacks: readonly string[],
  { versions }: Pick<ImportTools, "versions">,
) {
  if (plan.modules.length === 0) return nothingWritten(plan);
  const style = await styleOf(out);
  const project = projectFiles(out, versions);
  const declared = new Map(
    plan.modules.flatMap(({ path, declarations }) =>
      declarations.map(({ object: { kind, id }, name: { variable } }) => [
        `${kind} ${id}`,
        { module: path, variable },
      ]),
    ),
  );
  const owners = new Map(managed.map((entry) => [`${entry.kind} ${entry.id}`, entry]));
  const surroundings = {
    style,
    isEsm: await isEsm(out),
    managed: (kind: string, id: string) => owners.get(`${kind} ${id}`),
    variable: (kind: string, id: string) => {
      const owner = owners.get(`${kind} ${id}`);
      const own = declared.get(`${kind} ${id}`);
      const isIt = (entry: ProgramVariable) => entry.importId === id || entry.resource === owner?.resource;
      return own ?? variables.find((entry) => entry.isExported && entry.kind === kind && isIt(entry));
    },
  };
  const files = [
    ...project,
    ...plan.modules.map((module) => ({ path: `${module.path}.ts`, text: printModule(module, surroundings) })),
    ...plan.hardwareIdFiles.map(({ path, ids }) => ({
      path,
      text: `${JSON.stringify(ids, undefined, 2)}\n`,
    })),
  ];
  await writeNewFiles(out, files);
  const modules = plan.modules.map(({ path }) => path);
  const missingImports = await nameModules(out, modules, style.quote);
  const secretsToSet = await setSecrets(plan, out, stacks);
  return {
    files: files.map(({ path }) => path),
    missingImports,
    secrets: plan.secrets.map(({ key }) => key),
    secretsToSet,
  };
}

async function isEsm(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  return (JSON.parse(text) as { type?: unknown }).type === "module";
}

/** Callback URLs may hold the key of their receiver: they go to the stack by standard input, and nowhere else. */
async function setSecrets({ secrets }: Plan, folder: string, stacks: readonly string[]): Promise<string[]> {
  const [stack] = stacks;
  if (stack === undefined) return secrets.map(({ key }) => `pulumi config set --secret ${key}`);
  for (const { key, value } of secrets) {
    await askPulumi(
      ["config", "set", "--secret", key, "--non-interactive", `--stack=${stack}`],
      folder,
      value,
    );
  }
  return [];
}
