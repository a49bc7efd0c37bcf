import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../../../harness/browser";
import { runDevcenter } from "../../../harness/devcenter-command";
import { countedBy, reportOf, sampleRows, splitColumns } from "../../../harness/sample-report";
import { reportFolder } from "../../unit/cli/report-data/report-files";

const rows = sampleRows(3000);
const screens = { wide: { width: 1280, height: 900 }, narrow: { width: 400, height: 800 } };

describe("the page of devcenter reports summary, in a browser", () => {
  const folder = reportFolder();
  let browser: Browser | undefined;
  let close: (() => Promise<void>) | undefined;
  let url: string;

  before(async function () {
    const opened = await openBrowser();
    if (typeof opened === "string") {
      console.error(`      ${opened}`);
      return this.skip();
    }
    ({ browser, close } = opened);
    const html = folder.path("failures.html");
    const file = folder.write("week.txt", reportOf(rows));
    const { exitCode, err } = await runDevcenter(
      ["reports", "summary", file, "--html", html, "--top", "100"],
      {},
    );
    assert.equal(exitCode, 0, err);
    url = pathToFileURL(html).href;
  });
  after(async () => {
    await close?.();
    folder.remove();
  });

  interface Visit {
    readonly page: Page;
    readonly requests: readonly string[];
    readonly complaints: readonly string[];
  }

  async function visit(
    screen: keyof typeof screens,
    colorScheme: "light" | "dark" = "light",
  ): Promise<Visit> {
    assert.ok(browser);
    const page = await browser.newPage({ viewport: screens[screen], colorScheme });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => void requests.push(request.url()));
    page.on("console", (message) => void complaints.push(message.text()));
    page.on("pageerror", (error) => void complaints.push(error.message));
    page.on("dialog", (dialog) => void dialog.dismiss().then(() => complaints.push("a dialog")));
    await page.goto(url);
    return { page, requests, complaints };
  }

  for (const screen of ["wide", "narrow"] as const) {
    it(`asks for nothing but itself and complains of nothing, ${screen}`, async () => {
      const { page, requests, complaints } = await visit(screen);
      assert.deepEqual([requests.filter((asked) => !asked.startsWith("data:")), complaints], [[url], []]);
      await page.close();
    });

    it(`shows a plot of each kind within the screen, ${screen}`, async () => {
      const { page } = await visit(screen);
      const plots = await page.locator("section svg:visible").all();
      assert.equal(plots.length, Object.keys(splitColumns).length);
      for (const plot of plots) {
        const box = await plot.boundingBox();
        assert.ok(box && box.width > 200 && box.height > 60 && box.x >= 0, JSON.stringify(box));
        assert.ok(box.x + box.width <= screens[screen].width, JSON.stringify(box));
      }
      const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      assert.equal(await page.evaluate(overflow), 0);
      await page.close();
    });
  }

  it("shows in each table what the rows say", async () => {
    const { page } = await visit("wide");
    await page.locator("summary").click();
    for (const [by, columns] of Object.entries(splitColumns)) {
      const lines = await page.locator(`table[data-by=${by}] tbody tr`).all();
      const cells = await Promise.all(lines.map((line) => line.locator("th, td").allInnerTexts()));
      assert.deepEqual(
        new Map(
          cells.map(([value = "", ...counts]) => [
            value,
            counts.map((text) => Number(text.replaceAll(",", ""))),
          ]),
        ),
        countedBy(rows, ...columns),
        by,
      );
    }
    await page.close();
  });

  it("draws bars as long as their numbers are large", async () => {
    const { page } = await visit("wide");
    const expected = [...countedBy(rows, "Market").values()]
      .map(([failures]) => failures)
      .sort((a, b) => b - a);
    const bars = await page.locator("section[aria-labelledby=by-market] rect:has(title)").all();
    const widths = await Promise.all(bars.map(async (bar) => (await bar.boundingBox())?.width ?? 0));
    assert.equal(widths.length, expected.length);
    for (const [at, failures] of expected.entries()) {
      const share = (widths[at] ?? 0) / (widths[0] ?? 1);
      assert.ok(Math.abs(share - failures / (expected[0] ?? 1)) < 0.01, `bar ${at}: ${share}`);
    }
    await page.close();
  });

  it("tells a screen reader what each plot is", async () => {
    const { page } = await visit("wide");
    const names = await page
      .locator("svg[role=img]")
      .evaluateAll((plots) => plots.map((plot) => plot.getAttribute("aria-label")));
    assert.ok(names.includes("Markets by failures") && !names.includes(null));
    assert.equal(await page.locator("svg > title").count(), names.length);
    await page.close();
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`can be read in ${scheme} mode`, async () => {
      const { page } = await visit("wide", scheme);
      const colours = async (selector: string, property: string) =>
        luminance(
          String(
            await page.evaluate(
              `getComputedStyle(document.querySelector(${JSON.stringify(selector)}))["${property}"]`,
            ),
          ),
        );
      const [card, ground] = [
        await colours("section", "backgroundColor"),
        await colours("body", "backgroundColor"),
      ];
      assert.equal(card < 0.2 && ground < 0.2, scheme === "dark");
      for (const selector of ["h2", "td", "tbody th", "thead th", "summary", "section text"]) {
        const property = selector === "section text" ? "fill" : "color";
        assert.ok(contrast(await colours(selector, property), card) >= 4.5, selector);
      }
      assert.ok(contrast(await colours("header p", "color"), ground) >= 4.5);
      assert.ok(contrast(await colours("rect:has(title)", "fill"), card) >= 3);
      await page.close();
    });
  }
}).timeout(60_000);

/** Of a colour as a browser computes it, by WCAG 2. */
function luminance(colour: string): number {
  const [, ...parts] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? assert.fail(colour);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
