/** Shorter texts stand in too many others by chance. */
const shortest = 6;

const known = new Set<string>();
let pattern: RegExp | undefined;

/**
 * From now on this very text is cut out of everything that is said. One registry for the process: a secret of one
 * session has no business in the messages of another either.
 */
export function rememberSecret(secret: unknown): void {
  if (typeof secret !== "string" || secret.length < shortest || known.has(secret)) return;
  known.add(secret);
  pattern = undefined;
}

/** The text without any secret that is known, in whatever way a service or a library may have written it. */
export function withoutKnownSecrets(text: string): string {
  if (known.size === 0) return text;
  pattern ??= patternOf(known);
  return text.replace(pattern, "…");
}

function patternOf(secrets: ReadonlySet<string>): RegExp {
  const spellings = [...secrets].flatMap((secret) => {
    const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
    return [secret, inUrl, inUrl.replaceAll("%20", "+"), JSON.stringify(secret).slice(1, -1)];
  });
  // The longest first: one secret may be the beginning of another.
  const sorted = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  return new RegExp(sorted.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "gi");
}
