import { redact } from "pulumi-devcenter/internal";
import type { Phrase } from "./phrase";

/**
 * A text of the program that can neither steer a terminal or an editor nor lead anywhere: what is invisible or turns
 * the direction of writing is spelt out, of an address only its host is left, and nothing of a token or key.
 */
export function safeText(text: string, most = 120): string {
  const spelt = redact(withoutAddresses(text)).replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu,
    (mark) => named[mark] ?? `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`,
  );
  const marks = [...spelt];
  return marks.length <= most ? spelt : `${marks.slice(0, most - 1).join("")}…`;
}

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** `https://user:key@example.com/path?key` becomes `example.com`: all the rest may be a key. */
function withoutAddresses(text: string): string {
  // It ends at a space, or at a quotation mark that ends a text of JSON, and at no other.
  const addresses =
    /[a-z][a-z0-9+.-]*:\/\/((?:"(?![,:}\]\s]|$)|[^\s/?#\\"])*)(?:\\.|"(?![,:}\]\s]|$)|[^\s"])*/gi;
  return text.replaceAll(addresses, (_, authority: string) =>
    authority.slice(authority.lastIndexOf("@") + 1),
  );
}

/** The sentence as plain text. */
export function plain(phrase: Phrase, most?: number): string {
  return phrase
    .map((part) => (typeof part === "string" ? part : safeText(part.quoted, part.most ?? most)))
    .join("");
}

/** The sentence as Markdown. What comes from the program is code: no mention, link, image or tag lives in there. */
export function markdown(phrase: Phrase, most?: number): string {
  return phrase
    .map((part) => (typeof part === "string" ? part : code(safeText(part.quoted, part.most ?? most))))
    .join("");
}

/** A code span around any text: its fence is longer than any run of backticks in it. */
function code(text: string): string {
  if (text.trim() === "") return `\`"${text}"\``;
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 || /^ .* $/.test(text) ? " " : "";
  return fence + pad + text + pad + fence;
}
