import { stripVTControlCharacters } from "node:util";
import { withoutMarked } from "./known-secrets";
import { redact } from "./redact";

/** What nothing is seen of, such as bidirectional controls and tags, and what breaks lines elsewhere. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;
// What is cut away after redaction is never shown, and what is longer is not worth the time to redact it.
const readLimit = 20_000;
const halfCharacters = /\p{Surrogate}/gu;
const controls = /(?![\n\t])\p{Cc}/gu;

/** The text without anything that a terminal would obey, or that would show it in another order. Lines stay. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(invisible, "")
    .replaceAll(controls, "")
    .replaceAll(halfCharacters, "\ufffd");
}

/**
 * A text of a service as it may go anywhere: into a message, a log, the state, a terminal, JSON. Without controls, links
 * but for their host, tokens and secrets; in one line; and no longer than this.
 */
export function serviceText(text: string, longest = 2_000): string {
  const read = redact(printable(text.slice(0, readLimit)))
    .replaceAll(/\s+/g, " ")
    .trim();
  // Where the reading stops, half a secret may stand.
  const isWhole = text.length <= readLimit || read.length > longest;
  return cut(isWhole ? read : `${read.slice(0, read.lastIndexOf(" ") + 1)}…`, longest);
}

/** The same; undefined where nothing is left. */
export function oneLine(text: string, longest: number): string | undefined {
  return serviceText(text, longest) || undefined;
}

/**
 * What is shown of an object, and compared with nothing: each text of it a clean one, those too that `decode` leaves as
 * they are.
 */
export function presentable<T>(shown: T): T {
  return withTexts(shown, (text) => serviceLines(text, shownLength));
}

/**
 * The same for what a program may declare: a text that cannot be shown as it is ends with "…", so that it never looks like
 * another one.
 */
export function comparable<T>(shown: T): T {
  return withTexts(shown, (text) => {
    const clean = cut(redact(printable(text)), shownLength);
    return clean === text || clean.endsWith("…") ? clean : `${clean}…`;
  });
}

const shownLength = 2_000;

function withTexts<T>(shown: T, clean: (text: string) => string): T {
  if (typeof shown === "string") return clean(shown) as T;
  if (Array.isArray(shown)) return shown.map((item) => withTexts(item, clean)) as T;
  if (shown === null || typeof shown !== "object" || Object.getPrototypeOf(shown) !== Object.prototype) {
    return shown;
  }
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [serviceText(name, 200), withTexts(value, clean)]),
  ) as T;
}

/** The same for a text of several lines, such as an error report. */
export function serviceLines(text: string, longest: number): string {
  return cut(redact(printable(text)).trim(), longest);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Half of what a program marked as secret could not be recognized any more.
  const whole = withoutMarked(text);
  return whole.length <= longest ? whole : `${whole.slice(0, longest).replace(halfCharacters, "")}…`;
}

/** What a library's error may keep: whom it did not reach, and why. Others hold links, and whole responses. */
const harmlessFacts = "stack message name code errno syscall address port hostname".split(" ");

/** An error of a library as a cause: of its text and its properties only what may be seen. */
export function harmlessCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return undefined;
  const { code } = cause as { code?: unknown };
  const message = serviceText(cause.message);
  const facts = Object.getOwnPropertyNames(cause);
  if (message === cause.message && facts.every((name) => harmlessFacts.includes(name))) return cause;
  return Object.assign(new Error(message), { name: cause.name, ...(code === undefined ? {} : { code }) });
}
