import { request } from "undici";
import { condition, continues, type Headers, markOf, proof, wantsToken } from "./download-headers";
import { Part } from "./download-part";
import { TransferError } from "./errors/transfer-error";
import { whatBroke } from "./http/broken-connection";
import { defaultRequestTimeoutMs, type RequestPolicy } from "./http/request-policy";
import { retryAfterMs } from "./http/retry-after";
import { type Outcome, retrying } from "./http/retrying";
import { linkFault } from "./link";
import { harmlessCause, serviceText } from "./service-text";

// What changes again and again while it is fetched is not worth a further beginning.
const beginnings = 3;
/** Slower, and the connection counts as broken: so much at least in the time that one request may take. */
const leastBytesPerSecond = 1024;
/** After so much more the time for attempts begins again: a large file may break often. */
const muchBytes = 1024 * 1024;

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

export interface DownloadSurroundings extends RequestPolicy {
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
    const sha256 = await fetchAll(surroundings, download, part);
    await part.finish();
    return { bytes: part.bytes, sha256 };
  } catch (error) {
    await part.leave();
    throw error;
  }
}

/** How one request ended. */
type Ended =
  | { readonly ended: "whole" | "changed" }
  | { readonly ended: "expired"; readonly status: number }
  | { readonly ended: "broken"; readonly outcome: Extract<Outcome<never>, { error: Error }> };

/** Answers the SHA-256 of the whole file. */
async function fetchAll(given: DownloadSurroundings, download: Download, part: Part): Promise<string> {
  const policy = { ...given, signal: download.signal ?? given.signal };
  let url = await safeLink(policy, download);
  let begun = 1;
  let expired = 0;
  let token: string | undefined;
  let muchAt = part.bytes;
  return retrying(policy, {
    peer: "The blob store",
    async attempt(): Promise<Outcome<string>> {
      const before = part.bytes;
      const how = await attempt(policy, download, part, { url, token });
      const sha256 = how.ended === "whole" ? await part.wholeSha256() : undefined;
      if (sha256 !== undefined) return { answered: sha256 };
      if (part.bytes > before) expired = 0;
      switch (how.ended) {
        case "whole":
        case "changed":
          await part.begin({});
          if (++begun > beginnings)
            throw new TransferError("download", "the file changed while it was fetched.");
          return { again: true };
        case "expired":
          // Once, for a link has its end; not again and again, for a fresh one that is refused has another reason.
          if (++expired > 1) throw refused(how.status);
          token = wantsToken(url) ? await given.storageToken?.() : undefined;
          if (token === undefined) url = await safeLink(policy, download);
          return { again: true };
        case "broken": {
          const isMuch = part.bytes - muchAt >= muchBytes;
          if (isMuch) muchAt = part.bytes;
          const progress = isMuch ? "much" : part.bytes > before ? "some" : undefined;
          return { ...how.outcome, progress };
        }
      }
    },
  });
}

async function safeLink(policy: RequestPolicy, { link }: Download): Promise<string> {
  const url = await link();
  const fault = linkFault(policy, url);
  if (fault !== undefined) throw new TransferError("download", fault);
  return url;
}

function keptWords({ bytes, mark }: Part): string {
  return bytes > 0 && mark.etag !== undefined ? " What came is kept; the next attempt goes on with it." : "";
}

async function attempt(
  policy: RequestPolicy,
  download: Download,
  part: Part,
  way: { url: string; token: string | undefined },
): Promise<Ended> {
  const { signal: stopped } = policy;
  stopped?.throwIfAborted();
  const watch = watchSpeed(policy, () => part.bytes);
  try {
    return await receive(policy, download, part, { ...way, signal: watch.signal });
  } catch (cause) {
    if (cause instanceof TransferError) throw cause;
    stopped?.throwIfAborted();
    return brokenBy(policy, part, cause);
  } finally {
    watch.end();
  }
}

async function receive(
  policy: RequestPolicy,
  download: Download,
  part: Part,
  { url, token, signal }: { url: string; token: string | undefined; signal: AbortSignal },
): Promise<Ended> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher: policy.network,
    headers: { "accept-encoding": "identity", ...condition(part), ...proof(token) },
    signal,
  });
  // A body that nobody reads would break the process when its connection does.
  body.on("error", () => undefined);
  if (statusCode === 200) await part.begin(markOf(headers));
  else if (statusCode !== 206 || !continues(headers, part)) {
    body.destroy();
    return judge(policy, part, statusCode, headers);
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
  return size === undefined || part.bytes >= size ? { ended: "whole" } : brokenBy(policy, part, undefined);
}

/** A signal that aborts with the policy's, and when less comes than at the least speed, or nothing at all. */
function watchSpeed(
  { signal, requestTimeoutMs = defaultRequestTimeoutMs }: RequestPolicy,
  bytes: () => number,
) {
  const watch = new AbortController();
  let before = bytes();
  const timer = setInterval(() => {
    const isTooSlow = bytes() - before < (leastBytesPerSecond * requestTimeoutMs) / 1000;
    before = bytes();
    if (isTooSlow) watch.abort(new DOMException("The download is too slow.", "TimeoutError"));
  }, requestTimeoutMs);
  const stop = () => watch.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  return {
    signal: watch.signal,
    end() {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
    },
  };
}

function judge(policy: RequestPolicy, part: Part, status: number, headers: Headers): Ended {
  // 206 comes here when it is not what was asked for; 412 and 416 say that the content is another one now.
  if (status === 206 || status === 412 || status === 416) return { ended: "changed" };
  if (status === 401 || status === 403) return { ended: "expired", status };
  const single = (name: string) => [headers[name]].flat()[0];
  const askedMs = retryAfterMs(single("retry-after"), policy.clock.now());
  const asks = askedMs === undefined ? "" : ` It asks to wait ${Math.ceil(askedMs / 1000)} s.`;
  const error = refused(status, single("x-ms-error-code"), asks + keptWords(part));
  if (status !== 408 && status !== 429 && status < 500) throw error;
  const wait = askedMs === undefined ? {} : { retryAfterMs: askedMs };
  return { ended: "broken", outcome: { error, failure: { kind: "refused", status, ...wait } } };
}

function refused(status: number, code?: string, more = ""): TransferError {
  const why = `the blob store refused with ${status}${code === undefined ? "" : ` (${serviceText(code, 100)})`}.`;
  return new TransferError("download", why + more, { status });
}

function brokenBy(policy: RequestPolicy, part: Part, cause: unknown): Ended {
  // The words of the cause may name the link; its code does not.
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: string };
  const why =
    name === "TimeoutError"
      ? whatBroke(cause, { name: "the blob store" }, policy)
      : `the connection to the blob store failed (${code ?? "it ended too early"}).`;
  const error = new TransferError("download", why + keptWords(part), { cause: harmlessCause(cause) });
  return { ended: "broken", outcome: { error, failure: { kind: "no answer", mayHaveTakenEffect: true } } };
}
