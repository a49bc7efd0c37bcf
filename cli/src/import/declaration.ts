import type { HardwareId, WorkflowStatus } from "pulumi-devcenter/internal/dev-center";
import {
  isCommitted,
  isUnderWay,
  minimalInputs,
  type Selection,
  type Values,
} from "pulumi-devcenter/internal/lifecycles";
import { type FoundObject, type ImportKind, parentsOf } from "./account";
import { mostWrittenOut } from "./hardware-ids";
import type { Name } from "./names";
import { lifecycleOf } from "./survey";

/** A resource of the program to be, in no language. */
export interface Declaration {
  readonly object: FoundObject;
  readonly name: Name;
  /** What a reader has to know about the resource, a sentence each. */
  readonly comments: readonly string[];
  /** In the order of the resource's own arguments. */
  readonly properties: readonly DeclaredProperty[];
  /** What the properties say when all references are resolved: for the check. */
  readonly inputs: Values;
}

export interface DeclaredProperty {
  readonly name: string;
  /** A value of JSON, which may contain one of the classes below. */
  readonly value: unknown;
}

/** The id of another object. */
export class Reference {
  constructor(
    readonly kind: ImportKind,
    readonly id: string,
    /** The property of the resource that has it, such as `templateId`. */
    readonly property: string,
    /** What is written when no resource of the program has it. */
    readonly literal: string | number,
  ) {}
}

/** A value that only the stack's configuration has. */
export class ConfiguredSecret {
  constructor(
    readonly key: string,
    readonly value: string,
  ) {}
}

/** Hardware ids that fill a separate file, because there are many. */
export class HardwareIdFile {
  constructor(
    readonly path: string,
    readonly ids: readonly HardwareId[],
  ) {}
}

/** How a label says its hardware ids. */
export type SelectionFor = (label: FoundObject) => Selection | undefined;

/** The declaration that says what the service shows, and makes the first `up` change nothing. */
export function declare(object: FoundObject, name: Name, selectionFor: SelectionFor): Declaration {
  const { declarable, untold, computed } = object;
  const inputs = minimalInputs(lifecycleOf(object.kind), {
    inputs: declarable,
    notReported: untold,
    outputs: computed,
  });
  const { extra, comments } = cautionFor(object);
  const all: Values = { ...inputs, ...extra };
  return {
    object,
    name,
    comments,
    inputs: all,
    properties: Object.entries(all).map(([property, value]) => ({
      name: property,
      value: shownAs(object, name, property, value, selectionFor),
    })),
  };
}

/** What keeps the first `up`, and a later removal, from changing what is under way. */
function cautionFor({ kind, computed }: FoundObject): { extra: Values; comments: readonly string[] } {
  if (kind === "Submission" && !isCommitted(computed.commitStatus)) {
    return {
      extra: { commit: false, waitFor: "none" },
      comments: [
        "Not committed on Dev Center. commit: false leaves it so; take it out to hand in a package.",
      ],
    };
  }
  if (kind === "ShippingLabel" && isUnderWay(computed.workflowStatus as WorkflowStatus | undefined)) {
    return {
      extra: { onDelete: "keep" },
      comments: [
        "On its way when it was imported. onDelete: keep guards it from being cancelled by a removal.",
      ],
    };
  }
  return { extra: {}, comments: [] };
}

function shownAs(
  object: FoundObject,
  name: Name,
  property: string,
  value: unknown,
  selectionFor: SelectionFor,
): unknown {
  const { productId, submissionId } = parentsOf(object);
  const literal = value as string | number;
  switch (property) {
    case "templateId":
      return new Reference("ReportTemplate", String(value), property, literal);
    case "productId":
      return new Reference("Product", productId, property, literal);
    case "submissionId":
      return new Reference("Submission", `${productId}/${submissionId}`, property, literal);
    case "callbackUrl":
      return new ConfiguredSecret(`${name.variable}CallbackUrl`, String(value));
    case "targeting":
      return shownTargeting(value as Targeting, object, name, selectionFor);
    default:
      return value;
  }
}

interface Targeting {
  readonly hardwareIds?: readonly HardwareId[];
}

function shownTargeting(
  targeting: Targeting,
  object: FoundObject,
  name: Name,
  selectionFor: SelectionFor,
): object {
  const { hardwareIds = [], ...rest } = targeting;
  if (hardwareIds.length <= mostWrittenOut) return targeting;
  const select = selectionFor(object);
  if (select === undefined) {
    return { hardwareIds: new HardwareIdFile(`hardware-ids/${name.resource}.json`, hardwareIds), ...rest };
  }
  const from = { metadata: "submission", ...(Object.keys(select).length > 0 && { select }) };
  return { hardwareIdsFrom: from, ...rest };
}
