import { isEqual } from "../lifecycles/core/equality";
import type { Change, Context, Created, Lifecycle, Observed, Values } from "../lifecycles/core/lifecycle";
import { asksFor, propertiesToReplace } from "../model/diff";
import { liveProperties, sameThere } from "../model/drift";
import { ownProperties } from "../model/reserved";
import { type Claims, claimOf } from "./ownership";

/** An object that now belongs to the resource which is created. */
export interface Owned extends Created {
  /** It is not what is declared, for the program was edited after a killed run had made it: an update is to follow. */
  readonly outdated?: Pick<Change<Values>, "olds" | "changed">;
}

/** A resource that is created, and may find what is its own already. */
export interface Claimant {
  readonly lifecycle: Lifecycle;
  readonly context: Context;
  readonly claims: Claims;
  readonly inputs: Values;
}

/** An object that a killed run has made for this very resource, whatever the program was then. */
export interface KilledRunsObject {
  readonly id: string;
  /** Whether the program declares the same today. */
  readonly isEqual: boolean;
}

/**
 * Takes over what a killed run has made. Undefined: it is gone, belongs to the engine's state already, or could only be
 * replaced; then it is let go, as a replacement would.
 */
export async function takeOver(
  { lifecycle, context, claims, inputs }: Claimant,
  { id, isEqual }: KilledRunsObject,
): Promise<Owned | undefined> {
  const { displayName } = lifecycle;
  if (claims.taken.has(claimOf(displayName, id))) return undefined;
  claims.taken.add(claimOf(displayName, id));
  claims.found.add(claimOf(displayName, id));
  const observed = await lifecycle.read(context, id, inputs);
  if (observed === undefined) return undefined;
  const { outputs } = observed;
  const changed = isEqual ? [] : outdatedProperties(lifecycle, observed, inputs);
  const olds = { ...notReportedOf(observed, inputs), ...ownProperties(observed.inputs), ...outputs };
  const replaces = propertiesToReplace(lifecycle, { olds, news: inputs, changed });
  if (replaces.length > 0) {
    context.log(
      `${displayName} ${id} was made by a run that was cut off. The program has been edited since, and it cannot be changed in place (${replaces.join(", ")}): another one is created.`,
    );
    await lifecycle.delete(context, id, olds);
    return undefined;
  }
  context.log(`${displayName} ${id} was made by a run that was cut off; it is taken over.`);
  return { id, outputs, ...(changed.length === 0 ? {} : { outdated: { olds, changed } }) };
}

/** What the service says nothing about stands as the program says. */
function notReportedOf(observed: Observed, inputs: Values): Values {
  return Object.fromEntries((observed.notReported ?? []).map((name) => [name, inputs[name]]));
}

/**
 * Beside what is declared and differs, what an update can take away: the earlier program may have declared it. What is
 * not declared and cannot be changed is the service's own default.
 */
function outdatedProperties(lifecycle: Lifecycle, observed: Observed, inputs: Values): string[] {
  const live = liveProperties(lifecycle, observed, inputs);
  return Object.entries(lifecycle.properties).flatMap(([name, property]) => {
    if (observed.notReported?.includes(name)) return [];
    if (inputs[name] !== undefined) return live[name] === inputs[name] ? [] : [name];
    const isThere = !isEqual(sameThere(property), observed.inputs[name], undefined);
    return isThere && asksFor(property, observed.inputs, inputs) === "update" ? [name] : [];
  });
}
