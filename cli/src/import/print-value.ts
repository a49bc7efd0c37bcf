import stringWidth from "string-width";
import type { PrintStyle } from "./print-style";

/** Code in the place of a value: a reference. */
export class Code {
  constructor(readonly text: string) {}
}

/** A call, whose arguments move to lines of their own where the whole is too long. */
export class Call extends Code {
  readonly args: readonly (string | Call)[];

  constructor(
    readonly callee: string,
    ...args: readonly (string | Call)[]
  ) {
    super(`${callee}(${args.map((arg) => (arg instanceof Call ? arg.text : arg)).join(", ")})`);
    this.args = args;
  }
}

/** A property with a comment in front of it. */
export interface Entry {
  readonly name: string;
  readonly value: unknown;
  readonly comment?: string | undefined;
}

/**
 * A value as TypeScript, in the form that Prettier and Biome leave as it is: on one line where it fits, else a line for
 * each of its parts.
 *
 * @param indent levels of the line that it begins on
 * @param column where on that line it begins
 * @param after columns that must be left for what follows, such as a comma
 */
export function printValue(
  value: unknown,
  style: PrintStyle,
  { indent, column, after = 1 }: { indent: number; column: number; after?: number },
): string {
  const flat = flatValue(value, style);
  if (flat !== undefined && column + stringWidth(flat) + after <= style.width) return flat;
  const inner = indent + 1;
  const margin = style.indent.repeat(inner);
  if (value instanceof Call) {
    const place = { indent: inner, column: style.indentWidth * inner };
    const args = value.args.map((arg) => (arg instanceof Call ? printValue(arg, style, place) : arg));
    return `${value.callee}(\n${args.map((arg) => `${margin}${arg},\n`).join("")}${style.indent.repeat(indent)})`;
  }
  if (value instanceof Code || value === null || typeof value !== "object") return flat ?? String(value);
  const innerColumn = style.indentWidth * inner;
  const lines = Array.isArray(value)
    ? value.map((item) => margin + printValue(item, style, { indent: inner, column: innerColumn }))
    : entriesOf(value).map((entry) => margin + printEntry(entry, style, inner));
  if (lines.length === 0) return flat ?? String(value);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${lines.map((line) => `${line},\n`).join("")}${style.indent.repeat(indent)}${close}`;
}

/** A property of an object that spans several lines, without its margin. */
export function printEntry({ name, value, comment }: Entry, style: PrintStyle, indent: number): string {
  const key = `${printKey(name, style)}:`;
  const margin = style.indent.repeat(indent);
  const column = style.indentWidth * indent + key.length + 1;
  const shown = printValue(value, style, { indent, column });
  const isTooLong = isUnbreakable(value) && column + stringWidth(shown) + 1 > style.width;
  const text =
    isTooLong && key.length > style.indentWidth + leastGain
      ? `${key}\n${margin}${style.indent}${shown}`
      : `${key} ${shown}`;
  return comment === undefined ? text : `// ${comment}\n${margin}${text}`;
}

/** Columns by which the next line must begin further left, or formatters leave a long text behind its name. */
const leastGain = 3;

/** What has no parts that could have a line each: it goes to the next line as a whole. */
function isUnbreakable(value: unknown): boolean {
  return typeof value === "string" || (value instanceof Code && !(value instanceof Call));
}

/** On one line; undefined for what formatters always break. */
function flatValue(value: unknown, style: PrintStyle): string | undefined {
  if (value instanceof Code) return value.text;
  if (typeof value === "string") return printText(value, style);
  if (value === null || typeof value !== "object") return String(value);
  if (!Array.isArray(value)) {
    const parts = entriesOf(value).map(({ name, value: inner }) => {
      const flat = flatValue(inner, style);
      return flat && `${printKey(name, style)}: ${flat}`;
    });
    if (parts.length === 0) return "{}";
    return parts.includes(undefined) ? undefined : `{ ${parts.join(", ")} }`;
  }
  if (isAlwaysBroken(value)) return undefined;
  const parts = value.map((item) => flatValue(item, style));
  return parts.includes(undefined) ? undefined : `[${parts.join(", ")}]`;
}

/** Formatters give each of several objects, or lists, with several parts its own line. */
function isAlwaysBroken(list: readonly unknown[]): boolean {
  if (list.length < 2) return false;
  const sizes = list.map((item) => {
    if (item === null || typeof item !== "object" || item instanceof Code) return 0;
    return Array.isArray(item) ? item.length : entriesOf(item).length;
  });
  const areAllLists = list.every(Array.isArray);
  const areAllObjects = list.every((item) => !Array.isArray(item));
  return (areAllLists || areAllObjects) && sizes.every((size) => size > 1);
}

function entriesOf(value: unknown): Entry[] {
  return Object.entries(value as object)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => ({ name, value: inner }));
}

function printKey(name: string, style: PrintStyle): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printText(name, style);
}

/** In the style's quotes, or in the others where that spares escapes, as formatters choose. */
export function printText(text: string, { quote }: Pick<PrintStyle, "quote">): string {
  const other = quote === '"' ? "'" : '"';
  const count = (mark: string) => text.split(mark).length - 1;
  const chosen = count(quote) > count(other) ? other : quote;
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(chosen, `\\${chosen}`)
    .replaceAll(/[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu, escapeOf);
  return chosen + escaped + chosen;
}

/** What would steer an editor or a terminal, and what is invisible. */
function escapeOf(character: string): string {
  return character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
