import { z } from "zod";
import type { Client } from "./client";
import { rowsOf, someOf } from "./wire";

const link = z.looseObject({ rel: z.string(), href: z.string() });

/** Told how many rows of a list lack what is needed of them, such as an id; without it, they are passed over. */
export type OnUnreadable = (rows: number) => void;

/** For callers that must not miss a row: a row without an id cannot be attributed to an object. */
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
  // One by one: a page may be longer than the arguments that a call can take.
  for await (const page of pagesOf(client, path, row, onUnreadable)) for (const one of page) rows.push(one);
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
  const pages = paginate<z.output<typeof answer>>({
    first: {},
    ask: (query) => client.call({ verb: "GET", path, query, responseSchema: answer }),
    nextOf: nextLink,
    queryOf,
  });
  for await (const { value } of pages) {
    if (value.unreadable.length > 0) onUnreadable?.(value.unreadable.length);
    yield value.readable;
  }
}

/** One page of a paged list, for a caller that remembers how far it has read. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** What to ask for the page after this one; undefined: this is the last. */
  readonly next: Query | undefined;
  /** How many rows lack what is needed of them, such as an id: they are not among `rows`. */
  readonly unreadable: number;
}

/** @param query undefined for the first page, else what the page before said is next */
export async function onePage<T extends z.ZodType>(
  client: Client,
  path: string,
  row: T,
  query: Query = {},
): Promise<Page<z.output<T>>> {
  const page = await client.call({ verb: "GET", path, query, responseSchema: pageOf(row) });
  const href = nextLink(page);
  const next = href === undefined ? undefined : queryOf(href);
  // A page that names itself is its own last word.
  const isAnother = next !== undefined && queryKey(next) !== queryKey(query);
  return {
    rows: page.value.readable,
    next: isAnother ? next : undefined,
    unreadable: page.value.unreadable.length,
  };
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
export interface Pagination<Page> {
  readonly first: Query;
  readonly ask: (query: Query) => Promise<Page>;
  /** The link to the page after this one. */
  readonly nextOf: (page: Page) => string | undefined;
  /** What such a link asks for; undefined: nothing. */
  readonly queryOf: (href: string) => Query | undefined;
}

/** At least a hundred thousand rows: more than any account has. */
const mostPages = 10_000;

/**
 * Page after page, each when it is asked for. The link to the next one may name another host, which must not get the
 * token: only its query is taken, and asked of the configured endpoint.
 */
export async function* paginate<Page>(chain: Pagination<Page>): AsyncGenerator<Page, void> {
  const seen = new Set<string>();
  let query: Query | undefined = chain.first;
  // What was asked already would give the same rows again, and never end.
  while (query !== undefined && !seen.has(queryKey(query))) {
    if (seen.size === mostPages) {
      throw new Error(`The list on Dev Center has no end: each of ${mostPages} pages named another one.`);
    }
    seen.add(queryKey(query));
    const page: Page = await chain.ask(query);
    yield page;
    const next = chain.nextOf(page);
    query = next === undefined ? undefined : chain.queryOf(next);
  }
}

function queryKey(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Undefined: the first page, which was asked for already. */
function queryOf(href: string): Record<string, string> | undefined {
  const query = Object.fromEntries(new URLSearchParams(/\?(.*)/.exec(href)?.[1] ?? ""));
  return Object.keys(query).length === 0 ? undefined : query;
}
