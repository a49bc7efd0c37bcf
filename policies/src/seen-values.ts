import { marked, unknownText, type Values } from "pulumi-devcenter/internal/lifecycles";

/** A value that only `up` will know. */
export interface UnknownValue {
  /** The name of the property that has it. */
  readonly property: string;
  /** What Pulumi threw as it was read: thrown on, Pulumi reports that the policy cannot be run yet. */
  readonly error: unknown;
}

/** The inputs of a resource as rules judge them. */
export interface SeenValues {
  readonly values: Values;
  readonly unknowns: readonly UnknownValue[];
}

/**
 * All that can be seen of a resource. Pulumi throws whenever an unknown value is read; so that one of them does not hide
 * what the others show, each is read by itself.
 */
export function seenValues(props: object): SeenValues {
  const unknowns: UnknownValue[] = [];
  const plain = Object.keys(props).map((property) => [
    property,
    seen(props, property, (error) => unknowns.push({ property, error })),
  ]);
  return { values: marked(Object.fromEntries(plain)), unknowns };
}

function seen(holder: object, key: string, note: (error: unknown) => void): unknown {
  let value: unknown;
  try {
    value = Reflect.get(holder, key);
  } catch (error) {
    note(error);
    return unknownText;
  }
  if (value === null || typeof value !== "object") return value;
  const inner = Object.keys(value).map((name): [string, unknown] => [name, seen(value, name, note)]);
  return Array.isArray(value) ? inner.map(([, item]) => item) : Object.fromEntries(inner);
}
