import type { Lifecycle, Values } from "../lifecycles/lifecycle";
import { same } from "../lifecycles/sameness";
import { adoptProperty, ownProperties } from "./reserved";
import { containsUnknown } from "./unknown";

export interface Difference {
  /** False: nothing to do. True: something to do that no input shows. Undefined: the engine compares the inputs. */
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** Declared properties only: olds are the outputs in state, news the checked inputs of the program. */
export function diff(lifecycle: Lifecycle, id: string, olds: Values, news: Values): Difference {
  const changed = changedProperties(lifecycle, olds, news);
  const replaces = changed.filter((name) => lifecycle.properties[name]?.onChange === "replace");
  const adopt = news[adoptProperty];
  if (adopt !== undefined && adopt !== id) replaces.push(adoptProperty);
  if (replaces.length > 0) return { replaces };
  if (changed.length > 0) return {};
  return { changes: lifecycle.unfinished?.(olds) ?? false };
}

/** The names of the declared properties whose values differ. */
export function changedProperties(lifecycle: Lifecycle, olds: Values, news: Values): string[] {
  const [before, after] = [ownProperties(olds), ownProperties(news)];
  return Object.entries(lifecycle.properties)
    .filter(
      ([name, { sameWhenEdited }]) =>
        containsUnknown(after[name]) || !same(sameWhenEdited, before[name], after[name]),
    )
    .map(([name]) => name);
}
