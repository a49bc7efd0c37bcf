import { isEqual } from "../lifecycles/core/equality";
import type { Change, Lifecycle, OnChange, Property, Seen, Values } from "../lifecycles/core/lifecycle";
import { importIdProperty, resourceInputs } from "./reserved";
import { containsUnknown, withUnknownsMarked } from "./unknown";

export interface Difference {
  /** False: nothing to do. True: something to do that no input shows. Undefined: the engine compares the inputs. */
  readonly changes?: boolean;
  readonly replaces?: string[];
}

const nothingSeen: Seen = () => new Map();

/** Declared properties only: olds are the outputs in state, news the checked inputs of the program. */
export function diff(
  lifecycle: Lifecycle,
  id: string,
  olds: Values,
  news: Values,
  seen: Seen = nothingSeen,
): Difference {
  const changed = changedProperties(lifecycle, olds, news);
  const marked = withUnknownsMarked(news) as Values;
  const replaces = propertiesToReplace(lifecycle, { olds, news: marked, changed }, seen);
  const adopt = news[importIdProperty];
  if (adopt !== undefined && adopt !== id) replaces.push(importIdProperty);
  if (replaces.length > 0) return { replaces };
  // Inputs alone do not show what was left half made.
  if (lifecycle.isIncomplete?.(olds)) return { changes: true };
  return changed.length > 0 ? {} : { changes: false };
}

/**
 * Those of the changed properties that cannot be changed in place.
 *
 * @throws Error when the change can never be made
 */
export function propertiesToReplace(
  lifecycle: Lifecycle,
  { olds, news, changed }: Pick<Change<Values>, "olds" | "news" | "changed">,
  seen: Seen = nothingSeen,
): string[] {
  const impossible = lifecycle.forbiddenChange?.(olds, news, changed, seen);
  if (impossible !== undefined) throw new Error(impossible);
  return changed.filter((name) => onChangeOf(lifecycle.properties[name], olds, news) === "replace");
}

/** What a change of the property asks for. */
export function onChangeOf(property: Property | undefined, olds: Values, news: Values): OnChange | undefined {
  return typeof property?.onChange === "function" ? property.onChange(olds, news) : property?.onChange;
}

/** The names of the declared properties whose values differ. */
export function changedProperties(lifecycle: Lifecycle, olds: Values, news: Values): string[] {
  const [before, after] = [resourceInputs(olds), resourceInputs(news)];
  return Object.entries(lifecycle.properties)
    .filter(
      ([name, { inputEquality }]) =>
        containsUnknown(after[name]) || !isEqual(inputEquality, before[name], after[name]),
    )
    .map(([name]) => name);
}
