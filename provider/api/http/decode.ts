import { withoutKnownSecrets } from "../text/known-secrets";
import { serviceText } from "../text/service-text";
import { parseJson } from "./json";

/** Deeper than any answer of the service; what recurs over it stays far from the end of the stack. */
const deepest = 500;

/** The answer is nested deeper than anything that is expected. */
export class TooDeepError extends Error {
  constructor() {
    super(`nested more than ${deepest} deep`);
  }
}

/**
 * Links, which are used and never shown, and texts that a program has declared, which are compared with what it says:
 * they stay as they are. By the name of the property, or of the one around it and its own.
 */
const verbatim = new Set([
  "items.url",
  "links.href",
  "workflowstatus.errorreport",
  "@nextlink",
  "reportlocation",
  "caburl",
  "callbackurl",
  // JSON as a text, with the callback and the program's own values in it.
  "schedule",
  "template",
  "productname",
  "marketingnames",
  "businessjustification",
  ".name",
  "value.name",
]);

/**
 * Reads an answer of the service: the one border over which its texts come in. Every text in it that is not one of the
 * few above is a clean one from here on, in properties that this version does not know, too.
 *
 * @throws TooDeepError, SyntaxError
 */
export function decode(text: string): unknown {
  if (text.trim() === "") return undefined;
  return cleaned(parseText(text), "", "");
}

/**
 * JSON that stands in a text of an answer, or in a file, as it is.
 *
 * @throws TooDeepError, SyntaxError
 */
export function parseText(text: string): unknown {
  refuseDepth(text);
  return parseJson(text);
}

function cleaned(value: unknown, name: string, around: string): unknown {
  if (typeof value === "string") return isVerbatim(name, around) ? value : clean(value);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, name, around));
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [clean(key), cleaned(inner, key.toLowerCase(), name)]),
  );
}

function isVerbatim(name: string, around: string): boolean {
  return verbatim.has(name) || verbatim.has(`${around}.${name}`);
}

// Most texts are ids, codes and dates, in lists of many thousand.
function clean(text: string): string {
  const isPlain = /^[\w .,+*&{}()\\/-]{0,120}$/.test(text) && !/eyJ|Bearer|\\u00/i.test(text);
  return isPlain ? withoutKnownSecrets(text) : serviceText(text);
}

/** Before it is read: the reader would go to the end of the stack. */
export function refuseDepth(text: string): void {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) throw new TooDeepError();
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}
