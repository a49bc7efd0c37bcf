import { isInteger, isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";

/**
 * Dev Center writes 64-bit ids as JSON numbers, which JSON.parse rounds. Here a number that a double can carry
 * becomes a number, and any other keeps its digits as a string.
 */
export function parseJson(text: string): unknown {
  return parse(text, undefined, (digits) =>
    isSafeNumber(digits) ? Number.parseFloat(digits) : isInteger(digits) ? digits : Number.parseFloat(digits),
  );
}

export function writeJson(value: unknown): string {
  return stringify(value) ?? "null";
}

/** A decimal id in the form in which the wire wants it: a JSON number with exactly these digits. */
export function wireNumber(digits: string): LosslessNumber {
  return new LosslessNumber(digits);
}
