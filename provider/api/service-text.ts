import { redact } from "./redact";

// Long enough that what is cut away after redaction is never shown, short enough to redact at once.
const redactedLimit = 20_000;

/** A text of the service on one line: without secrets, without what steers a terminal, and not too long. */
export function oneLine(text: string, limit: number): string | undefined {
  const clean = cutText(text, limit);
  return clean === "" ? undefined : clean;
}

export function cutText(text: string, limit: number): string {
  const clean = redact(text.slice(0, redactedLimit))
    .replaceAll(/[\p{Cc}\p{Z}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .trim();
  return clean.length > limit ? `${clean.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "")}…` : clean;
}
