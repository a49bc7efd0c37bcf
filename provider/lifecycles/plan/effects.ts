import { kinds } from "../../kinds/all-kinds";
import { type Effect, effects, type PropertyFacts } from "../../kinds/kind";
import { isEqual } from "../core/equality";
import type { OnChange, Values } from "../core/lifecycle";
import { lifecycles } from "../registry";

/** What stands in the place of a value that nobody can judge yet: it is known only in `up`. */
export const notKnownYet = Symbol("not known yet");
/** What stands in the place of a secret. */
export const hidden = Symbol("a secret");

/** What happens to one resource. `adopt`: it takes an object that exists; `read`: another person manages it. */
export type Verb = "create" | "adopt" | "update" | "replace" | "delete" | "read";

/** One change of one resource that is about to be made. */
export interface PlannedChange {
  /** A name among the lifecycles, such as `ReportTemplate`. */
  readonly kind: string;
  readonly verb: Verb;
  /** The outputs in state; empty where there is none. May hold `notKnownYet` and `hidden`. */
  readonly olds: Values;
  /** The checked inputs; empty where it is removed. May hold `notKnownYet` and `hidden`. */
  readonly news: Values;
  /** The names of the declared properties that differ. */
  readonly changed: readonly string[];
}

/** What a change of this property means. Undefined: unknown, as for a property of a newer version. */
export function effectsOf(kind: string, property: string): readonly Effect[] | undefined {
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (known === undefined || !Object.hasOwn(known.properties, property)) return undefined;
  const { onChange, effects: beside } = known.properties[property] as PropertyFacts;
  const replaces = onChange === "replace" && known.isLasting;
  return replaces && !beside.includes("irrevocable") ? ["irrevocable", ...beside] : beside;
}

/** Of one change: the effects of all its properties. */
export function effectsOfChange({ kind, verb, news, changed }: PlannedChange): Effect[] {
  const names = verb === "update" || verb === "replace" ? changed : Object.keys(news);
  const found = new Set(names.flatMap((name) => effectsOf(kind, name) ?? []));
  return effects.filter((effect) => found.has(effect));
}

/**
 * The names of the declared properties that differ, as the lifecycle compares them. What is not known yet differs, and
 * of a secret the engine has to say it.
 */
export function changedNames(kind: string, olds: Values, news: Values, reasons: readonly string[]): string[] {
  return Object.entries(lifecycles[kind]?.properties ?? {})
    .filter(([name, { inputEquality }]) => {
      if (holds(news[name], notKnownYet)) return true;
      const isCompared = olds[name] !== undefined && news[name] !== undefined;
      if (isCompared && (holds(olds[name], hidden) || holds(news[name], hidden)))
        return reasons.includes(name);
      return !isEqual(inputEquality, olds[name], news[name]);
    })
    .map(([name]) => name);
}

/** What a change of a declared property asks for, by the lifecycle's own table. */
export function onChangeOf(kind: string, name: string, olds: Values, news: Values): OnChange | undefined {
  const onChange = lifecycles[kind]?.properties[name]?.onChange;
  return typeof onChange === "function" ? onChange(olds, news) : onChange;
}

/** Whether a mark stands anywhere in a value. */
export function holds(value: unknown, mark: symbol): boolean {
  if (value === mark) return true;
  return value !== null && typeof value === "object" && Object.values(value).some((it) => holds(it, mark));
}
