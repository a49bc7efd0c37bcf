import type { z } from "zod";

/** One thing wrong with a request: where, and what. */
export interface InputFault {
  /** Path of the property, with dots; empty for the body as a whole. */
  target: string;
  /** What is wrong with it. */
  message: string;
}

type Issue = z.core.$ZodIssue;

function faultsOfIssue(issue: Issue, base: readonly PropertyKey[]): InputFault[] {
  const path = [...base, ...issue.path];
  const target = path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        target: [...path, key].map(String).join("."),
        message: "is not a known property",
      }));
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ target, message }));
    case "invalid_union": {
      const alternatives = issue.errors.map((inner) => inner.flatMap((each) => faultsOfIssue(each, path)));
      // The alternative with the fewest faults is the one the author meant.
      alternatives.sort((a, b) => a.length - b.length);
      return alternatives[0] ?? [{ target, message: issue.message }];
    }
    default:
      return [{ target, message: issue.message }];
  }
}

/** The outcome of holding input against a rule. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: InputFault[] };

/** Holds input against a rule and gathers everything that is wrong with it. */
export function checkInput<T>(rule: z.ZodType<T, unknown>, input: unknown): Checked<T> {
  const result = rule.safeParse(input);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, faults: result.error.issues.flatMap((issue) => faultsOfIssue(issue, [])) };
}
