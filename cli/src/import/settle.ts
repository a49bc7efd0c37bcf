import stringWidth from "string-width";
import { type ImportKind, importKinds } from "./account";
import type { PrintStyle } from "./print-style";

/** What came of taking import options out of a file. */
export interface Settled {
  readonly text: string;
  /** Resources whose option is out now. */
  readonly done: readonly string[];
  /** Resources whose option stays, each with the reason. */
  readonly kept: readonly string[];
}

/** Whether a stack holds a resource of this kind, name and id. */
export type IsManaged = (kind: ImportKind, resource: string, id: string) => boolean;

const opening = /^(\s*)(.*\bnew devcenter\.(\w+)\()$/;
const named = /^\s*(["'])((?:(?!\1)[^\\]|\\.)*)\1,$/;
const option = /^\s*\{ import: (["'])([\d/]+)\1 \},$/;
/** Any import option, in whatever form. */
const anyOption = /\bimport:\s*(["'])[\d/]+\1/;

/**
 * Takes the import options out of a file that `devcenter import` wrote, for resources that are in the state. It knows the one
 * form in which they are written: an edited option stays, and is named.
 */
export function settleFile(text: string, isManaged: IsManaged, style: PrintStyle): Settled {
  const lines = text.split("\n");
  const out: string[] = [];
  const done: string[] = [];
  const kept: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const found = statementAt(lines, at);
    if (found === undefined) {
      const line = lines[at] ?? "";
      if (anyOption.test(line)) kept.push(`line ${at + 1}: ${line.trim()}: not in the form that was written`);
      out.push(line);
      at += 1;
    } else if (!isManaged(found.kind, found.resource, found.id)) {
      kept.push(`${found.resource}: no stack manages ${found.kind} ${found.id} under this name yet`);
      out.push(...lines.slice(at, found.end));
      at = found.end;
    } else {
      done.push(found.resource);
      out.push(...withoutOption(found, style));
      at = found.end;
    }
  }
  return { text: out.join("\n"), done, kept };
}

interface Statement {
  readonly kind: ImportKind;
  readonly resource: string;
  readonly id: string;
  readonly margin: string;
  readonly call: string;
  /** The name as it is written, in its quotes. */
  readonly name: string;
  /** The text between the braces. */
  readonly body: readonly string[];
  /** The line after the statement. */
  readonly end: number;
}

function statementAt(lines: readonly string[], at: number): Statement | undefined {
  const [, margin = "", call = "", kind] = opening.exec(lines[at] ?? "") ?? [];
  const name = named.exec(lines[at + 1] ?? "");
  const brace = lines[at + 2] ?? "";
  if (!isImportKind(kind) || name === null || brace.trim() !== "{") return undefined;
  const close = lines.indexOf(`${brace.slice(0, -1)}},`, at + 3);
  const id = option.exec(lines[close + 1] ?? "")?.[2];
  if (close === -1 || id === undefined || lines[close + 2] !== `${margin});`) return undefined;
  return {
    kind,
    resource: unquoted(name[2] ?? ""),
    id,
    margin,
    call,
    name: (lines[at + 1] ?? "").trim().slice(0, -1),
    body: lines.slice(at + 3, close),
    end: close + 3,
  };
}

function isImportKind(kind: string | undefined): kind is ImportKind {
  return (importKinds as readonly (string | undefined)[]).includes(kind);
}

function unquoted(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}

/** The same statement, as the formatter would write it without the option. */
function withoutOption({ margin, call, name, body }: Statement, style: PrintStyle): string[] {
  const head = `${margin}${call}${name}, {`;
  if (columnsOf(head, style) > style.width) {
    const inner = margin + style.indent;
    return [`${margin}${call}`, `${inner}${name},`, `${inner}{`, ...body, `${inner}},`, `${margin});`];
  }
  const dedented = body.map((line) =>
    line.startsWith(style.indent) ? line.slice(style.indent.length) : line,
  );
  return [head, ...joined(dedented, style), `${margin}});`];
}

function columnsOf(line: string, { indent, indentWidth }: PrintStyle): number {
  const tabs = indent === "\t" ? (/^\t*/.exec(line)?.[0].length ?? 0) : 0;
  return stringWidth(line.slice(tabs)) + tabs * indentWidth;
}

/** A list that stood over several lines may fit on one, now that it begins further left. */
function joined(lines: readonly string[], style: PrintStyle): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const margin = /^\s*/.exec(line)?.[0] ?? "";
    const pulledUp = `${line} ${(lines[at + 1] ?? "").trim()}`;
    if (line.endsWith(":") && columnsOf(pulledUp, style) <= style.width) {
      out.push(pulledUp);
      at += 1;
      continue;
    }
    const call = flatCall(lines, at, margin);
    if (call !== undefined && columnsOf(call.text, style) <= style.width) {
      out.push(call.text);
      at = call.end;
      continue;
    }
    const close = line.endsWith("[") ? lines.indexOf(`${margin}],`, at) : -1;
    const items = close === -1 ? [] : lines.slice(at + 1, close).map((item) => item.trim());
    const flat = `${line}${items.join(" ").replace(/,$/, "")}],`;
    const isSimple =
      items.every((item) => !/[[{]$/.test(item)) && items.filter((item) => item.startsWith("{")).length < 2;
    if (items.length > 0 && isSimple && columnsOf(flat, style) <= style.width) {
      out.push(flat);
      at = close;
    } else {
      out.push(line);
    }
  }
  return out;
}

/** A call of several lines, on one. */
function flatCall(
  lines: readonly string[],
  at: number,
  margin: string,
): { text: string; end: number } | undefined {
  const line = lines[at] ?? "";
  const end = line.endsWith("(") ? lines.indexOf(`${margin}),`, at) : -1;
  if (end === -1) return undefined;
  const inner = lines.slice(at + 1, end + 1).map((part) => part.trim());
  const text = [line, ...inner]
    .join(" ")
    .replaceAll("( ", "(")
    .replaceAll(/, (?=\))/g, "");
  return { text, end };
}
