import { z } from "zod";

function byLowerCase(values: readonly string[]): Map<string, string> {
  return new Map(values.map((value) => [value.toLowerCase(), value]));
}

/** One of these values, in any case. */
export function anyCase(values: readonly string[], noun: string) {
  const known = byLowerCase(values);
  return z.string().refine((value) => known.has(value.toLowerCase()), {
    error: ({ input }) => `"${input}" is not a ${noun}`,
  });
}

/** One of these values, in any case; what comes out is in the case written here. */
export function canonical<const T extends string>(values: readonly T[], noun: string) {
  const known = byLowerCase(values);
  return anyCase(values, noun).transform((value) => known.get(value.toLowerCase()) as T);
}

/** One of these values, in any case, or one that looks like them: newer values than the documentation's are in use. */
export function knownOrAlike(values: readonly string[], noun: string, pattern: RegExp) {
  const known = byLowerCase(values);
  return z.string().refine((value) => known.has(value.toLowerCase()) || pattern.test(value), {
    error: ({ input }) => `"${input}" is not a ${noun}`,
  });
}
