import { Readable } from "node:stream";
import { request } from "./quiet-undici";
import { defaultRequestTimeoutMs, type RequestPolicy } from "./request-policy";

/** A body that is read while it is sent: its time limit begins again with each piece. */
export interface StreamedBody {
  readonly bytes: number;
  pieces(): AsyncIterable<Buffer>;
}

/** One request whose answer is a text. */
export interface Exchange {
  readonly url: string | URL;
  /** Default GET. */
  readonly method?: "GET" | "HEAD" | "POST" | "PATCH" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | StreamedBody | undefined;
  /** It changes nothing that matters whether it was carried out: a stop ends it at once. Default: GET and HEAD. */
  readonly isRead?: boolean;
  /** The longest answer that is read. */
  readonly limitBytes: number;
  /** What becomes of a longer one. Default: it fails. */
  readonly whenLonger?: "fail" | "cut";
}

/** What came back, read whole. Of a header that came several times, the first. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** The answer is longer than anything that is expected, and was not read to its end. */
export class TooLongError extends Error {
  constructor(
    readonly status: number,
    readonly limitBytes: number,
  ) {
    super(`longer than ${limitBytes / 1024 ** 2} MiB`);
  }
}

/** What a stop leaves to a request that changes something: its answer may be on its way, and with it an id. */
const graceMs = 600;

/** Sends one request, once. Whatever the server does, it ends within the time limit, or soon after the signal. */
export async function exchange(policy: RequestPolicy, wanted: Exchange): Promise<RawResponse> {
  const { method = "GET", isRead = method === "GET" || method === "HEAD" } = wanted;
  return withinLimits(policy, isRead ? 0 : graceMs, async (signal, restart) => {
    const { statusCode, headers, body } = await request(wanted.url, {
      dispatcher: policy.network,
      method,
      headers: wanted.headers ?? {},
      body: bodyOf(wanted.body, restart),
      signal,
    });
    const single = Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0] : value,
    ]);
    return {
      status: statusCode,
      headers: Object.fromEntries(single),
      text: await textOf(body, statusCode, wanted),
    };
  });
}

function bodyOf(body: Exchange["body"], restart: () => void): string | Buffer | Readable | null {
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) return body ?? null;
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const piece of (body as StreamedBody).pieces()) {
      restart();
      yield piece;
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

/** Runs the work with a signal that aborts when its time is up, or so long after the policy's own. */
export async function withinLimits<T>(
  { signal, requestTimeoutMs = defaultRequestTimeoutMs }: Omit<RequestPolicy, "network" | "clock">,
  stopGraceMs: number,
  work: (signal: AbortSignal, restart: () => void) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const limit = new AbortController();
  const timers = [setTimeout(() => limit.abort(timeIsUp()), requestTimeoutMs)];
  const stop = () => {
    if (stopGraceMs === 0) limit.abort(signal?.reason);
    else timers.push(setTimeout(() => limit.abort(signal?.reason), stopGraceMs));
  };
  // By hand: what AbortSignal.any makes of a long-lived signal stays in memory as long as that one.
  signal?.addEventListener("abort", stop);
  try {
    return await work(limit.signal, () => void timers[0]?.refresh());
  } finally {
    signal?.removeEventListener("abort", stop);
    for (const timer of timers) clearTimeout(timer);
  }
}

function timeIsUp(): Error {
  return new DOMException("The time for the request is up.", "TimeoutError");
}

type Body = AsyncIterable<Buffer> & { on(event: "error", listener: () => void): unknown };

async function textOf(body: Body, status: number, { limitBytes, whenLonger }: Exchange): Promise<string> {
  // A body that is left early would break the process when its connection does.
  body.on("error", () => undefined);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    pieces.push(piece);
    if (bytes <= limitBytes) continue;
    if (whenLonger === "cut") break;
    throw new TooLongError(status, limitBytes);
  }
  // Files of Windows tools like to begin with a byte order mark.
  return Buffer.concat(pieces)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}
