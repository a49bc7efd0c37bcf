/** What the engine puts in the place of every value that a preview cannot know yet, nested ones too. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The same, as lifecycles see it: neither a text nor a number, so that no rule can judge it. */
const notKnownYet = Symbol("not known yet");

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

export function containsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return value !== null && typeof value === "object" && Object.values(value).some(containsUnknown);
}

/** A copy for the eyes of rules, in which unknown values are symbols. */
export function withUnknownsMarked(value: unknown): unknown {
  if (isUnknown(value)) return notKnownYet;
  if (Array.isArray(value)) return value.map(withUnknownsMarked);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknownsMarked(inner)]));
}
