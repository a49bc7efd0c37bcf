import { isEqual } from "../lifecycles/core/equality";
import type { Property, Values } from "../lifecycles/core/lifecycle";
import { importIdProperty, resourceInputs } from "./reserved";
import { containsUnknown } from "./unknown";

/** Whether an object is taken into state that exists already: nothing of it is made. */
export function isBeingImported(olds: Values, news: Values): boolean {
  const id = news[importIdProperty];
  return id !== undefined && id !== null && id !== olds[importIdProperty];
}

/** Whether the inputs in state are those of an object that exists; a creation has none. */
export function exists(olds: Values): boolean {
  return Object.keys(resourceInputs(olds)).length > 0;
}

/** Whether a property of an object that exists is what it was before. */
export function isUnchanged(property: Property | undefined, before: unknown, after: unknown): boolean {
  return property !== undefined && !containsUnknown(after) && isEqual(property.inputEquality, before, after);
}
