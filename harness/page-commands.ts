import { readFileSync } from "node:fs";
import { join } from "node:path";
import markdownIt from "markdown-it";

/** The commands of a page of the documentation, as a reader would type them: a block each, in their order. */
export function commandsOn(page: string): string[] {
  const text = readFileSync(join(__dirname, "..", page), "utf8");
  const blocks = markdownIt().parse(text, {});
  return blocks.filter(({ type, info }) => type === "fence" && info === "sh").map(({ content }) => content);
}
