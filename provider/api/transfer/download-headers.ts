import { type PartialFileInfo, strongEtag } from "./part-mark";
import type { PartialFile } from "./partial-file";

/** Asks for what is missing, provided that the store still has the same content. */
export function condition({ bytes, mark: { etag } }: PartialFile): Record<string, string> {
  return bytes === 0 || etag === undefined ? {} : { range: `bytes=${bytes}-`, "if-match": etag };
}

/** Whether a link carries no signature, and leads to Azure Storage and to nobody else. */
export function wantsToken(url: string): boolean {
  const { protocol, hostname, searchParams } = new URL(url);
  const isStorage = /\.blob\.(core\.windows|storage\.azure)\.net$/.test(hostname);
  return protocol === "https:" && isStorage && !searchParams.has("sig");
}

export function proof(token: string | undefined): Record<string, string> {
  // Storage takes tokens from this version on; without a version it takes none.
  return token === undefined ? {} : { authorization: `Bearer ${token}`, "x-ms-version": "2017-11-09" };
}

/** Of an answer, by their names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

export function markOf(headers: Headers): PartialFileInfo {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
  };
  const etag = text("etag");
  const length = text("content-length");
  const md5 = text("x-ms-blob-content-md5") ?? text("content-md5");
  return {
    ...(etag === undefined || !strongEtag.test(etag) ? {} : { etag }),
    ...(length === undefined ? {} : { size: Number(length) }),
    ...(md5 === undefined ? {} : { md5 }),
  };
}

export function continues(headers: Headers, { bytes, mark }: PartialFile): boolean {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers["content-range"])) ?? [];
  if (Number(start) !== bytes || headers.etag !== mark.etag) return false;
  return mark.size === undefined || size === "*" || Number(size) === mark.size;
}

/** The length of the whole in bytes, where a partial response names it. */
export function totalOf(headers: Headers): number | undefined {
  const total = /\/(\d+)$/.exec(String(headers["content-range"]))?.[1];
  return total === undefined ? undefined : Number(total);
}
