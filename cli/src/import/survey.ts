import { ApiError } from "pulumi-devcenter/internal";
import type { Query } from "pulumi-devcenter/internal/dev-center";
import {
  type Context,
  type EnumeratedObject,
  type Lifecycle,
  lifecycles,
  type Observed,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { type FoundObject, type ImportKind, parentsOf, titleOf } from "./account";
import type { SurveyCache } from "./survey-cache";

/** What a survey looks at. */
export interface SurveyScope {
  readonly kinds: ReadonlySet<ImportKind>;
  /** These products only; none: all. */
  readonly products: readonly string[];
}

export interface SurveyTools {
  readonly context: Context;
  readonly cache: SurveyCache;
  /** Called with what the rest will cost when the products are known. Throws where that is too much. */
  readonly agree: (cost: SurveyCost) => Promise<void>;
  /** Called after each response. */
  readonly progress: (what: string, done: number, total: number) => void;
}

export interface SurveyCost {
  readonly products: number;
  /** An estimate: how many submissions and labels there are, only the lists themselves can say. */
  readonly requests: number;
}

/** A product has a submission or two as a rule, and a submission a label or two. */
const requestsPerProduct = 4;

/**
 * Reads what is in the account but for its schedules: one request for the templates, and one for each page of products, of
 * a product's submissions and of a submission's labels; one more for a label whose page does not show its targeting.
 */
export async function surveyAccount(scope: SurveyScope, tools: SurveyTools): Promise<FoundObject[]> {
  const templates = scope.kinds.has("ReportTemplate") ? await pagesOf("ReportTemplate", {}, tools) : [];
  const hardware = needsHardware(scope) ? await surveyHardware(scope, tools) : [];
  return [...templates, ...hardware].filter(({ kind }) => scope.kinds.has(kind));
}

/**
 * Reads the schedules, in one request. The last of all: their callback URLs are secrets and are not noted, so that whoever
 * goes on asks for them once more.
 */
export async function surveySchedules(
  { kinds }: SurveyScope,
  { context }: Pick<SurveyTools, "context">,
): Promise<FoundObject[]> {
  if (!kinds.has("ReportSchedule")) return [];
  const page = await lifecycleOf("ReportSchedule").enumerate?.(context, {});
  return (page?.found ?? []).map((object) => foundObject("ReportSchedule", object));
}

function needsHardware({ kinds }: SurveyScope): boolean {
  return (["Product", "Submission", "ShippingLabel"] as const).some((kind) => kinds.has(kind));
}

async function surveyHardware(scope: SurveyScope, tools: SurveyTools): Promise<FoundObject[]> {
  const products = await surveyProducts(scope, tools);
  const hasSubmissions = scope.kinds.has("Submission") || scope.kinds.has("ShippingLabel");
  await tools.agree({
    products: products.length,
    requests: (hasSubmissions ? requestsPerProduct * products.length : 0) + 1,
  });
  if (!hasSubmissions) return products;
  const found: FoundObject[] = [];
  for (const [index, product] of products.entries()) {
    tools.progress("products", index, products.length);
    const submissions = await childrenOf("Submission", product, { productId: product.id }, tools);
    found.push(submissions.parent);
    for (const submission of submissions.children) {
      if (scope.kinds.has("ShippingLabel")) {
        const labels = await childrenOf("ShippingLabel", submission, parentsOf(submission), tools);
        found.push(labels.parent, ...labels.children);
      } else found.push(submission);
    }
  }
  tools.progress("products", products.length, products.length);
  return found;
}

/** What belongs to an object. One that a list shows although the service has none keeps no other from being read. */
async function childrenOf(
  kind: ImportKind,
  parent: FoundObject,
  ids: Values,
  tools: SurveyTools,
): Promise<{ parent: FoundObject; children: FoundObject[] }> {
  try {
    return { parent, children: await pagesOf(kind, ids, tools, parent.isForeign) };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { parent: { ...parent, refusal: error.message }, children: [] };
  }
}

/** The service has no such object, whatever a list says. */
class RefusedError extends Error {}

async function surveyProducts({ products }: SurveyScope, tools: SurveyTools): Promise<FoundObject[]> {
  if (products.length === 0) return pagesOf("Product", {}, tools);
  const found: FoundObject[] = [];
  for (const id of products) found.push(await readWhole("Product", id, tools));
  return found;
}

async function pagesOf(
  kind: ImportKind,
  parent: Values,
  { context, cache, progress }: SurveyTools,
  isForeign = false,
): Promise<FoundObject[]> {
  const lifecycle = lifecycleOf(kind);
  const found: FoundObject[] = [];
  const isOfAccount = Object.keys(parent).length === 0;
  const seen = new Set<string>();
  let query: Query | undefined = {};
  while (query !== undefined && !seen.has(JSON.stringify(query))) {
    seen.add(JSON.stringify(query));
    const asked: Query = query;
    const ask = async (): Promise<NotedPage> => {
      const answer = await lifecycle.enumerate?.(context, parent, asked);
      const objects = (answer?.found ?? []).map((object) => ({
        object: foundObject(kind, object, isForeign),
        isPartial: object.isPartial ?? false,
      }));
      return { objects, next: answer?.next, unreadable: answer?.unreadable };
    };
    const key = [kind, ...Object.values(parent), JSON.stringify(asked)].join(" ");
    const page = await cache.read<NotedPage | Refusal>(key, isOfAccount ? ask : () => unlessRefused(ask));
    if ("refusal" in page) throw new RefusedError(page.refusal);
    if (page.unreadable) context.log(unreadableRows(page.unreadable, kind, parent));
    for (const { object, isPartial } of page.objects) {
      found.push(isPartial ? await readWhole(kind, object.id, { context, cache }, object) : object);
    }
    if (isOfAccount) progress(`${kind}s`, found.length, found.length);
    query = page.next;
  }
  return found;
}

function unreadableRows(count: number, kind: ImportKind, parent: Values): string {
  const where = Object.entries(parent).map(([name, id]) => ` of ${name} ${id}`);
  const what = count === 1 ? "1 row has" : `${count} rows have`;
  return `The list of ${kind}s${where.join(",")}: ${what} no id, and cannot be imported.`;
}

interface NotedPage {
  readonly objects: readonly { readonly object: FoundObject; readonly isPartial: boolean }[];
  readonly next?: Query | undefined;
  readonly unreadable?: number | undefined;
}

interface Refusal {
  readonly refusal: string;
}

/** A refusal is a response, too: the next run need not ask again. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiError) || !error.meansGone) throw error;
    return {
      refusal: `a list shows it, but Dev Center answers ${error.status} ${error.code ?? ""}`.trimEnd(),
    };
  }
}

/** What the list did not show of an object. */
async function readWhole(
  kind: ImportKind,
  id: string,
  { context, cache }: Pick<SurveyTools, "context" | "cache">,
  listed?: FoundObject,
): Promise<FoundObject> {
  return cache.read(`${kind} ${id}`, async () => {
    const observed = await lifecycleOf(kind).read(context, id);
    if (observed === undefined) {
      if (listed !== undefined)
        return { ...listed, refusal: "a list shows it, but Dev Center has no such object" };
      throw new Error(`${titleOf({ kind, id })}: Dev Center has no such object.`);
    }
    return {
      ...foundObject(kind, { ...observed, id }),
      createdAt: listed?.createdAt,
      isForeign: listed?.isForeign,
    };
  });
}

/** Only what a program can declare is kept: what this version does not know could be a link. */
function foundObject(
  kind: ImportKind,
  {
    id,
    inputs,
    notReported = [],
    outputs,
    createdAt,
    isForeign,
  }: Observed & Partial<EnumeratedObject> & { id: string },
  isOfForeign = false,
): FoundObject {
  const names = Object.keys(lifecycleOf(kind).properties);
  const known = Object.entries(inputs).filter(([name, value]) => names.includes(name) && value !== undefined);
  return {
    kind,
    id,
    declarable: Object.fromEntries(known),
    untold: [...notReported],
    computed: outputs,
    createdAt: createdAt?.toISOString(),
    isForeign: isForeign || isOfForeign || undefined,
  };
}

export function lifecycleOf(kind: ImportKind): Lifecycle {
  const lifecycle = lifecycles[kind];
  if (lifecycle === undefined) throw new Error(`there is no kind ${kind}`);
  return lifecycle;
}
