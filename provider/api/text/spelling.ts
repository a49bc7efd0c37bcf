/** Marks that HTML knows by a name. */
const names: Readonly<Record<string, string>> = {
  '"': "quot",
  "&": "amp",
  "'": "apos",
  "+": "plus",
  "/": "sol",
  ":": "colon",
  "<": "lt",
  "=": "equals",
  ">": "gt",
  "?": "quest",
};

/** All backslashes that stand before something; read once, however many there are. */
const escapes = String.raw`(?<!\\)\\+`;

/**
 * A pattern, for the flags `iu`, of one character in each way in which services and libraries write it within another
 * text: as it is, after backslashes, %-escaped, as `\u0026` or as an entity; also when that was done again and again.
 */
export function spelled(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (/\s/.test(character))
    return String.raw`(?:\s{1,40}|\+|%(?:25)*(?:09|0a|0d|20)|\\+[nrt]|&(?:amp;)*nbsp;)`;
  if (character === "\\") return `(?:${escapes}(?:u005c)?|${inUrl(character)}|${inHtml(character)})`;
  const plain = `(?:${escapes})?(?:${literal(character)}|(?<=\\\\)${inJson(character)})`;
  return `(?:${plain}|${inUrl(character)}|${inHtml(character)})`;
}

function literal(character: string): string {
  if (/\p{Surrogate}/u.test(character)) return `(?:\\u${hex(character.charCodeAt(0), 4)}|\ufffd)`;
  return character.replace(/[$^.*+?()[\]{}|/]/, "\\$&");
}

function inUrl(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join("");
}

/** Without its first backslash. */
function inJson(character: string): string {
  const units = [...Array(character.length).keys()].map((at) => hex(character.charCodeAt(at), 4));
  return `u${units.join(String.raw`\\+u`)}`;
}

function inHtml(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = names[character];
  return `&(?:amp;)*(?:#0*${code}|#x0*${hex(code, 1)}${name === undefined ? "" : `|${name}`});`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
