import { hidden, lifecycles, marked, type Values } from "pulumi-devcenter/internal/lifecycles";
import type { EngineStep } from "./engine-preview";
import { differencesBetween, type PathDifference } from "./path-differences";
import { kindOf, nameOf } from "./resource-change";

/** What was changed on Dev Center, outside of the program. */
export interface Drift {
  readonly urn: string;
  readonly name: string;
  readonly kind: string;
  /** It is not on Dev Center any more. */
  readonly isGone: boolean;
  /** From what the state says to what Dev Center shows. */
  readonly differences: readonly PathDifference[];
}

/**
 * With --refresh the engine prints, before anything else, a step for each resource as the state has it. A later step of
 * the same resource has what Dev Center shows as its old state; what is gone is created again; what needs nothing has no
 * later step. A secret that was changed looks like the one before: it can only be seen that an update is to follow.
 */
export function driftOf(steps: readonly EngineStep[]): Drift[] {
  const later = new Map(steps.filter(({ op }) => op !== "refresh").map((step) => [step.urn, step]));
  return steps.flatMap((step) => {
    const kind = step.op === "refresh" ? kindOf(step) : undefined;
    if (kind === undefined) return [];
    const next = later.get(step.urn);
    const isGone = next?.op === "create";
    const live = next?.oldState?.inputs;
    const differences = live ? differencesOf(kind, marked(step.oldState?.inputs), marked(live)) : [];
    if (!isGone && differences.length === 0) return [];
    return [{ urn: step.urn, name: nameOf(step.urn), kind, isGone, differences }];
  });
}

/** What is secret by its nature is not shown, whatever the engine thinks of it. */
function differencesOf(kind: string, known: Values, live: Values): PathDifference[] {
  const properties = lifecycles[kind]?.properties ?? {};
  const isSecret = (path: string) => properties[/^[\w$-]+/.exec(path)?.[0] ?? ""]?.secret === true;
  return differencesBetween(known, live).map((difference) =>
    isSecret(difference.path) ? { ...difference, before: hidden, after: hidden } : difference,
  );
}

/** Whether the preview has looked at Dev Center. */
export function wasRefreshed(steps: readonly EngineStep[]): boolean {
  return steps.some(({ op }) => op === "refresh");
}
