import { STATUS_CODES } from "node:http";
import { parseJson } from "./json";

/** One thing that a refusal complains about. */
export interface Fault {
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  readonly targets: readonly string[];
  /** How far below the top of the body it stands. */
  readonly depth: number;
  /** The code says no more than the status does. */
  readonly isVague?: boolean;
}

/** All that was found in a body. */
export interface Heard {
  readonly faults: Fault[];
  /** Sentences under unknown keys. */
  readonly prose: string[];
  /** Whatever else stands in it as text. */
  readonly unread: string[];
  readonly supportIds: string[];
}

interface Place {
  readonly depth: number;
  readonly targets: readonly string[];
  /** It may be a map of faults by property, as validation writes it. */
  readonly isList: boolean;
}

// Keys are compared without case and without what stands between words.
const textKeys = new Set(
  "message detail title description errordescription errormessage reason msg faultstring exceptionmessage".split(
    " ",
  ),
);
const codeKeys = new Set("code errorcode faultcode".split(" "));
const targetKeys = new Set(
  "target targets field property propertyname parameter membernames pointer".split(" "),
);
const listKeys = new Set("errors validationerrors modelstate invalidparams failures".split(" "));
const supportKeys = new Set(["activityid", "trackingid"]);
const silentKeys = new Set(
  "status statuscode type instance links href traceid requestid correlationid timestamp stacktrace helplink".split(
    " ",
  ),
);
const deepest = 20;
const mostFaults = 200;

type Entry = readonly [key: string, value: unknown, written: string];

/** Walks through a body of any shape and notes what it complains about. */
export function faultsOfJson(json: unknown): Heard {
  const heard: Heard = { faults: [], prose: [], unread: [], supportIds: [] };
  visit(heard, json, { depth: 0, targets: [], isList: false });
  return heard;
}

function visit(heard: Heard, value: unknown, place: Place): void {
  if (heard.faults.length >= mostFaults) return;
  if (place.depth > deepest) {
    // What stands there is shown as it is written, where nothing else says more.
    heard.unread.push("…");
    return;
  }
  const below = { ...place, depth: place.depth + 1 };
  if (typeof value === "string") {
    const inner = jsonWithin(value);
    if (inner === undefined) heard.faults.push({ text: value, targets: place.targets, depth: place.depth });
    else visit(heard, inner, below);
  } else if (Array.isArray(value)) {
    for (const item of value) visit(heard, item, { ...below, isList: false });
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]): Entry => [plain(key), inner, key]);
    if (place.isList && isMap(entries)) visitMap(heard, entries, below);
    else visitObject(heard, entries, place);
  }
}

/** A gateway likes to wrap the body of what stands behind it into a text. */
function jsonWithin(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Faults by property, `{ name: ["Too long."] }`, and not one fault in the usual words. */
function isMap(entries: readonly Entry[]): boolean {
  return !entries.some(([key, value]) => (textKeys.has(key) || codeKeys.has(key)) && isScalar(value));
}

function visitMap(heard: Heard, entries: readonly Entry[], place: Place): void {
  for (const [, value, written] of entries) {
    visit(heard, value, { ...place, targets: [written], isList: false });
  }
}

function visitObject(heard: Heard, entries: readonly Entry[], place: Place): void {
  const named = entries.flatMap(([key, value]) => (targetKeys.has(key) ? textsOf(value) : []));
  const targets = named.length > 0 ? named : place.targets;
  const known = entries
    .flatMap(([key, value]) => (codeKeys.has(key) ? textsOf(value) : []))
    .find((code) => code !== "");
  // `{ "error": "invalid_grant", "error_description": "…" }`: there it is a code, and else the words.
  const words = entries.flatMap(([key, value]) =>
    textKeys.has(key) && isScalar(spoken(value)) ? textsOf(spoken(value)) : [],
  );
  const single = entries.flatMap(([key, value]) =>
    key === "error" && isScalar(value) ? textsOf(value) : [],
  )[0];
  const isCode = single !== undefined && known === undefined && words.length > 0 && !/\s/.test(single);
  if (single !== undefined && !isCode) words.push(single);
  noteFault(heard, { code: isCode ? single : known, words, targets, depth: place.depth });
  for (const [key, value] of entries) visitEntry(heard, key, value, { ...place, targets });
}

function noteFault(
  heard: Heard,
  {
    code,
    words,
    targets,
    depth,
  }: { code: string | undefined; words: string[]; targets: readonly string[]; depth: number },
): void {
  const coded = code === undefined ? {} : { code, isVague: isStatus(code) };
  if (code !== undefined && /^\d{3}$/.test(code) && STATUS_CODES[code] !== undefined) {
    // Only the status once more.
    for (const text of words) if (jsonWithin(text) === undefined) heard.faults.push({ text, targets, depth });
  } else if (words.length > 0) {
    for (const text of words) {
      const inner = jsonWithin(text);
      heard.faults.push({ ...coded, ...(inner === undefined ? { text } : {}), targets, depth });
    }
  } else if (code !== undefined || targets.length > 0) heard.faults.push({ ...coded, targets, depth });
  for (const text of words) {
    const inner = jsonWithin(text);
    if (inner !== undefined) visit(heard, inner, { depth: depth + 1, targets, isList: false });
  }
}

function visitEntry(heard: Heard, key: string, value: unknown, place: Place): void {
  if (silentKeys.has(key)) return;
  if (supportKeys.has(key)) {
    const name = key === "activityid" ? "activityId" : "TrackingId";
    for (const id of textsOf(value)) heard.supportIds.push(`${name} ${id}`);
    return;
  }
  const isKnown = textKeys.has(key) || codeKeys.has(key) || key === "error";
  if (targetKeys.has(key) || (isKnown && isScalar(spoken(value)))) return;
  if (typeof value === "string") {
    if (/\S\s+\S/.test(value)) heard.prose.push(value);
    else if (value.trim() !== "") heard.unread.push(value);
    return;
  }
  visit(heard, value, {
    depth: place.depth + 1,
    targets: textKeys.has(key) ? place.targets : [],
    isList: listKeys.has(key),
  });
}

/** A message that is written as `{ "lang": "en-US", "value": "…" }`. */
function spoken(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? value.value : value;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(isScalar).map((text) => String(text).trim());
}

/** `BadRequest`, which says no more than 400 does. */
function isStatus(code: string): boolean {
  const name = plain(code);
  return name === "error" || Object.values(STATUS_CODES).some((text) => plain(text ?? "") === name);
}
