import { oneLine, serviceText } from "../text/service-text";
import { faultsOfMarkup, isMarkup } from "./error-markup";
import { type Fault, faultsOfJson, type Heard } from "./error-shapes";
import { parseJson } from "./json";

const reasonLimit = 600;
const codeLimit = 80;
const targetLimit = 200;
const mostTargets = 50;

/** What a refusal says, in the service's own words, made safe to show. */
export interface RefusalWords {
  readonly code?: string | undefined;
  readonly reason: string | undefined;
  readonly targets: readonly string[];
  /** Ids that the service gave for its support, each with its name. */
  readonly supportIds: readonly string[];
}

/** Finds code, message and targets where they are, whatever the body's shape; where there are none, its text. */
export function wordsOf(body: string): RefusalWords {
  const text = body.replace(/^\uFEFF/, "");
  const heard = hear(text);
  const faults = heard.faults.map((fault) => ({ ...fault, targets: namesOf(fault.targets) }));
  const said = messagesOf(faults);
  // Where nothing is known as a message, better the raw text than nothing.
  const raw = said.length === 0 && heard.unread.length > 0 ? [text] : heard.prose;
  const reason = oneLine([...said, ...raw].join(" "), reasonLimit);
  return {
    code: oneLine(codeOf(faults) ?? "", codeLimit),
    reason,
    targets: distinct(faults.flatMap(({ targets }) => targets)).slice(0, mostTargets),
    supportIds: distinct(heard.supportIds)
      .map((id) => serviceText(id, codeLimit))
      .slice(0, 3),
  };
}

function hear(text: string): Heard {
  if (isMarkup(text)) return faultsOfMarkup(text);
  try {
    return faultsOfJson(parseJson(text));
  } catch {
    return { faults: [{ text, targets: [], depth: 0 }], prose: [], unread: [], supportIds: [] };
  }
}

/** Each message once: a list of faults often repeats what stands above it. */
function messagesOf(faults: readonly Fault[]): string[] {
  const general = new Set(faults.filter(({ targets }) => targets.length === 0).map(({ text }) => text));
  return distinct(
    faults.flatMap(({ text, targets }) => {
      if (text === undefined || text.trim() === "") return [];
      if (targets.length === 0) return [text];
      return general.has(text) ? [] : [`${targets.join(", ")}: ${text}`];
    }),
  );
}

/** The one nearest to the top: a fault of one property does not speak for the request. */
function codeOf(faults: readonly Fault[]): string | undefined {
  const coded = faults.filter(({ code }) => code !== undefined);
  const rank = ({ targets, depth, isVague }: Fault) =>
    (isVague ? 1000 : 0) + (targets.length > 0 ? 100 : 0) + depth;
  return coded.sort((a, b) => rank(a) - rank(b))[0]?.code;
}

/** What is complained about, by name: what has none, or that of the root, concerns the whole. */
function namesOf(targets: readonly string[]): string[] {
  return targets.map((target) => serviceText(inProgram(target), targetLimit)).filter((name) => name !== "");
}

/** A property as a program names it: the service checks its labels under another name than it takes them by. */
function inProgram(target: string): string {
  const path = target.startsWith("/") ? target.slice(1).replaceAll("/", ".") : target;
  return path.replace(/^\$\.?/, "").replace(/^targetingInfo\b/i, "targeting");
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
