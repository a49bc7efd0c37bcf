import { hardwareRefusal } from "./refusals";

/** The query of a list. */
export interface PageQuery {
  pageSize?: string;
  continuationToken?: string;
}

/** A link of a response. As with the service, its host is not the one that received the request. */
export interface Link {
  href: string;
  rel: string;
  method: string;
}

const linkBase = "https://hardwareapi.microsoft.com/api/v1/hardware";
const defaultPageSize = 50;

/** A link as the service writes it. */
export function linkTo(path: string, rel: string, method = "GET"): Link {
  return { href: `${linkBase}${path}`, rel, method };
}

function offsetOf(token: string | undefined): number {
  const offset = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString("utf8"));
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw hardwareRefusal(400, "invalidInput", "The continuation token is not valid.");
  }
  return offset;
}

/** One page of a list, with the link to the next when there is more. */
export function pageOf<T>(rows: readonly T[], path: string, query: PageQuery): { value: T[]; links: Link[] } {
  const size = Number(query.pageSize ?? defaultPageSize);
  if (!Number.isSafeInteger(size) || size < 1) {
    throw hardwareRefusal(400, "invalidInput", "pageSize must be a positive integer.");
  }
  const offset = offsetOf(query.continuationToken);
  const next = offset + size;
  const token = Buffer.from(String(next)).toString("base64url");
  const links = [linkTo(path, "self")];
  if (next < rows.length) {
    links.push(linkTo(`${path}?pageSize=${size}&continuationToken=${token}`, "next_link"));
  }
  return { value: rows.slice(offset, next), links };
}
