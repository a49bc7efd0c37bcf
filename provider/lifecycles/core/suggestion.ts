import { closest, distance } from "fastest-levenshtein";

/** ` (did you mean X?)` when one of the candidates is near enough to be meant, else nothing. */
export function didYouMean(written: unknown, candidates: readonly string[]): string {
  if (typeof written !== "string" || candidates.length === 0) return "";
  const lower = written.toLowerCase();
  const nearest = closest(
    lower,
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const meant = candidates.find((candidate) => candidate.toLowerCase() === nearest);
  return meant !== undefined && distance(lower, nearest) <= Math.max(1, lower.length / 3)
    ? ` (did you mean ${meant}?)`
    : "";
}
