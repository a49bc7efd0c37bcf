import type { PageDocument, PageElement } from "./page-elements";
import type { Count, Group, Split } from "./summary";
import { counted } from "./summary-text";

type Plot = typeof import("@observablehq/plot");

const barColour = "var(--bar)";
const rankingWidth = 380;
const rowHeight = 38;
const dayMs = 24 * 60 * 60_000;

/** What is plotted of a group: failures, or devices in a report that does not count failures. */
export function measureOf(groups: readonly Group[]): "failures" | "devices" | undefined {
  return (["failures", "devices"] as const).find((measure) =>
    groups.some((group) => group[measure] !== undefined),
  );
}

interface Canvas {
  readonly plot: Plot;
  readonly document: PageDocument;
}

/** Bars under their labels, so that a long name has the whole width. */
export function rankingPlot(
  { plot, document }: Canvas,
  { title, groups = [] }: Split,
): PageElement | undefined {
  const measure = measureOf(groups);
  if (measure === undefined) return undefined;
  const bars = groups.map((group, at) => ({
    ...group,
    at: String(at),
    count: Number(group[measure] ?? 0),
    exact: group[measure] ?? 0,
  }));
  const longest = bars.reduce((most, { count }) => Math.max(most, count), 1);
  return titled(
    document,
    plot.plot({
      document: document as never,
      width: rankingWidth,
      height: bars.length * rowHeight,
      margin: 0,
      axis: null,
      style: { fontSize: "13px" },
      x: { domain: [0, longest] },
      y: { type: "band", domain: bars.map(({ at }) => at), padding: 0 },
      marks: rankingMarks(plot, bars, measure, longest),
    }),
    `${title} by ${measure}`,
  );
}

interface Bar extends Group {
  readonly at: string;
  readonly count: number;
  readonly exact: Count;
}

/** The bar on its track, its label, its number. */
function rankingMarks(plot: Plot, bars: readonly Bar[], measure: string, longest: number) {
  const place = { x1: 0, y: "at", insetTop: 22, insetBottom: 8, rx: 3 };
  const words = { y: "at", dy: -6, fill: "currentColor" };
  return [
    plot.barX(bars, { ...place, x2: () => longest, fill: "var(--track)" }),
    plot.barX(bars, {
      ...place,
      x2: "count",
      fill: barColour,
      title: ({ value, exact }) => `${value}: ${counted(exact)} ${measure}`,
    }),
    plot.text(bars, {
      ...words,
      x: 0,
      text: "value",
      textAnchor: "start",
      lineWidth: 22,
      textOverflow: "ellipsis-middle",
    }),
    plot.text(bars, {
      ...words,
      frameAnchor: "right",
      text: ({ exact }) => counted(exact),
      textAnchor: "end",
      fontWeight: 600,
    }),
  ];
}

/** A bar a day; a day without failures is a gap. */
export function dayPlot(
  { plot, document }: Canvas,
  { groups = [] }: Split,
  { width, height }: { width: number; height: number },
): PageElement | undefined {
  const measure = measureOf(groups);
  if (measure === undefined) return undefined;
  const days = groups.map((group) => ({
    day: new Date(`${group.value}T00:00:00Z`),
    count: Number(group[measure] ?? 0),
    exact: group[measure] ?? 0,
  }));
  return titled(
    document,
    plot.plot({
      document: document as never,
      width,
      height,
      marginLeft: 48,
      marginRight: 8,
      style: { fontSize: "12px" },
      x: { type: "utc", label: null, tickSize: 0, ticks: noonsOf(days, width / 90), tickFormat: dayName },
      y: { label: null, grid: true, ticks: 4, tickFormat: "~s" },
      marks: [
        plot.rectY(days, {
          x: "day",
          y: "count",
          interval: "day",
          fill: barColour,
          rx: 2,
          title: ({ day, exact }) => `${day.toISOString().slice(0, 10)}: ${counted(exact)} ${measure}`,
        }),
        plot.ruleY([0]),
      ],
    }),
    `Days by ${measure}`,
  );
}

/** The middles of a limited number of days, evenly apart: a label is under the middle of its bar. */
function noonsOf(days: readonly { readonly day: Date }[], most: number): Date[] {
  // They come in their order.
  const first = days[0]?.day.getTime() ?? 0;
  const count = ((days.at(-1)?.day.getTime() ?? first) - first) / dayMs + 1;
  const apart = Math.ceil(count / most);
  return Array.from(
    { length: Math.ceil(count / apart) },
    (_, at) => new Date(first + (at * apart + 0.5) * dayMs),
  );
}

function dayName(day: Date): string {
  return day.toLocaleDateString("en", { day: "numeric", month: "short", timeZone: "UTC" });
}

/** The description of the picture for a screen reader; the table beside has its numbers. */
function titled(document: PageDocument, svg: PageElement, text: string): PageElement {
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = text;
  svg.prepend(title);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", text);
  return svg;
}
