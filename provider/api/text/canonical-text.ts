/** A text in one spelling, whatever way it was written in, and where each of its characters came from. */
export interface CanonicalText {
  readonly text: string;
  /** Where in the original each character begins; at the end, where the last one ends. */
  readonly starts: readonly number[];
  /** Where in the original each character ends. */
  readonly ends: readonly number[];
}

const names: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  sol: "/",
  colon: ":",
  equals: "=",
  plus: "+",
  nbsp: " ",
};

/** `%26`, `\u0026`, `\x26`, `&#38;`, `&amp;`, each of them escaped again or not; backslashes; blanks, and what ends lines. */
const escaped =
  /((?:%(?:25)*[\da-f]{2})+)|\\+(?:u([\da-f]{4})|x([\da-f]{2}))|&(?:amp;)*(?:#(\d{1,7})|#x([\da-f]{1,6})|(quot|apos|lt|gt|sol|colon|equals|plus|nbsp));|(&(?:amp;)+)|(?:[\r\n]|\\+[rn])(?:\s|\\+[rn])*|\\+|(\s+)/gi;

/**
 * Services and libraries escape what they quote for URLs, JSON or HTML, again and again, and break it over lines. Here all
 * that is undone: without case, backslashes and line ends, with one blank for many and for a plus.
 */
export function canonicalOf(original: string): CanonicalText {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  const add = (piece: string, from: number, to?: number) => {
    for (let at = 0; at < piece.length; at++) {
      starts.push(to === undefined ? from + at : from);
      ends.push(to ?? from + at + 1);
    }
    text += piece;
  };
  let at = 0;
  for (const found of original.matchAll(escaped)) {
    add(original.slice(at, found.index), at);
    at = found.index + found[0].length;
    add(meant(found).replaceAll("\\", ""), found.index, at);
  }
  add(original.slice(at), at);
  return { text: folded(text), starts, ends };
}

function meant([, inUrl, unit, byte, decimal, hex, name, amp, blank]: RegExpExecArray): string {
  if (inUrl !== undefined) return decoded(inUrl);
  const code = unit ?? byte;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (decimal !== undefined || hex !== undefined) {
    const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  }
  if (name !== undefined) return names[name.toLowerCase()] ?? "";
  if (amp !== undefined) return "&";
  return blank === undefined ? "" : " ";
}

function decoded(inUrl: string): string {
  const once = inUrl.replaceAll(/%(?:25)+(?=[\da-f]{2})/gi, "%");
  return Buffer.from(once.replaceAll("%", ""), "hex").toString("utf8");
}

/** Letter by letter: no place may move, and no letter may look different beside others, as a whole text has it. */
function folded(text: string): string {
  return text
    .replaceAll(/\p{Changes_When_Lowercased}/gu, lowered)
    .replaceAll("+", " ")
    .replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

function lowered(letter: string): string {
  const lower = letter.toLowerCase();
  return lower.length === letter.length ? lower : letter;
}
