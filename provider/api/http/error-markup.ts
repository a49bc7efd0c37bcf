import { faultsOfJson, type Heard } from "./error-shapes";

/** Whether a body is XML or a web page. */
export function isMarkup(text: string): boolean {
  return /^\s*<[!?a-z]/i.test(text);
}

/** What a document in XML, or a web page, says. */
export function faultsOfMarkup(markup: string): Heard {
  const text = markup.slice(0, longest);
  return /<html|<!doctype html/i.test(text) ? faultsOfPage(text) : faultsOfXml(text);
}

const longest = 200_000;

// In each pattern what begins has an end, at the latest that of the text, and a tag holds no other tag: else hostile markup is
// searched to its end again and again, and the process hears no signal meanwhile.
const tag = /<[^<>]*>/g;

function faultsOfXml(xml: string): Heard {
  const leaves = [
    ...xml
      .replaceAll(/<!\[CDATA\[(.*?)(?:\]\]>|$)/gs, "$1")
      .matchAll(/<(?:[\w.-]+:)?([\w.-]+)(?![\w.-])[^<>]*>([^<>]+)<\//g),
  ];
  const entries = leaves
    .map(([, name = "", text = ""]) => [name, textIn(text)] as const)
    .filter(([, text]) => text !== "");
  // A document can name many faults, each by elements of the same name.
  const heard = faultsOfJson(groups(entries).map((group) => Object.fromEntries(group)));
  if (heard.faults.some(({ text }) => text !== undefined)) return heard;
  const all = textIn(xml.replaceAll(tag, " "));
  return all === "" ? heard : { ...heard, faults: [...heard.faults, { text: all, targets: [], depth: 0 }] };
}

function groups(leaves: readonly (readonly [name: string, text: string])[]): Map<string, string>[] {
  const found: Map<string, string>[] = [];
  for (const [name, text] of leaves) {
    const last = found.at(-1);
    if (last === undefined || last.has(name)) found.push(new Map([[name, text]]));
    else last.set(name, text);
  }
  return found;
}

/** A page's title, headings and paragraphs; where it has none, all of its text. */
function faultsOfPage(page: string): Heard {
  const shown = page.replaceAll(/<(script|style|svg)\b.*?(?:<\/\1\s*>|$)|<!--.*?(?:-->|$)/gis, " ");
  const told = [...shown.matchAll(/<(title|h[1-6]|p|li|pre)\b[^<>]*>(.*?)(?:<\/\1\s*>|(?=<\1\b)|$)/gis)]
    .map(([, , text = ""]) => textIn(text.replaceAll(tag, " ")))
    .filter((text) => text !== "");
  const all = textIn(shown.replaceAll(tag, " "));
  const whole = ["a web page instead of an answer", all].filter((text) => text !== "").join(": ");
  const texts = told.length > 0 ? told : [whole];
  return {
    faults: texts.map((text) => ({ text, targets: [], depth: 0 })),
    prose: [],
    unread: [],
    supportIds: [],
  };
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function textIn(markup: string): string {
  return markup
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
      const point = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      if (name !== undefined) return entities.get(name.toLowerCase()) ?? all;
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    })
    .replaceAll(/[^\S\n]+/g, " ")
    .trim();
}
