/** Marks that make a link or an assignment, by the names that HTML has for them. */
const names = { '"': "quot", "'": "apos", "/": "sol", ":": "colon", "=": "equals" } as const;

/** All backslashes that stand before something; read once, however many there are. */
const escapes = String.raw`(?<!\\)\\+`;

/**
 * A pattern, for the flag `i`, of a mark in each way in which services and libraries write it within another text: as it
 * is, after backslashes, %-escaped, as `\u003d` or as an entity; also when that was done again and again.
 */
export function spelled(mark: keyof typeof names): string {
  const code = mark.charCodeAt(0);
  const hex = code.toString(16);
  const plain = `(?:${escapes})?(?:${mark}|(?<=\\\\)u00${hex})`;
  return `(?:${plain}|%(?:25)*${hex}|&(?:amp;)*(?:#0*${code}|#x0*${hex}|${names[mark]});)`;
}
