import type { HardwareId, MetadataShape } from "pulumi-devcenter/internal/dev-center";
import type { Selection } from "pulumi-devcenter/internal/lifecycles";
import { type FoundObject, type ImportKind, parentsOf } from "./account";
import { ConfiguredSecret, type Declaration, declare, HardwareIdFile } from "./declaration";
import { mostWrittenOut, selectionOf } from "./hardware-ids";
import { layOut, type Module, type Undeclared } from "./layout";
import type { ManagedResource, ProgramVariable } from "./managed";
import { nameObjects } from "./names";
import { reasonsAgainst } from "./proof";

/** What an import is going to write: known in full before the first file is. */
export interface Plan {
  readonly modules: readonly Module[];
  readonly secrets: readonly ConfiguredSecret[];
  readonly hardwareIdFiles: readonly HardwareIdFile[];
  readonly undeclared: readonly Undeclared[];
}

export interface PlanNeeds {
  readonly objects: readonly FoundObject[];
  readonly managed: readonly ManagedResource[];
  readonly variables: readonly ProgramVariable[];
  /** The driver metadata of a submission, where a label needs it. */
  readonly metadata: ReadonlyMap<string, MetadataShape>;
  readonly exists: (path: string) => boolean;
  readonly today: string;
}

export function planImport({ objects, managed, variables, metadata, exists, today }: PlanNeeds): Plan {
  const taken = new Set([...managed, ...variables].map(({ kind, resource }) => `${kind} ${resource}`));
  const isTaken = (kind: ImportKind, resource: string) => taken.has(`${kind} ${resource}`);
  const managedNames = new Map(managed.map(({ kind, id, resource }) => [`${kind} ${id}`, resource]));
  const names = nameObjects(objects, isTaken, managedNames);
  const declarations: Declaration[] = [];
  const undeclared: Undeclared[] = [];
  for (const [object, name] of names) {
    const declaration = declare(object, name, (label) => selectionFor(label, metadata));
    const reasons = refusalOf(object) ?? reasonsAgainst(declaration);
    if (reasons.length === 0) declarations.push(declaration);
    else undeclared.push({ object, reasons });
  }
  const products = new Map(
    [...names].map(([object, { resource }]) => [`${object.kind} ${object.id}`, resource]),
  );
  const productName = (id: string) => products.get(`Product ${id}`) ?? managedNames.get(`Product ${id}`);
  const values = declarations.flatMap(({ properties }) => properties.flatMap(({ value }) => leavesOf(value)));
  return {
    modules: layOut({ declarations, undeclared, productName, exists, today }),
    secrets: values.filter((value) => value instanceof ConfiguredSecret),
    hardwareIdFiles: values.filter((value) => value instanceof HardwareIdFile),
    undeclared,
  };
}

/** Undefined: it has to be proved. */
function refusalOf({ refusal, isForeign }: FoundObject): string[] | undefined {
  if (refusal !== undefined) return [refusal];
  return isForeign === true ? [] : undefined;
}

function selectionFor(
  label: FoundObject,
  metadata: ReadonlyMap<string, MetadataShape>,
): Selection | undefined {
  const known = metadata.get(submissionKey(label));
  return known && selectionOf(hardwareIdsOf(label), known);
}

/** The submissions whose driver metadata can shorten a label. */
export function submissionsToReadMetadataOf(objects: readonly FoundObject[]): string[] {
  const long = objects.filter((object) => hardwareIdsOf(object).length > mostWrittenOut);
  return [...new Set(long.map(submissionKey))];
}

function submissionKey(label: FoundObject): string {
  const { productId, submissionId } = parentsOf(label);
  return `${productId}/${submissionId}`;
}

function hardwareIdsOf({ declarable }: FoundObject): readonly HardwareId[] {
  return (declarable.targeting as { hardwareIds?: readonly HardwareId[] } | undefined)?.hardwareIds ?? [];
}

function leavesOf(value: unknown): unknown[] {
  if (value instanceof ConfiguredSecret || value instanceof HardwareIdFile) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(leavesOf);
}
