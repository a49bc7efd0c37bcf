import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import { readPreview } from "../../../../cli/src/review/engine-preview";
import { reviewOf } from "../../../../cli/src/review/review";
import { asJson } from "../../../../cli/src/review/review-json";
import { asMarkdown, asText, longestReview } from "../../../../cli/src/review/written-review";
import { UNKNOWN } from "../../../../harness/sample-inputs";
import { lifecycles } from "../../../../provider/lifecycles/registry";

type Values = Readonly<Record<string, unknown>>;
const now = new Date("2026-11-20T00:00:00Z");

function step(
  op: string,
  kind: string,
  name: string,
  news?: Values,
  olds?: Values,
  prefix = "pulumi-nodejs:dynamic/devcenter",
) {
  const type = `${prefix}:${kind}`;
  const state = (inputs: Values | undefined) =>
    inputs === undefined ? {} : { type, id: "15", inputs, outputs: inputs };
  return {
    op,
    urn: `urn:pulumi:prod::drivers::${type}::${name}`,
    newState: state(news),
    oldState: olds && state(olds),
  };
}

function reviewed(steps: readonly object[], more: object = {}) {
  return reviewOf(readPreview(Buffer.from(JSON.stringify({ steps, changeSummary: {}, ...more }))), now);
}

const productNamed = (name: string, productName = name) =>
  step("create", "Product", name, { productName, testHarness: "hlk" });

describe("the room of a review", () => {
  for (const count of [1_000, 5_000]) {
    it(`is enough for ${count} steps, in under a second, with every act that cannot be undone in the count`, () => {
      const steps = Array.from({ length: count }, (_, index) =>
        productNamed(`a-product-with-a-rather-long-name-${index}`),
      );
      const startedAt = process.cpuUsage();
      const markdown = asMarkdown(reviewed(steps), "test");
      // Its own time: others may be at work on the machine.
      assert.ok(process.cpuUsage(startedAt).user < 1_000 * 1_000 * (count / 1_000));
      assert.ok(markdown.length <= longestReview, String(markdown.length));
      assert.match(markdown, new RegExp(`${count.toLocaleString("en-US")} things that cannot be undone`));
    });
  }

  it("goes to what cannot be undone first, all of it by name, and says how many details are left out", () => {
    const markdown = asMarkdown(
      reviewed(Array.from({ length: 1_000 }, (_, index) => productNamed(`p${index}`))),
      "test",
    );
    for (let index = 0; index < 1_000; index++) assert.ok(markdown.includes(`\`p${index}\``), String(index));
    const half = asMarkdown(
      reviewed(
        Array.from({ length: 600 }, (_, index) =>
          step("create", "ReportTemplate", `t${index}`, { view: "IHVDriver", projection: ["DriverName"] }),
        ),
      ),
      "test",
    );
    assert.match(half, /… and \d+ more resources, left out for room/);
  });
});

describe("what comes from the program", () => {
  const hostile = [
    "@everyone",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](https://evil.example/a?b)",
    "![x](https://evil.example/p.png)",
    "`` ` ``",
    "`",
    "a\n\n# heading\n- @team",
    "--><b>",
    "\u202eevil\u2066",
    "\u200b\ufeff",
    "https://user:SECRET-1@evil.example/SECRET-2?sig=SECRET-3#SECRET-4",
    "|x|y|",
    "</details>",
    "\u0000\u001b[31m",
    "&lt;b&gt;",
    "HTTPS://evil.example/SECRET-5",
    "see ftp://x.example/SECRET-6, then",
    "*x* _y_ ~~z~~",
    "#1 GH-1 abc@example.com",
    "",
    "   ",
  ];

  it("is neither a mention, a link, an image, a tag nor a turn of the writing", () => {
    const steps = hostile.flatMap((text, index) => [
      productNamed(`${text} ${index}`, text),
      step("create", "Submission", `${index}${text}`, {
        name: text,
        type: text,
        package: text,
        productId: text,
      }),
      step(
        "update",
        "ReportTemplate",
        text,
        { view: text, projection: [text, "DeviceId"] },
        { view: "x", projection: [] },
      ),
      step("create", "ShippingLabel", text, {
        name: text,
        destination: "windowsUpdate",
        targeting: { hardwareIds: [{ operatingSystemCode: text }] },
      }),
    ]);
    const review = reviewed(steps, {
      diagnostics: [{ severity: "error", message: hostile.join(" ") }],
      [hostile[1] ?? ""]: 1,
    });
    const markdown = asMarkdown(review, "test");
    const html = new MarkdownIt("commonmark", { html: true, linkify: true }).render(markdown);
    const outside = html.replaceAll(/<code>.*?<\/code>/gs, "");
    assert.doesNotMatch(
      outside,
      /@|<(?!\/?(h3|p|strong|ul|li|details|summary)>|!-- devcenter-review:test -->)/,
    );
    for (const text of [markdown, asText(review), JSON.stringify(asJson(review))]) {
      assert.doesNotMatch(text, /SECRET-\d|:\/\/|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
      assert.ok([...text].every((mark) => mark === "\n" || mark >= " "));
    }
  });
});

describe("secrets", () => {
  it("leave no trace in any form, wherever the program has put them", () => {
    const steps = Array.from({ length: 40 }, (_, index) => {
      const secret = `https://hooks.example/PLANTED-${index}`;
      const olds = { callbackUrl: `${secret}-old`, templateId: 15, startTime: secret, recurrence: 1 };
      return step(
        "update",
        "ReportSchedule",
        `s${index}`,
        { ...olds, callbackUrl: index % 2 ? secret : "[secret]" },
        olds,
      );
    });
    const message =
      "error: pulumi-nodejs:dynamic/devcenter:Product resource 'x': property productName value {PLANTED-A} has a problem: expected a text; got \"PLANTED-B\"\n";
    const review = reviewed(steps, {
      diagnostics: [{ severity: "error", message }],
      config: { key: "PLANTED-C" },
    });
    for (const text of [asMarkdown(review, "test"), asText(review), JSON.stringify(asJson(review))]) {
      assert.doesNotMatch(text, /PLANTED/);
    }
    assert.match(asMarkdown(review, "test"), /`hooks.example`/);
  });

  it("leave no trace in any property of any kind, made, edited or drifted, where an address holds them", () => {
    const places = Object.entries(lifecycles).flatMap(([kind, { properties }]) =>
      Object.keys(properties).map((property) => [kind, property] as const),
    );
    assert.ok(places.length >= 40, String(places.length));
    const steps = places.flatMap(([kind, property], index) => {
      const link = (end: string) =>
        `https://PLANTED-${index}:PLANTED'PLANTED@h${index}.example/PLANTED'PLANTED"PLANTED<PLANTED>?sig=PLANTED${end}#PLANTED`;
      const nested = (end: string) => ({ [property]: index % 2 ? { deep: [link(end)] } : link(end) });
      const name = `${kind}-${property}`;
      return [
        step("refresh", kind, name, undefined, nested("known")),
        step("update", kind, name, nested("new"), nested("live")),
        step("create", kind, `${name}-made`, nested("made")),
      ];
    });
    const review = reviewed(steps);
    assert.equal(review.drift?.length, places.length);
    for (const text of [asMarkdown(review, "test"), asText(review), JSON.stringify(asJson(review))]) {
      assert.doesNotMatch(text, /PLANTED/);
    }
  });
});

describe("what this version does not know", () => {
  it("is said: steps, fields, kinds, and resources of others", () => {
    const review = reviewed(
      [
        step("transmogrify", "Product", "p", { productName: "x" }),
        step("create", "Rollout", "r", {}),
        { ...step("create", "bucket:Bucket", "b", {}, undefined, "aws:s3"), novelty: 1 },
      ],
      { newField: true },
    );
    const markdown = asMarkdown(review, "test");
    for (const text of [
      "transmogrify pulumi-nodejs:dynamic/devcenter:Product",
      "devcenter:Rollout",
      "aws:s3:bucket:Bucket",
      "newField",
      "steps[].novelty",
    ]) {
      assert.ok(markdown.includes(text), text);
    }
  });

  it("makes no difference between a dynamic resource and one of the plugin", () => {
    const [one, other] = ["pulumi-nodejs:dynamic/devcenter", "devcenter:index"].map((prefix) =>
      asMarkdown(reviewed([step("create", "Product", "p", { productName: "x" }, undefined, prefix)]), "test"),
    );
    assert.equal(one, other);
    assert.match(one ?? "", /makes a product/);
  });

  it("is never taken for harmless: columns and audiences that only up will know", () => {
    const review = reviewed([
      step("create", "ReportTemplate", "t", { view: "IHVDriver", projection: UNKNOWN }),
      step("create", "ShippingLabel", "l", { destination: "windowsUpdate", targeting: UNKNOWN }),
    ]);
    assert.ok(review.personal.some(({ isMore }) => isMore));
    assert.ok(review.reach.some(({ isUnrestricted }) => isUnrestricted));
  });

  it("counts a replacement once, in one step of the engine or in three", () => {
    const news = { productName: "new" };
    const olds = { productName: "old" };
    const one = reviewed([step("replace", "Product", "p", news, olds)]);
    const three = reviewed([
      step("create-replacement", "Product", "p", news, olds),
      step("replace", "Product", "p", news, olds),
      step("delete-replaced", "Product", "p", undefined, olds),
    ]);
    assert.deepEqual(asJson(three).irrevocable, asJson(one).irrevocable);
    assert.deepEqual(asJson(three).cost, asJson(one).cost);
  });
});
