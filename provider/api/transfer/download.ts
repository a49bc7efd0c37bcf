import { TransferError } from "../errors/transfer-error";
import { request } from "../http/quiet-undici";
import type { RequestPolicy } from "../http/request-policy";
import { type Outcome, retrying } from "../http/retrying";
import { condition, continues, type Headers, markOf, proof, totalOf } from "./download-headers";
import { DownloadLink } from "./download-link";
import type { Download, DownloadSurroundings } from "./download-request";
import { brokenBy, type Ended, isWebPage, judge, webPage } from "./download-response";
import { eachPiece } from "./each-piece";
import { watchSpeed } from "./minimum-speed";
import { PartialFile } from "./partial-file";

// What changes again and again while it is fetched is not worth a further beginning.
const beginnings = 3;
/** After so much more the time for attempts begins again: a large file may break often. */
const muchBytes = 1024 * 1024;
/** Of a refusal; nobody reads more. */
const wordsBytes = 64 * 1024;

export interface Downloaded {
  readonly bytes: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Streams a file to disk, a few pieces in memory at a time, whatever its size. It goes on after the last byte that is
 * there when the connection breaks or a process before this one ended, and takes its final name only when it has the
 * length, and the MD5, that the store promised, and the SHA-256 that is wanted. A web page is no file. The link is a
 * secret: it gets no token, unless it is one without a signature that Azure Storage refuses, and goes into no message.
 *
 * @throws TransferError, and whatever `link` throws
 */
export async function downloadFile(
  surroundings: DownloadSurroundings,
  download: Download,
): Promise<Downloaded> {
  const part = await PartialFile.open(download.path, download.isPersonal);
  try {
    const { sha256, contentDisposition } = await fetchAll(surroundings, download, part);
    await part.finish(download.named?.(contentDisposition));
    return { bytes: part.bytes, sha256 };
  } catch (error) {
    await part.keepForLater();
    throw error;
  }
}

interface Whole {
  readonly sha256: string;
  readonly contentDisposition: string | undefined;
}

async function fetchAll(given: DownloadSurroundings, download: Download, part: PartialFile): Promise<Whole> {
  const policy = { ...given, signal: download.signal ?? given.signal };
  const way = new DownloadLink(policy, download);
  await way.open();
  let begun = 1;
  let expired = 0;
  let muchAt = part.bytes;
  return retrying(policy, {
    peer: way.peer === "Dev Center" ? way.peer : "The blob store",
    async attempt(): Promise<Outcome<Whole>> {
      const before = part.bytes;
      muchAt = Math.min(muchAt, before);
      const how = await attempt(policy, download, part, way);
      if (how.ended === "whole") {
        const sha256 = await part.wholeSha256();
        const { contentDisposition } = how;
        if (sha256 !== undefined && sha256 === (download.sha256 ?? sha256)) {
          return { answered: { sha256, contentDisposition } };
        }
      }
      if (part.bytes > before) expired = 0;
      switch (how.ended) {
        case "whole":
        case "changed":
          await part.restart({});
          if (++begun > beginnings) throw new TransferError("download", whyAgain(how, download));
          return { again: true };
        case "expired":
          // Once, for a link has its end; not again and again, for a fresh one that is refused has another reason.
          if (++expired > 1 || !(await way.renew())) throw how.error;
          return { again: true };
        case "elsewhere":
          if (!way.follow(how.location)) throw how.error;
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

function whyAgain({ ended }: Ended, { sha256 }: Download): string {
  return ended === "whole" && sha256 !== undefined
    ? "what came is not what Dev Center says it is: its SHA-256 is another one. Nothing of it was kept."
    : "the file changed while it was fetched.";
}

async function attempt(
  policy: RequestPolicy,
  download: Download,
  part: PartialFile,
  way: DownloadLink,
): Promise<Ended> {
  const { signal: stopped } = policy;
  stopped?.throwIfAborted();
  // Not what is there: of a file that begins again less is there than before.
  let came = 0;
  const watch = watchSpeed(policy, () => came);
  const count = (piece: Buffer) => {
    came += piece.length;
  };
  try {
    return await receive(policy, download, part, way, { signal: watch.signal, count });
  } catch (cause) {
    if (cause instanceof TransferError) throw cause;
    stopped?.throwIfAborted();
    return brokenBy(policy, way.peer, part, cause);
  } finally {
    watch.end();
  }
}

async function receive(
  policy: RequestPolicy,
  download: Download,
  part: PartialFile,
  { url, token, peer }: DownloadLink,
  { signal, count }: { readonly signal: AbortSignal; readonly count: (piece: Buffer) => void },
): Promise<Ended> {
  const { statusCode, headers, body } = await request(url, {
    dispatcher: policy.network,
    headers: { "accept-encoding": "identity", ...condition(part), ...proof(token) },
    signal,
  });
  // A body that nobody reads would break the process when its connection does.
  body.on("error", () => undefined);
  const isFile = statusCode === 200 || (statusCode === 206 && continues(headers, part));
  if (!isFile) {
    const text = peer === "Dev Center" ? await beginningOf(body) : "";
    body.destroy();
    return judge(policy, peer, part, { status: statusCode, headers, text });
  }
  if (statusCode === 200) {
    // By its type already: what is there of the file stays there.
    if (isWebPage(textOf(headers, "content-type") ?? "", Buffer.alloc(0))) {
      body.destroy();
      throw webPage(statusCode);
    }
    await part.restart(markOf(headers));
  }
  part.mark.size ??= totalOf(headers);
  const { size } = part.mark;
  download.onProgress?.(part.bytes, size);
  try {
    await eachPiece(body, (piece) => {
      if (part.bytes === 0 && isWebPage("", piece)) throw webPage(statusCode);
      const taken = part.append(piece);
      count(piece);
      download.onProgress?.(part.bytes, size);
      return taken;
    });
  } finally {
    await part.flush();
  }
  const contentDisposition = textOf(headers, "content-disposition");
  return size === undefined || part.bytes >= size
    ? { ended: "whole", contentDisposition }
    : brokenBy(policy, peer, part, undefined);
}

function textOf(headers: Headers, name: string): string | undefined {
  return [headers[name]].flat()[0];
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= wordsBytes) break;
  }
  return Buffer.concat(pieces).toString("utf8");
}
