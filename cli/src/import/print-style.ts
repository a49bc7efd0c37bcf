import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** How the formatter of the project writes, as far as generated programs show it. */
export interface PrintStyle {
  readonly width: number;
  readonly indent: string;
  /** How many columns one indent takes in `width`. */
  readonly indentWidth: number;
  readonly quote: '"' | "'";
}

/** What Prettier does without a configuration. */
export const plainStyle: PrintStyle = { width: 80, indent: "  ", indentWidth: 2, quote: '"' };

/** The style of the first formatter's configuration from a folder upwards: biome.json or .prettierrc. */
export async function styleOf(folder: string): Promise<PrintStyle> {
  for (let place = folder; ; place = dirname(place)) {
    const style = (await biomeStyle(place)) ?? (await prettierStyle(place));
    if (style !== undefined) return style;
    if (dirname(place) === place) return plainStyle;
  }
}

type Settings = Readonly<Record<string, unknown>>;

async function biomeStyle(folder: string): Promise<PrintStyle | undefined> {
  const settings = (await settingsIn(folder, "biome.json")) ?? (await settingsIn(folder, "biome.jsonc"));
  if (settings === undefined) return undefined;
  const general = sectionOf(settings, "formatter");
  const own = sectionOf(sectionOf(settings, "javascript"), "formatter");
  const found = { ...general, ...own };
  return styleFrom({
    width: found.lineWidth,
    usesTabs: found.indentStyle !== "space",
    indentWidth: found.indentWidth,
    usesSingleQuotes: found.quoteStyle === "single",
  });
}

async function prettierStyle(folder: string): Promise<PrintStyle | undefined> {
  const settings =
    (await settingsIn(folder, ".prettierrc")) ??
    (await settingsIn(folder, ".prettierrc.json")) ??
    sectionIfThere(await settingsIn(folder, "package.json"), "prettier");
  if (settings === undefined) return undefined;
  return styleFrom({
    width: settings.printWidth,
    usesTabs: settings.useTabs === true,
    indentWidth: settings.tabWidth,
    usesSingleQuotes: settings.singleQuote === true,
  });
}

function styleFrom(found: {
  width: unknown;
  usesTabs: boolean;
  indentWidth: unknown;
  usesSingleQuotes: boolean;
}): PrintStyle {
  const indentWidth = typeof found.indentWidth === "number" ? found.indentWidth : plainStyle.indentWidth;
  return {
    width: typeof found.width === "number" ? found.width : plainStyle.width,
    indent: found.usesTabs ? "\t" : " ".repeat(indentWidth),
    indentWidth,
    quote: found.usesSingleQuotes ? "'" : '"',
  };
}

async function settingsIn(folder: string, name: string): Promise<Settings | undefined> {
  try {
    return JSON.parse(withoutComments(await readFile(join(folder, name), "utf8")));
  } catch {
    return undefined;
  }
}

function withoutComments(json: string): string {
  return json.replaceAll(/^\s*\/\/.*$/gm, "");
}

function sectionOf(settings: Settings, name: string): Settings {
  return sectionIfThere(settings, name) ?? {};
}

function sectionIfThere(settings: Settings | undefined, name: string): Settings | undefined {
  const section = settings?.[name];
  return section !== null && typeof section === "object" ? (section as Settings) : undefined;
}
