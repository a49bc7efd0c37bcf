import { z } from "zod";
import type { Client } from "./client";

const link = z.looseObject({ rel: z.string(), href: z.string() });

/** All rows of a paged list. */
export async function allPages<T extends z.ZodType>(client: Client, path: string, row: T) {
  const rows: z.output<T>[] = [];
  for await (const page of pagesOf(client, path, row)) rows.push(...page);
  return rows;
}

/**
 * A paged list, each page when it is asked for. The link to the next page may name another host, which must not get the token: only its
 * query is taken, and asked of the configured endpoint.
 */
export async function* pagesOf<T extends z.ZodType>(
  client: Client,
  path: string,
  row: T,
): AsyncGenerator<z.output<T>[], void> {
  const answer = z.looseObject({ value: z.array(row), links: z.array(link).nullish() });
  const seen = new Set<string>();
  let query: Record<string, string> | undefined = {};
  while (query !== undefined) {
    const page: z.output<typeof answer> = await client.call({ verb: "GET", path, query, answer });
    yield page.value;
    const next = page.links?.find(({ rel }) => rel.toLowerCase() === "next_link")?.href;
    // A page that names itself as the next one would never end.
    query = next === undefined || seen.has(next) ? undefined : queryOf(next);
    if (next !== undefined) seen.add(next);
  }
}

function queryOf(href: string): Record<string, string> {
  const at = href.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(href.slice(at)));
}
