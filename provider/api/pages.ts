import { z } from "zod";
import type { Client } from "./client";
import { rowsOf, someOf } from "./wire";

const link = z.looseObject({ rel: z.string(), href: z.string() });

/** Told how many rows of a list lack what is needed of them, such as an id; without it, they are passed over. */
export type OnUnreadable = (rows: number) => void;

/** For who may miss none: of a row without an id nobody can tell whose it is. */
export function refuseUnreadable(rows: number): never {
  throw new Error(
    `${rows} rows of the list on Dev Center lack an id, so it cannot be told whether what was asked for is among them. Nothing was created a second time.`,
  );
}

/** All rows of a paged list that can be read. */
export async function allPages<T extends z.ZodType>(
  client: Client,
  path: string,
  row: T,
  onUnreadable?: OnUnreadable,
) {
  const rows: z.output<T>[] = [];
  for await (const page of pagesOf(client, path, row, onUnreadable)) rows.push(...page);
  return rows;
}

/** A paged list, each page when it is asked for. One row that cannot be read keeps no other from being read. */
export async function* pagesOf<T extends z.ZodType>(
  client: Client,
  path: string,
  row: T,
  onUnreadable?: OnUnreadable,
): AsyncGenerator<readonly z.output<T>[], void> {
  const answer = pageOf(row);
  const pages = followPages<z.output<typeof answer>>({
    first: {},
    ask: (query) => client.call({ verb: "GET", path, query, answer }),
    nextOf: nextLink,
    queryOf,
  });
  for await (const { value } of pages) {
    if (value.unreadable.length > 0) onUnreadable?.(value.unreadable.length);
    yield value.readable;
  }
}

/** One page of a paged list, for whoever remembers how far a list was read. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** What to ask for the page after this one; undefined: this is the last. */
  readonly next: Query | undefined;
}

/** @param query undefined for the first page, else what the page before said is next */
export async function onePage<T extends z.ZodType>(
  client: Client,
  path: string,
  row: T,
  query: Query = {},
): Promise<Page<z.output<T>>> {
  const page = await client.call({ verb: "GET", path, query, answer: pageOf(row) });
  const href = nextLink(page);
  return { rows: page.value.readable, next: href === undefined ? undefined : queryOf(href) };
}

function pageOf<T extends z.ZodType>(row: T) {
  const page = z.looseObject({ value: rowsOf(row), links: someOf(link) });
  // Some lists come without an envelope.
  return z.preprocess((body) => (Array.isArray(body) ? { value: body } : body), page);
}

function nextLink({ links }: { links: readonly z.output<typeof link>[] }): string | undefined {
  return links.find(({ rel }) => rel.toLowerCase() === "next_link")?.href;
}

/** The query of a page. */
export type Query = Readonly<Record<string, string | undefined>>;

/** How the pages of a list hang together. */
export interface PageChain<Page> {
  readonly first: Query;
  readonly ask: (query: Query) => Promise<Page>;
  /** The link to the page after this one. */
  readonly nextOf: (page: Page) => string | undefined;
  /** What such a link asks for; undefined: nothing. */
  readonly queryOf: (href: string) => Query | undefined;
}

/**
 * Page after page, each when it is asked for. The link to the next one may name another host, which must not get the
 * token: only its query is taken, and asked of the configured endpoint.
 */
export async function* followPages<Page>(chain: PageChain<Page>): AsyncGenerator<Page, void> {
  const seen = new Set<string>();
  let query: Query | undefined = chain.first;
  while (query !== undefined) {
    const page: Page = await chain.ask(query);
    yield page;
    const next = chain.nextOf(page);
    // A page that names itself as the next one would never end.
    query = next === undefined || seen.has(next) ? undefined : chain.queryOf(next);
    if (next !== undefined) seen.add(next);
  }
}

function queryOf(href: string): Record<string, string> {
  const at = href.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(href.slice(at)));
}
