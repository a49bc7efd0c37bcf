import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { MetadataShape } from "pulumi-devcenter/internal/dev-center";
import type { Session } from "../session";
import { type FoundObject, importKinds, titleOf } from "./account";
import type { ImportReport, ImportTools } from "./import-report";
import { metadataFor } from "./label-metadata";
import { type ManagedResource, managedBy, undeclaredIn, variablesIn } from "./managed";
import type { ImportOptions } from "./options";
import { planImport } from "./plan";
import { reasonToLeaveOut } from "./selection";
import { surveyAccount, surveySchedules } from "./survey";
import { openSurveyCache, type SurveyCache } from "./survey-cache";
import { nothingWritten, writeProgram } from "./write-program";

/** Surveys the account, and writes the program that declares what is not managed yet. */
export async function runImport(
  session: Session,
  options: ImportOptions,
  tools: ImportTools,
): Promise<ImportReport> {
  const { out } = options;
  const stacks = options.inStack ?? tools.stacks;
  // Pulumi is started there.
  await mkdir(out, { recursive: true });
  const managed = await managedIn(stacks, out, tools);
  const variables = await variablesIn(out);
  const declared = variables.map(({ kind, importId }) => ({ kind, id: importId }));
  const ids = new Set([...managed, ...declared].map(({ kind, id }) => `${kind} ${id}`));
  const noted = await undeclaredIn(out);
  const isFree = (object: FoundObject) =>
    !ids.has(`${object.kind} ${object.id}`) && !noted.has(titleOf(object));
  const cache = await openSurveyCache(out, tools.account, new Date());
  const { everything, metadata } = await survey(session, options, cache, isFree, tools).finally(() =>
    cache.close(),
  );
  const free = everything.filter(isFree);
  const { wanted, leftOut } = sorted(free, options);
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
    : await writeProgram(plan, { managed, variables, folder: out, stack: stacks[0], ...tools });
  // After a dry run the answers stay, so that the real one need not ask again.
  if (!options.dryRun) await cache.clear();
  return {
    found: everything.length,
    alreadyManaged: everything.length - free.length,
    leftOut,
    declared: wanted.length - plan.undeclared.length,
    undeclared: plan.undeclared.map(({ object, reasons }) => ({ id: object.id, reasons })),
    ...written,
  };
}

interface Surveyed {
  readonly everything: readonly FoundObject[];
  readonly metadata: ReadonlyMap<string, MetadataShape>;
}

async function survey(
  { context }: Session,
  options: ImportOptions,
  cache: SurveyCache,
  isFree: (object: FoundObject) => boolean,
  tools: ImportTools,
): Promise<Surveyed> {
  const { only = importKinds, product = [] } = options;
  if (cache.cachedCount > 0)
    tools.say(`Going on with an earlier survey: ${cache.cachedCount} answers are known.`);
  const scope = { kinds: new Set(only), products: product };
  const lasting = await surveyAccount(scope, { ...tools, context, cache });
  const metadata = await metadataFor(context, cache, sorted(lasting.filter(isFree), options).wanted);
  const schedules = await surveySchedules(scope, { context });
  return { everything: [...lasting, ...schedules], metadata };
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
