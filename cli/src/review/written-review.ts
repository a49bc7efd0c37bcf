import { type Detail, detailsOf } from "./details";
import type { Phrase } from "./phrase";
import type { Review } from "./review";
import { markdown, plain } from "./safe-text";
import { type Section, sectionsOf, verdictOf } from "./sections";

/** What GitHub takes as one comment is a little more. */
export const longestReview = 65_000;

interface Form {
  readonly head: (verdict: Phrase) => string;
  readonly section: (section: Section, lines: readonly string[]) => string;
  readonly line: (line: Phrase, most: number) => string;
  readonly detail: (detail: Detail, most: number) => string;
  readonly details: (details: readonly string[], leftOut: number) => string;
}

/** @param marker names the comment, so that a later run finds it and writes over it */
function markdownForm(marker: string): Form {
  return {
    head: (verdict) => `<!-- devcenter-review:${marker} -->\n### ${markdown(verdict)}\n`,
    section: ({ title }, lines) => `\n**${title}**\n\n${lines.join("\n")}\n`,
    line: (line, most) => `- ${markdown(line, most)}`,
    detail: ({ title, lines }, most) =>
      [`- ${markdown(title, most)}`, ...lines.map((line) => `  - ${markdown(line, most)}`)].join("\n"),
    details: (details, leftOut) =>
      `\n<details><summary>Details</summary>\n\n${[...details, ...more(leftOut, "resource")].join("\n")}\n\n</details>\n`,
  };
}

const textForm: Form = {
  head: (verdict) => `${bare(plain(verdict))}\n`,
  section: ({ title }, lines) => `\n${bare(title)}\n${lines.join("\n")}\n`,
  line: (line, most) => `  ${bare(plain(line, most))}`,
  detail: ({ title, lines }, most) =>
    [`  ${plain(title, most)}`, ...lines.map((line) => `    ${plain(line, most)}`)].join("\n"),
  details: (details, leftOut) => `\nDetails\n${[...details, ...more(leftOut, "resource")].join("\n")}\n`,
};

/** Our own words hold a little Markdown. */
function bare(text: string): string {
  return text.replaceAll(/\*\*|`/g, "");
}

function more(count: number, noun: string): string[] {
  return count === 0
    ? []
    : [`- … and ${count.toLocaleString("en-US")} more ${noun}${count === 1 ? "" : "s"}, left out for room`];
}

/** The review as Markdown for a comment, 65,000 characters at most. */
export function asMarkdown(review: Review, marker: string): string {
  return written(review, markdownForm(marker));
}

/** The review for a terminal. */
export function asText(review: Review): string {
  return written(review, textForm);
}

/** How much of it there is room for, from everything to the least. */
const roomier: readonly Room[] = [
  { lines: Number.POSITIVE_INFINITY, value: 120 },
  { lines: 50, value: 120 },
  { lines: 10, value: 60 },
  { lines: 10, value: 60, isBrief: true },
  { lines: 3, value: 24, isBrief: true },
  { lines: 3, value: 8, isBrief: true },
];

function written(review: Review, form: Form): string {
  const head = form.head(verdictOf(review));
  const sections = sectionsOf(review);
  let text = head;
  for (const room of roomier) {
    text = head + sections.map((section) => sectionText(section, room, form)).join("");
    if (text.length <= longestReview) break;
  }
  return text + detailText(review, form, longestReview - text.length);
}

interface Room {
  /** Of a part that may be shortened. */
  readonly lines: number;
  /** Characters of a value. */
  readonly value: number;
  readonly isBrief?: boolean;
}

function sectionText(section: Section, { lines: most, value, isBrief = false }: Room, form: Form): string {
  const all = (isBrief && section.brief) || section.lines;
  const lines = all.slice(0, section.isVital && !isBrief ? all.length : section.isVital ? 60 : most);
  const shown = lines.map((line) => form.line(line, value));
  return form.section(section, [...shown, ...more(all.length - lines.length, "line")]);
}

/** As many details as there is room for: the first ones, and how many more there are. */
function detailText({ changes }: Review, form: Form, room: number): string {
  if (changes.length === 0) return "";
  const details = detailsOf(changes);
  const fitting: string[] = [];
  let left = room - form.details([], details.length).length;
  for (const detail of details) {
    const text = form.detail(detail, 120);
    if (text.length + 1 > left) break;
    left -= text.length + 1;
    fitting.push(text);
  }
  const whole = form.details(fitting, details.length - fitting.length);
  return whole.length > room ? "" : whole;
}
