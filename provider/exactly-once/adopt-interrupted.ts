import { isEqual } from "../lifecycles/core/equality";
import type {
  Change,
  Context,
  Created,
  Lifecycle,
  Observed,
  Property,
  Values,
} from "../lifecycles/core/lifecycle";
import { onChangeOf, propertiesToReplace } from "../model/diff";
import { liveValue, remoteEqualityOf } from "../model/drift";
import { resourceInputs } from "../model/reserved";
import type { Ownership } from "./ownership";

/** An object that now belongs to the resource that is being created. */
export interface Adopted extends Created {
  /** It is not as declared, for the program was edited since a killed run created it: an update has to follow. */
  readonly pendingUpdate?: Pick<Change<Values>, "olds" | "changed">;
}

/** A resource that is being created; its object may exist already. */
export interface CreationContext {
  readonly lifecycle: Lifecycle;
  readonly context: Context;
  readonly ownership: Ownership;
  /** The URN of the resource. */
  readonly resource: string;
  readonly inputs: Values;
}

/** An object that a killed run created for this very resource, whatever the program was then. */
export interface InterruptedCreation {
  readonly id: string;
  /** Whether the program declares the same today. */
  readonly isEqual: boolean;
}

/**
 * Adopts what a killed run created. Undefined: it is gone, belongs to a resource already, or could only be replaced; then
 * it is deleted, as a replacement would.
 *
 * @throws Error when it cannot be told whether it is as declared
 */
export async function adoptInterrupted(
  { lifecycle, context, ownership, inputs }: CreationContext,
  { id, isEqual }: InterruptedCreation,
): Promise<Adopted | undefined> {
  const { kind, displayName } = lifecycle;
  if (!ownership.adopt({ kind, id })) return undefined;
  const observed = await lifecycle.read(context, id, inputs);
  if (observed === undefined) return undefined;
  const uncertainty = isEqual ? undefined : lifecycle.uncertainty?.(observed, inputs);
  if (uncertainty !== undefined) throw new Error(uncertainWords(displayName, id, uncertainty));
  const { outputs } = observed;
  const changed = isEqual ? [] : pendingProperties(lifecycle, observed, inputs);
  const olds = { ...notReportedAsDeclared(observed, inputs), ...resourceInputs(observed.inputs), ...outputs };
  const replaces = propertiesToReplace(lifecycle, { olds, news: inputs, changed });
  if (replaces.length > 0) {
    context.log(
      `${displayName} ${id} was made by a run that was cut off. The program has been edited since, and it cannot be changed in place (${replaces.join(", ")}): another one is created.`,
    );
    await lifecycle.delete(context, id, olds);
    return undefined;
  }
  context.log(`${displayName} ${id} was made by a run that was cut off; it is taken over.`);
  return { id, outputs, ...(changed.length === 0 ? {} : { pendingUpdate: { olds, changed } }) };
}

function uncertainWords(displayName: string, id: string, uncertainty: string): string {
  return [
    `${displayName} ${id} was made by a run that was cut off, and the program has been edited since. ${uncertainty}`,
    `Nothing was created. Run pulumi up again later; or undo the edit for one run; or, where the ${displayName} is as you want it, give this resource the option { import: "${id}" }.`,
  ].join("\n");
}

/** What the service does not report counts as the program declares it. */
function notReportedAsDeclared(observed: Observed, inputs: Values): Values {
  return Object.fromEntries((observed.notReported ?? []).map((name) => [name, inputs[name]]));
}

/**
 * What differs from the program: what it declares, and what it declares no more. The latter only as far as an update can
 * take it away; what is not declared and cannot be changed is the service's own default.
 */
function pendingProperties(lifecycle: Lifecycle, observed: Observed, inputs: Values): string[] {
  const isPending = (name: string, property: Property) => {
    if (observed.notReported?.includes(name)) return false;
    if (inputs[name] !== undefined) return liveValue(lifecycle, observed, name, inputs[name]).isDrift;
    const isThere = !isEqual(remoteEqualityOf(property), observed.inputs[name], undefined);
    return isThere && onChangeOf(property, observed.inputs, inputs) === "update";
  };
  return Object.entries(lifecycle.properties).flatMap(([name, property]) =>
    isPending(name, property) ? [name] : [],
  );
}
