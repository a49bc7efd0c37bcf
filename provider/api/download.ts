import { type Dispatcher, request } from "undici";
import type { Clock } from "./clock";
import { type Mark, Part } from "./download-part";
import { TransferError } from "./errors/transfer-error";
import { type Failure, retryWaitMs } from "./retry";

// What changes again and again while it is fetched is not worth a further beginning.
const beginnings = 3;

/** A file to be fetched from behind a link of the service. */
export interface Download {
  /** Where it is to be. A file of that name is replaced once the new one is whole. */
  readonly path: string;
  /** Only its owner may read it, from the first byte. Default: what the process gives its files. */
  readonly isPersonal?: boolean;
  /** Asks for a link that is valid now. Called at the start, and again when a link has expired. */
  readonly link: () => Promise<string>;
  /** Stops the download; what is there stays there for the next attempt. */
  readonly signal?: AbortSignal;
  /** Told at the start and after each piece: bytes that are there, and of how many where the store says so. */
  readonly onProgress?: (bytes: number, size: number | undefined) => void;
}

export interface Downloaded {
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

export interface DownloadSurroundings {
  readonly network: Dispatcher;
  readonly clock: Clock;
  readonly random?: () => number;
  /** A token for Azure Storage, where the account can have one: some links are said to carry no signature. */
  readonly storageToken?: () => Promise<string | undefined>;
}

/**
 * Streams a file to disk, a few pieces in memory at a time, whatever its size. It goes on after the last byte that is
 * there when the connection breaks or a process before this one ended, and takes its final name only when it has the
 * length, and the MD5, that the store promised. The link is a secret: it gets no token, unless it is one without a
 * signature that Azure Storage refuses, and goes into no message.
 *
 * @throws TransferError, and whatever `link` throws
 */
export async function downloadFile(
  surroundings: DownloadSurroundings,
  download: Download,
): Promise<Downloaded> {
  const part = await Part.open(download.path, download.isPersonal);
  try {
    await fetchAll(surroundings, download, part);
    const done = { bytes: part.bytes, sha256: part.sha256() };
    await part.finish();
    return done;
  } catch (error) {
    await part.leave();
    throw error;
  }
}

/** How one request ended. */
type Outcome =
  | { readonly ended: "whole" | "changed" }
  | { readonly ended: "expired"; readonly status: number }
  | { readonly ended: "broken"; readonly why: string; readonly failure: Failure; readonly cause?: unknown };

async function fetchAll(surroundings: DownloadSurroundings, download: Download, part: Part): Promise<void> {
  let url = await download.link();
  let begun = 1;
  let expired = 0;
  let broken = 0;
  let token: string | undefined;
  for (;;) {
    const before = part.bytes;
    const outcome = await attempt(surroundings, download, part, { url, token });
    if (outcome.ended === "whole" && part.isWhole()) return;
    if (part.bytes > before) {
      expired = 0;
      broken = 0;
    }
    switch (outcome.ended) {
      case "whole":
      case "changed":
        await part.begin({});
        if (++begun > beginnings)
          throw new TransferError("download", "the file changed while it was fetched.");
        break;
      case "expired":
        // Once, for a link has its end; not again and again, for a fresh one that is refused has another reason.
        if (++expired > 1) throw refused(outcome.status);
        token = wantsToken(url) ? await surroundings.storageToken?.() : undefined;
        if (token === undefined) url = await download.link();
        break;
      case "broken": {
        const { why, failure, cause } = outcome;
        broken += 1;
        const question = { failure, repeatable: true, attempts: broken };
        const waitMs = retryWaitMs(question, (surroundings.random ?? Math.random)());
        if (waitMs === undefined) throw new TransferError("download", why + keptWords(part), { cause });
        await surroundings.clock.wait(waitMs);
      }
    }
  }
}

function keptWords({ bytes, mark }: Part): string {
  return bytes > 0 && mark.etag !== undefined ? " What came is kept; the next attempt goes on with it." : "";
}

async function attempt(
  { network }: DownloadSurroundings,
  download: Download,
  part: Part,
  { url, token }: { url: string; token: string | undefined },
): Promise<Outcome> {
  download.signal?.throwIfAborted();
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: network,
      headers: { "accept-encoding": "identity", ...condition(part), ...proof(token) },
      signal: download.signal,
    });
    // A body that nobody reads would break the process when its connection does.
    body.on("error", () => undefined);
    if (statusCode === 200) await part.begin(markOf(headers));
    else if (statusCode !== 206 || !continues(headers, part)) {
      body.destroy();
      return judge(statusCode, headers);
    }
    const { size } = part.mark;
    download.onProgress?.(part.bytes, size);
    try {
      for await (const chunk of body) {
        await part.append(chunk);
        download.onProgress?.(part.bytes, size);
      }
    } finally {
      await part.flush();
    }
    return size === undefined || part.bytes >= size ? { ended: "whole" } : brokenBy(undefined);
  } catch (cause) {
    if (cause instanceof TransferError) throw cause;
    download.signal?.throwIfAborted();
    return brokenBy(cause);
  }
}

/** Asks for what is missing, provided that the store still has the same content. */
function condition({ bytes, mark: { etag } }: Part): Record<string, string> {
  return bytes === 0 || etag === undefined ? {} : { range: `bytes=${bytes}-`, "if-match": etag };
}

/** Whether a link carries no signature, and leads to Azure Storage and to nobody else. */
function wantsToken(url: string): boolean {
  const { protocol, hostname, searchParams } = new URL(url);
  const isStorage = /\.blob\.(core\.windows|storage\.azure)\.net$/.test(hostname);
  return protocol === "https:" && isStorage && !searchParams.has("sig");
}

function proof(token: string | undefined): Record<string, string> {
  // Storage takes tokens from this version on; without a version it takes none.
  return token === undefined ? {} : { authorization: `Bearer ${token}`, "x-ms-version": "2017-11-09" };
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function markOf(headers: Headers): Mark {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
  };
  const etag = text("etag");
  const length = text("content-length");
  const md5 = text("x-ms-blob-content-md5") ?? text("content-md5");
  return {
    // A weak one promises the same meaning, not the same bytes.
    ...(etag === undefined || etag.startsWith("W/") ? {} : { etag }),
    ...(length === undefined ? {} : { size: Number(length) }),
    ...(md5 === undefined ? {} : { md5 }),
  };
}

function continues(headers: Headers, { bytes, mark }: Part): boolean {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers["content-range"])) ?? [];
  if (Number(start) !== bytes || headers.etag !== mark.etag) return false;
  return mark.size === undefined || size === "*" || Number(size) === mark.size;
}

function judge(status: number, headers: Headers): Outcome {
  // 206 comes here when it is not what was asked for; 412 and 416 say that the content is another one now.
  if (status === 206 || status === 412 || status === 416) return { ended: "changed" };
  if (status === 401 || status === 403) return { ended: "expired", status };
  const error = refused(status, headers["x-ms-error-code"]);
  if (status !== 408 && status !== 429 && status < 500) throw error;
  const seconds = Number(headers["retry-after"]);
  const retryAfterMs = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  return { ended: "broken", why: error.why, failure: { kind: "refused", status, ...retryAfterMs } };
}

function refused(status: number, code?: string | string[]): TransferError {
  const why = `the blob store refused with ${status}${code === undefined ? "" : ` (${code})`}.`;
  return new TransferError("download", why, { status });
}

function brokenBy(cause: unknown): Outcome {
  // The words of the cause may name the link; its code does not.
  const code = (cause as { code?: unknown } | undefined)?.code ?? "it ended too early";
  const why = `the connection to the blob store failed (${code}).`;
  return { ended: "broken", why, cause, failure: { kind: "no answer", mayHaveTakenEffect: true } };
}
