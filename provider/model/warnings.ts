import type { Lifecycle, Seen, Values } from "../lifecycles/core/lifecycle";
import { exists, isBeingImported, isUnchanged } from "./existing-inputs";
import { resourceInputs, resourceProperty } from "./reserved";
import { withUnknownsMarked } from "./unknown";

/** What is unwise about what is to be made or changed, as lines for the terminal; inputs are checked. */
export function warningsOf(lifecycle: Lifecycle, olds: Values, inputs: Values, seen: Seen): string[] {
  if (isBeingImported(olds, inputs)) return [];
  const isNew = (name: string) =>
    !exists(olds) || !isUnchanged(lifecycle.properties[name], olds[name], inputs[name]);
  const marked = withUnknownsMarked(resourceInputs(inputs)) as Values;
  return (lifecycle.warnings?.(marked, seen) ?? [])
    .filter(({ about }) => about.some(isNew))
    .map(({ message }) => `warning: ${calledBy(lifecycle, inputs)}: ${message}`);
}

function calledBy({ displayName }: Lifecycle, inputs: Values): string {
  const name = nameOf(inputs);
  return name === undefined ? displayName : `${displayName} ${name}`;
}

/** As the program names it, where that is known. */
export function nameOf(inputs: Values): string | undefined {
  const urn = inputs[resourceProperty];
  return typeof urn === "string" && urn.includes("::") ? urn.slice(urn.lastIndexOf("::") + 2) : undefined;
}

/** What a lifecycle lets others know of its objects: as it stands in state, or as it is to be. */
export function noteFor({ noted = [] }: Lifecycle, olds: Values, news: Values): Values | undefined {
  if (noted.length === 0) return undefined;
  return Object.fromEntries(noted.map((name) => [name, news[name] ?? olds[name]]));
}
