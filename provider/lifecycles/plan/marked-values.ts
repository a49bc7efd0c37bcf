import type { Values } from "../core/lifecycle";
import { lifecycles } from "../registry";
import { hidden, notKnownYet } from "./effects";

/** What Pulumi's engine puts in the place of a value that only `up` will know. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** What it prints in the place of a secret. */
const secretText = "[secret]";

/** The name of our kind of a resource's type, dynamic or of a plugin; undefined: it is not ours. */
export function kindOfType(type: string): string | undefined {
  const [, kind] = /^(?:pulumi-nodejs:dynamic\/devcenter|devcenter:index):(\w+)$/.exec(type) ?? [];
  return kind !== undefined && Object.hasOwn(lifecycles, kind) ? kind : undefined;
}

/** The values as they are judged: without Pulumi's own, and with marks for what is not known or not to be seen. */
export function marked(values: Values | null | undefined): Values {
  const own = Object.entries(values ?? {}).filter(
    ([name]) => name !== "__provider" && name !== "resourceUrn",
  );
  return mark(Object.fromEntries(own)) as Values;
}

function mark(value: unknown): unknown {
  if (value === unknownText) return notKnownYet;
  if (value === secretText) return hidden;
  if (Array.isArray(value)) return value.map(mark);
  if (value === null || typeof value !== "object") return value ?? undefined;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mark(inner)]));
}
