/** Shorter texts stand in too many others by chance. */
const shortest = 6;

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
  let pattern: RegExp | undefined;
  return {
    remember(secret) {
      if (typeof secret !== "string" || secret.length < shortest || known.has(secret)) return;
      known.add(secret);
      pattern = undefined;
    },
    without(text) {
      if (known.size === 0) return text;
      pattern ??= patternOf(known, whole);
      return text.replace(pattern, "…");
    },
  };
}

/** One registry for the process: a secret of one session has no business in the messages of another either. */
const credentials = createSecretRegistry();

/** From now on this credential, token or key is cut out of everything that is said, and of what a service writes. */
export const rememberSecret = credentials.remember;

/** The text without any credential that is known. */
export const withoutKnownSecrets = credentials.without;

function patternOf(secrets: ReadonlySet<string>, whole: boolean): RegExp {
  const spellings = [...secrets].flatMap((secret) => {
    const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
    return [secret, inUrl, inUrl.replaceAll("%20", "+"), JSON.stringify(secret).slice(1, -1)];
  });
  // The longest first: one secret may be the beginning of another.
  const sorted = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  const any = sorted.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  return whole ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, "giu") : new RegExp(any, "gi");
}
