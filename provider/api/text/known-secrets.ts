import { spelledOut } from "./spelling";

/** Shorter texts stand in too many others by chance; fewer do as words of their own. */
const shortest = { anywhere: 6, whole: 3 };
/** So much text is nothing else by chance, also where a line ends in the middle of it. */
const longEnough = 16;
const lineEnd = /((?:[\r\n]|\\{1,8}[rn])(?:\s|\\{1,8}[rn])*)/;

/** Texts that are cut out of whatever is said. */
export interface SecretRegistry {
  /** From now on this very text is cut out. */
  remember(secret: unknown): void;
  /** The text without any secret that is known, in whatever way a service or a library may have written it. */
  without(text: string): string;
}

/** @param whole only where no letter or digit stands beside it: for texts that may be ordinary words */
export function createSecretRegistry({ whole = false } = {}): SecretRegistry {
  const known = new Set<string>();
  const least = whole ? shortest.whole : shortest.anywhere;
  let patterns: Patterns | undefined;
  return {
    remember(secret) {
      if (typeof secret !== "string" || secret.length < least || known.has(secret)) return;
      known.add(secret);
      patterns = undefined;
    },
    without(text) {
      if (known.size === 0) return text;
      patterns ??= patternsOf([...known], whole);
      return withoutBroken(text.replace(patterns.any, "…"), patterns.long);
    },
  };
}

/** One registry for the process: a secret of one session has no business in the messages of another either. */
const credentials = createSecretRegistry();

/** From now on this credential, token or key is cut out of everything that is said, and of what a service writes. */
export const rememberSecret = credentials.remember;

/** The text without any credential that is known. */
export const withoutKnownSecrets = credentials.without;

/**
 * What programs marked as secret. Apart from credentials: an input has to come back from the service as it is, so it is cut
 * out of messages only.
 */
const marked = createSecretRegistry({ whole: true });

/** From now on this text, which a program marked as secret, is cut out of messages. */
export const rememberMarked = marked.remember;

/** The text without anything that a program marked as secret. */
export const withoutMarked = marked.without;

interface Patterns {
  readonly any: RegExp;
  /** Of those that are long enough; undefined: of none. */
  readonly long: RegExp | undefined;
}

function patternsOf(secrets: readonly string[], whole: boolean): Patterns {
  // The longest first: one secret may be the beginning of another.
  const sorted = [...secrets].sort((one, other) => other.length - one.length);
  const long = sorted.filter(({ length }) => length >= longEnough);
  const patternOf = (texts: readonly string[]) => {
    const any = texts.map(spelledOut).join("|");
    return new RegExp(whole ? `(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])` : any, whole ? "giu" : "gi");
  };
  return { any: patternOf(sorted), long: long.length === 0 ? undefined : patternOf(long) };
}

/** The same for secrets in the middle of which a line ends. */
function withoutBroken(text: string, pattern: RegExp | undefined): string {
  if (pattern === undefined || !lineEnd.test(text)) return text;
  // Lines, and between them what ends them.
  const parts = text.split(lineEnd);
  const joined = parts.filter((_, index) => index % 2 === 0).join("");
  const spans = [...joined.matchAll(pattern)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  if (spans.length === 0) return text;
  let at = 0;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return spans.some(([from, to]) => from < at && at < to) ? "" : part;
      const start = at;
      at += part.length;
      return withoutSpans(part, start, spans);
    })
    .join("");
}

/** @param start where the line begins, by the count of the spans */
function withoutSpans(
  line: string,
  start: number,
  spans: readonly (readonly [from: number, to: number])[],
): string {
  let kept = "";
  let at = 0;
  for (const [from, to] of spans) {
    if (to <= start || from >= start + line.length) continue;
    kept += line.slice(at, Math.max(0, from - start)) + (from >= start ? "…" : "");
    at = to - start;
  }
  return kept + line.slice(at);
}
