import { byId, type FoundObject, type ImportKind, parentsOf, titleOf } from "./account";
import type { Declaration } from "./declaration";

/** A file of the program to be. */
export interface Module {
  /** From the folder of the program, with "/", without an ending: `products/nic`. */
  readonly path: string;
  readonly declarations: readonly Declaration[];
  /** Objects that cannot be declared, each with the reasons. */
  readonly undeclared: readonly Undeclared[];
}

export interface Undeclared {
  readonly object: FoundObject;
  readonly reasons: readonly string[];
}

export interface LayoutNeeds {
  readonly declarations: readonly Declaration[];
  readonly undeclared: readonly Undeclared[];
  /** The name of a product's resource, by its id; undefined where neither state nor program has one. */
  readonly productName: (productId: string) => string | undefined;
  readonly exists: (path: string) => boolean;
  /** `2026-11-27`: behind the name of a file that exists already. */
  readonly today: string;
}

/** Templates and schedules in one file, each product with its submissions and labels in its own file. */
export function layOut({ declarations, undeclared, productName, exists, today }: LayoutNeeds): Module[] {
  const places = new Map<string, { declarations: Declaration[]; undeclared: Undeclared[] }>();
  const at = (object: FoundObject) => {
    const place = placeOf(object, productName);
    const found = places.get(place) ?? { declarations: [], undeclared: [] };
    places.set(place, found);
    return found;
  };
  for (const declaration of declarations) at(declaration.object).declarations.push(declaration);
  for (const entry of undeclared) at(entry.object).undeclared.push(entry);
  return [...places]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([place, content]) => ({
      path: freePath(place, exists, today),
      declarations: content.declarations.sort(inOrder),
      undeclared: content.undeclared,
    }));
}

function placeOf(object: FoundObject, productName: LayoutNeeds["productName"]): string {
  if (object.kind === "ReportTemplate" || object.kind === "ReportSchedule") return "reports";
  const { productId } = parentsOf(object);
  const name = productName(productId) ?? `product-${productId}`;
  return `products/${isDevice(name) ? `product-${name}` : name}`;
}

/** Windows has no files of these names. */
function isDevice(name: string): boolean {
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(name);
}

/** A file that exists belongs to a person. */
function freePath(place: string, exists: LayoutNeeds["exists"], today: string): string {
  if (!exists(`${place}.ts`)) return place;
  for (let count = 1; ; count++) {
    const path = count === 1 ? `${place}-${today}` : `${place}-${today}-${count}`;
    if (!exists(`${path}.ts`)) return path;
  }
}

const order: readonly ImportKind[] = [
  "ReportTemplate",
  "ReportSchedule",
  "Product",
  "Submission",
  "ShippingLabel",
];

/** A resource comes before those that refer to it. */
function inOrder(one: Declaration, other: Declaration): number {
  return order.indexOf(one.object.kind) - order.indexOf(other.object.kind) || byId(one.object, other.object);
}

/** The comment in place of an object that cannot be declared. */
export function undeclaredComment({ object, reasons }: Undeclared): string[] {
  const { name, productName } = object.declarable;
  const label = name ?? productName;
  return [
    `Not declared: ${titleOf(object)}${label === undefined ? "" : ` ${JSON.stringify(label)}`}`,
    ...reasons.map((reason) => `  ${reason}`),
  ];
}
