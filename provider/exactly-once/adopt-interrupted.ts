import { same } from "../lifecycles/core/equality";
import type { Change, Context, Lifecycle, Made, Observed, Values } from "../lifecycles/core/lifecycle";
import { asksFor, propertiesToReplace } from "../model/diff";
import { liveProperties, sameThere } from "../model/drift";
import { ownProperties } from "../model/reserved";
import { type Claims, claimOf } from "./ownership";

/** An object that now belongs to the resource which is created. */
export interface Owned extends Made {
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
  const { noun } = lifecycle;
  if (claims.taken.has(claimOf(noun, id))) return undefined;
  claims.taken.add(claimOf(noun, id));
  claims.found.add(claimOf(noun, id));
  const observed = await lifecycle.read(context, id, inputs);
  if (observed === undefined) return undefined;
  const { computed } = observed;
  const changed = isEqual ? [] : outdatedProperties(lifecycle, observed, inputs);
  const olds = { ...untold(observed, inputs), ...ownProperties(observed.declarable), ...computed };
  const replaces = propertiesToReplace(lifecycle, { olds, news: inputs, changed });
  if (replaces.length > 0) {
    context.say(
      `${noun} ${id} was made by a run that was cut off. The program has been edited since, and it cannot be changed in place (${replaces.join(", ")}): another one is created.`,
    );
    await lifecycle.delete(context, id, olds);
    return undefined;
  }
  context.say(`${noun} ${id} was made by a run that was cut off; it is taken over.`);
  return { id, computed, ...(changed.length === 0 ? {} : { outdated: { olds, changed } }) };
}

/** What the service says nothing about stands as the program says. */
function untold(observed: Observed, inputs: Values): Values {
  return Object.fromEntries((observed.untold ?? []).map((name) => [name, inputs[name]]));
}

/**
 * Beside what is declared and differs, what an update can take away: the earlier program may have declared it. What is
 * not declared and cannot be changed is the service's own default.
 */
function outdatedProperties(lifecycle: Lifecycle, observed: Observed, inputs: Values): string[] {
  const live = liveProperties(lifecycle, observed, inputs);
  return Object.entries(lifecycle.properties).flatMap(([name, property]) => {
    if (observed.untold?.includes(name)) return [];
    if (inputs[name] !== undefined) return live[name] === inputs[name] ? [] : [name];
    const isThere = !same(sameThere(property), observed.declarable[name], undefined);
    return isThere && asksFor(property, observed.declarable, inputs) === "update" ? [name] : [];
  });
}
