import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { readPreview } from "../../../../cli/src/review/engine-preview";
import { reviewOf } from "../../../../cli/src/review/review";
import { asMarkdown, longestReview } from "../../../../cli/src/review/written-review";
import { previewPrograms } from "../../../../harness/preview-programs";
import { previewFile } from "../../../../harness/recorded-previews";

const now = new Date("2026-11-20T00:00:00Z");
const commonMark = new MarkdownIt("commonmark");

function reviewed(name: string): string {
  return asMarkdown(reviewOf(readPreview(readFileSync(previewFile(name))), now), "test");
}

/** `RECORD=1` writes the reviews again: look at each before it is committed. */
describe("reviews of previews that the engine has printed", () => {
  for (const { name } of previewPrograms) {
    it(`of ${name} is the one that was looked at`, () => {
      const file = join(__dirname, "golden", `${name}.md`);
      const review = reviewed(name);
      if (process.env.RECORD === "1") writeFileSync(file, review);
      assert.equal(review, readFileSync(file, "utf8"));
      assert.ok(review.length <= longestReview);
    });

    it(`of ${name} has no link, image or tag of its own when it is rendered`, () => {
      const html = commonMark.render(reviewed(name));
      const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag = ""]) => tag));
      const ours = ["h3", "p", "strong", "ul", "li", "code", "details", "summary"];
      assert.deepEqual(
        [...tags].filter((tag) => !ours.includes(tag)),
        [],
      );
      const outsideOfCode = html.replaceAll(/<code>.*?<\/code>/gs, "");
      assert.doesNotMatch(outsideOfCode, /@|https?:|\u202e/);
      assert.doesNotMatch(html, /KEY|Aurora/);
    });
  }
});

it("The README shows a review comment as it is", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "..", "..", "README.md"), "utf8");
  const quoted = readme.match(/(?<=^|\n)> \*\*1 to create:.*?(?=\n\n)/s)?.[0].replaceAll(/^> ?/gm, "");
  const [, verdict = "", ...rest] = reviewed("published").split("<details>")[0]?.trim().split("\n") ?? [];
  assert.equal(quoted, [`**${verdict.replace("### ", "")}**`, ...rest].join("\n"));
});
