import { type CanonicalText, canonicalOf } from "./canonical-text";

/** Shorter texts stand in too many others by chance; fewer do as words of their own. */
const shortest = { anywhere: 6, whole: 3 };
/** So much text is nothing else by chance, also where a line ends in the middle of it. */
const longEnough = 16;

/** Texts that are cut out of whatever is said. */
export interface SecretRegistry {
  /** From now on this very text is cut out. */
  remember(secret: unknown): void;
  /** The text without any secret that is known, in whatever way a service or a library may have written it. */
  without(text: string): string;
}

/** @param whole only where no letter or digit stands beside it: for texts that may be ordinary words */
export function createSecretRegistry({ whole = false } = {}): SecretRegistry {
  const least = whole ? shortest.whole : shortest.anywhere;
  const known = new Set<string>();
  let index: Index | undefined;
  return {
    remember(secret) {
      if (typeof secret !== "string" || secret.length < least) return;
      // A backslash of its own, before what with it would be a line end or an escape, is known by the URL form alone.
      for (const spelling of [secret, secret.replaceAll("\\", "")]) {
        const { text } = canonicalOf(spelling);
        if (text.length < shortest.whole || text.trim() === "" || known.has(text)) continue;
        known.add(text);
        index = undefined;
      }
    },
    without(given) {
      if (known.size === 0) return given;
      index ??= indexOf(known);
      const found = index;
      return inPieces(given, (piece) => (found.mayStandIn.test(piece) ? cutOut(piece, found, whole) : piece));
    },
  };
}

/** Of what a command prints, a list of megabytes, only so much is in memory in another form. */
const pieceLength = 100_000;

function inPieces(text: string, clean: (piece: string) => string): string {
  let [cleaned, at] = ["", 0];
  while (text.length - at > pieceLength) {
    const lineEnd = text.indexOf("\n", at + pieceLength);
    if (lineEnd === -1) break;
    cleaned += clean(text.slice(at, lineEnd));
    at = lineEnd;
  }
  return cleaned + clean(text.slice(at));
}

interface Index {
  readonly secrets: ReadonlySet<string>;
  /** How long those are that begin so, the longest first: one secret may be the beginning of another. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  readonly mayStandIn: RegExp;
}

function indexOf(secrets: ReadonlySet<string>): Index {
  const lengths = new Map<string, Set<number>>();
  for (const secret of secrets) {
    const beginning = beginningAt(secret, 0);
    lengths.set(beginning, (lengths.get(beginning) ?? new Set<number>()).add(secret.length));
  }
  const sorted = [...lengths].map(([beginning, all]) => [beginning, [...all].sort((a, b) => b - a)] as const);
  return { secrets, lengths: new Map(sorted), mayStandIn: headsOf(lengths.keys()) };
}

function beginningAt(text: string, at: number): string {
  return text.slice(at, at + shortest.whole);
}

function cutOut(given: string, { secrets, lengths }: Index, whole: boolean): string {
  const canonical = canonicalOf(given);
  const { text, starts, ends } = canonical;
  let [kept, from, at] = ["", 0, 0];
  while (at < text.length) {
    const length = (lengths.get(beginningAt(text, at)) ?? []).find(
      (each) => secrets.has(text.slice(at, at + each)) && isThere(given, canonical, [at, at + each], whole),
    );
    if (length === undefined) at += 1;
    else {
      kept += `${given.slice(from, starts[at])}…`;
      at += length;
      from = ends[at - 1] ?? 0;
    }
  }
  return kept + given.slice(from);
}

/** What a text has that may hold one of them: letters with which one begins, or what writes letters in another way. */
function headsOf(beginnings: Iterable<string>): RegExp {
  const heads = [...beginnings].map((text) => /^[a-z\d]*/.exec(text)?.[0] ?? "");
  return new RegExp(`[\\r\\n%\\\\&]|[^\\x00-\\x7f]|${[...new Set(heads)].join("|")}`, "i");
}

const partOfWord = /[\p{L}\p{N}]/u;

/** Whether what was found is the secret: a short one in one line, and a word as a word of its own. */
function isThere(
  given: string,
  { text, starts, ends }: CanonicalText,
  [at, end]: readonly [at: number, end: number],
  whole: boolean,
): boolean {
  if (end > text.length) return false;
  if (end - at < longEnough && /[\r\n]/.test(given.slice(starts[at], ends[end - 1]))) return false;
  if (!whole) return true;
  // What a line end or a backslash stands between is not beside it.
  const before = starts[at] === ends[at - 1] ? text.charAt(at - 1) : "";
  const after = ends[end - 1] === starts[end] ? text.charAt(end) : "";
  return !partOfWord.test(before) && !partOfWord.test(after);
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
