import { z } from "zod";
import type { Client } from "./client";

const link = z.looseObject({ rel: z.string(), href: z.string() });

/**
 * All rows of a paged list. The link to the next page may name another host, which must not get the token: only its
 * query is taken, and asked of the configured endpoint.
 */
export async function allPages<T extends z.ZodType>(client: Client, path: string, row: T) {
  const answer = z.looseObject({ value: z.array(row), links: z.array(link).nullish() });
  const rows: z.output<T>[] = [];
  const seen = new Set<string>();
  let query: Record<string, string> | undefined = {};
  while (query !== undefined) {
    const page: z.output<typeof answer> = await client.call({ verb: "GET", path, query, answer });
    rows.push(...page.value);
    const next = page.links?.find(({ rel }) => rel.toLowerCase() === "next_link")?.href;
    // A page that names itself as the next one would never end.
    query = next === undefined || seen.has(next) ? undefined : queryOf(next);
    if (next !== undefined) seen.add(next);
  }
  return rows;
}

function queryOf(href: string): Record<string, string> {
  const at = href.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(href.slice(at)));
}
