import type { Values } from "pulumi-devcenter/internal/lifecycles";

/** The kinds that can be imported, in the order in which they depend on each other. */
export const importKinds = [
  "ReportTemplate",
  "ReportSchedule",
  "Product",
  "Submission",
  "ShippingLabel",
] as const;
export type ImportKind = (typeof importKinds)[number];

/** An object of the account, as a survey found it. Holds no link and, but for a callback URL, no secret. */
export interface FoundObject {
  readonly kind: ImportKind;
  /** As Pulumi writes it: `15`, `<productId>/<submissionId>`, … */
  readonly id: string;
  /** The properties that a program can declare, as the service shows them. */
  readonly declarable: Values;
  /** Names of declarable properties about which the service says nothing. */
  readonly untold: readonly string[];
  /** What only the service can say, such as `commitStatus`. */
  readonly computed: Values;
  /** ISO 8601, UTC; where the service says it. */
  readonly createdAt?: string | undefined;
  /** It belongs to another publisher. */
  readonly isForeign?: boolean | undefined;
  /** A list shows it, but the service refuses what is asked of it: why. */
  readonly refusal?: string | undefined;
}

/** An object as a message names it: `shipping label 14631253285588838/…`. */
export function titleOf({ kind, id }: Pick<FoundObject, "kind" | "id">): string {
  return `${kind.replaceAll(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase()} ${id}`;
}

/** The objects that an id names: its product, its submission, itself. */
export function parentsOf({ id }: Pick<FoundObject, "id">): { productId: string; submissionId: string } {
  const [productId = "", submissionId = ""] = id.split("/");
  return { productId, submissionId };
}

/** By id, the older first: ids of the service only ever grow. */
export function byId(one: Pick<FoundObject, "id">, other: Pick<FoundObject, "id">): number {
  const [ours, theirs] = [one, other].map(({ id }) => id.split("/").map(BigInt));
  for (const [index, part] of (ours ?? []).entries()) {
    const difference = part - (theirs?.[index] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}
