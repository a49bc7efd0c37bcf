import { byId, type FoundObject, type ImportKind, parentsOf } from "./account";
import { scheduleName, templateName } from "./content-name";
import { identifierOf, kebabOf } from "./identifier";

/** What an object is called in the program. */
export interface Name {
  /** The variable, unique in the program. */
  readonly variable: string;
  /** The name of the Pulumi resource, unique in its kind. */
  readonly resource: string;
}

const nouns: Readonly<Record<ImportKind, string>> = {
  ReportTemplate: "template",
  ReportSchedule: "schedule",
  Product: "product",
  Submission: "submission",
  ShippingLabel: "label",
};

/**
 * Names for objects, by their ids. The same account always gives the same names, and an object that is made later changes
 * no other's: where two would have the same name, the older keeps it, and the other has its own id behind it.
 *
 * @param taken names of resources in the state or in the program, by kind: they are never used again
 * @param managed names of resources that are managed already, by kind and id, for those that belong to them
 */
export function nameObjects(
  objects: readonly FoundObject[],
  taken: (kind: ImportKind, resource: string) => boolean,
  managed: ReadonlyMap<string, string> = new Map(),
): Map<FoundObject, Name> {
  const templates = new Map(objects.map((object) => [keyOf(object), object]));
  const resources = new Map(managed);
  const names = new Map<FoundObject, Name>();
  const used = new Set<string>();
  for (const object of [...objects].sort(byKindAndId)) {
    const noun = nouns[object.kind];
    const wanted = identifierOf(textOf(object, templates, resources), noun);
    const marks = (base: string) =>
      [kebabOf(base), withNoun(base, noun)].map((mark) => `${object.kind} ${mark}`);
    const isFree = (base: string) =>
      !marks(base).some((mark) => used.has(mark)) && !taken(object.kind, kebabOf(base));
    let base = wanted;
    // Once as a rule; an older one may be called like this one with its id.
    while (!isFree(base)) base += lastPart(object.id);
    for (const mark of marks(base)) used.add(mark);
    resources.set(keyOf(object), kebabOf(base));
    names.set(object, { variable: withNoun(base, noun), resource: kebabOf(base) });
  }
  return names;
}

function keyOf({ kind, id }: Pick<FoundObject, "kind" | "id">): string {
  return `${kind} ${id}`;
}

/** A product and its submission may be called the same; their variables differ by kind. */
function withNoun(variable: string, noun: string): string {
  return variable.toLowerCase().endsWith(noun)
    ? variable
    : variable + noun.charAt(0).toUpperCase() + noun.slice(1);
}

const order: readonly ImportKind[] = Object.keys(nouns) as ImportKind[];

function byKindAndId(one: FoundObject, other: FoundObject): number {
  return order.indexOf(one.kind) - order.indexOf(other.kind) || byId(one, other);
}

function textOf(
  object: FoundObject,
  objects: ReadonlyMap<string, FoundObject>,
  resources: ReadonlyMap<string, string>,
): string {
  const { productId, submissionId } = parentsOf(object);
  const product = resources.get(`Product ${productId}`) ?? "";
  const label = String(object.declarable.productName ?? object.declarable.name ?? "");
  switch (object.kind) {
    case "ReportTemplate":
      return templateName(object);
    case "ReportSchedule":
      return scheduleName(object, objects.get(`ReportTemplate ${String(object.declarable.templateId)}`));
    case "Product":
      return label;
    case "Submission":
      return within(product, label);
    case "ShippingLabel":
      return within(resources.get(`Submission ${productId}/${submissionId}`) ?? product, label);
  }
}

/** Labels are called "Retail" in every product: the name of what they belong to comes first, unless it is there already. */
function within(parent: string, name: string): string {
  const isSaid = kebabOf(identifierOf(name, "")).startsWith(parent);
  return isSaid || parent === "" ? name : `${parent} ${name}`;
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
