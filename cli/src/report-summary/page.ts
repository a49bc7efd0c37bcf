import { basename } from "node:path";
import { type Make, maker, type PageDocument, type PageElement } from "./page-elements";
import { pageStyle } from "./page-style";
import { dayPlot, rankingPlot } from "./plots";
import { byDay, type Count, type Group, type Split, type Summary } from "./summary";
import { counted } from "./summary-text";

// Holds the page to its promise, whatever a report contains: nothing is fetched, nothing runs.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** One self-contained page of a summary, for any browser, light and dark. Texts of the report become text nodes only. */
export async function pageOf(summary: Summary): Promise<string> {
  const plot = await import("@observablehq/plot");
  const { parseHTML } = await import("linkedom");
  // Its types call it a window of a browser, which only some of our programs know.
  const { document } = parseHTML(
    "<!doctype html><html lang='en'><head></head><body></body></html>",
  ) as unknown as { document: PageDocument };
  const make = maker(document);
  document.head.append(
    make("meta", { charset: "utf-8" }),
    make("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    make("meta", { name: "color-scheme", content: "light dark" }),
    // Without it a browser asks the server of the page for one.
    make("link", { rel: "icon", href: "data:," }),
    make("title", {}, "Driver failures"),
    make("style", {}, pageStyle),
  );
  const canvas = { plot, document };
  const sections = summary.splits.map((split) => {
    const plots =
      split.by === byDay
        ? [
            framed(make, "wide", dayPlot(canvas, split, { width: 1040, height: 260 })),
            framed(make, "narrow", dayPlot(canvas, split, { width: 360, height: 220 })),
          ]
        : [framed(make, "ranking", rankingPlot(canvas, split))];
    return sectionOf(make, split, plots);
  });
  document.body.append(make("main", {}, ...headOf(make, summary), ...sections, notesOf(make, summary)));
  return document.toString();
}

function headOf(make: Make, { files, rows, failures, devices, days }: Summary): PageElement[] {
  const figure = (name: string, value: string) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value));
  const shown = (count: Count | undefined) => (count === undefined ? "not in this report" : counted(count));
  return [
    make(
      "header",
      {},
      make("h1", {}, "Driver failures"),
      make(
        "p",
        {},
        days ? `${days.first} to ${days.last}` : "",
        days ? " · " : "",
        files.map((file) => basename(file)).join(", "),
      ),
    ),
    make(
      "dl",
      {},
      figure("Failures", shown(failures)),
      figure("Devices", shown(devices)),
      figure("Rows", counted(rows)),
      figure("Files", counted(files.length)),
    ),
  ];
}

function framed(make: Make, kind: string, plot: PageElement | undefined): PageElement | undefined {
  return plot && make("figure", { class: kind }, plot);
}

function sectionOf(make: Make, split: Split, plots: readonly (PageElement | undefined)[]): PageElement {
  const id = `by-${split.by}`;
  const heading = make("h2", { id }, split.title);
  const attributes = { class: split.by === byDay ? "days" : "", "aria-labelledby": id };
  if (split.groups === undefined) {
    return make("section", attributes, heading, make("p", { class: "absent" }, "Not in this report."));
  }
  const numbers = tableOf(make, split, split.groups);
  const further =
    split.further > 0 ? make("p", { class: "further" }, `and ${counted(split.further)} more`) : undefined;
  // All days would be longer than all the rest.
  const shown =
    split.by === byDay
      ? make("details", {}, make("summary", {}, "Numbers"), numbers)
      : make("div", { class: "numbers" }, numbers, further);
  return make("section", attributes, heading, make("div", { class: "pair" }, ...plots, shown));
}

function tableOf(make: Make, { by, title }: Split, groups: readonly Group[]): PageElement {
  const heading = (text: string) => make("th", { scope: "col" }, text);
  const number = (count: Count | undefined) => make("td", {}, count === undefined ? "–" : counted(count));
  const rows = groups.map(({ value, failures, devices }) =>
    make("tr", {}, make("th", { scope: "row" }, value), number(failures), number(devices)),
  );
  return make(
    "table",
    { "data-by": by },
    make("thead", {}, make("tr", {}, heading(title), heading("Failures"), heading("Devices"))),
    make("tbody", {}, ...rows),
  );
}

function notesOf(make: Make, { notes }: Summary): PageElement | undefined {
  if (notes.length === 0) return undefined;
  const items = notes.map((note) => make("li", {}, note));
  return make(
    "section",
    { "aria-labelledby": "notes" },
    make("h2", { id: "notes" }, "About these numbers"),
    make("ul", {}, ...items),
  );
}
