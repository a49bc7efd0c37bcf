import { type Dispatcher, request } from "undici";
import type { Clock } from "./clock";
import { TransferError } from "./errors/transfer-error";
import { redact } from "./redact";
import { type Failure, retryWaitMs } from "./retry";

// Known to every cloud; without it the store takes the version that signed the link.
const storageVersion = "2021-12-02";
// A store that is silent for so many time-outs in a row is not going to answer.
const mostSilentAttempts = 3;

/** What a blob's requests go through. */
export interface BlobSurroundings {
  readonly network: Dispatcher;
  readonly clock: Clock;
  /** How long one request may take, a block included. */
  readonly requestTimeoutMs: number;
  readonly random?: () => number;
}

/** Which blob: where a link leads. */
export interface BlobLink {
  /** Asks for a link that is valid now. Called at the start, and again when a link has expired. */
  readonly link: () => Promise<string>;
  readonly signal: AbortSignal;
}

/** What the store knows of a blob. */
export interface BlobProperties {
  readonly size: number;
  /** Hexadecimal digits, as `commit` noted them; undefined where the blob came another way. */
  readonly sha256: string | undefined;
}

/** A block blob of Azure Storage: the four operations that an upload in blocks takes. */
export interface BlockBlob {
  /** Undefined when nothing is there. */
  properties(): Promise<BlobProperties | undefined>;
  /** Sizes of the blocks that wait for a commit, by their names. */
  stagedBlocks(): Promise<ReadonlyMap<string, number>>;
  /** @param name in Base64; all names of a blob have the same length */
  stage(name: string, block: Buffer, md5: Buffer): Promise<void>;
  commit(names: readonly string[], sha256: string): Promise<void>;
}

/** Opens the blob. Each operation throws a TransferError when the store refuses, or cannot be reached. */
export async function openBlockBlob(surroundings: BlobSurroundings, target: BlobLink): Promise<BlockBlob> {
  const send = await sender(surroundings, target);
  return {
    async properties() {
      const answer = await send({ method: "HEAD" });
      return answer && { size: Number(answer.headers["content-length"] ?? 0), sha256: sha256In(answer) };
    },
    async stagedBlocks() {
      const answer = await send({
        method: "GET",
        query: { comp: "blocklist", blocklisttype: "uncommitted" },
      });
      const blocks = answer?.text.matchAll(/<Block><Name>([^<]+)<\/Name><Size>(\d+)<\/Size><\/Block>/g) ?? [];
      return new Map([...blocks].map(([, name = "", size]) => [name, Number(size)]));
    },
    async stage(name, block, md5) {
      const headers = { "content-md5": md5.toString("base64") };
      await send({ method: "PUT", query: { comp: "block", blockid: name }, headers, body: block });
    },
    async commit(names, sha256) {
      const blocks = names.map((name) => `<Latest>${name}</Latest>`).join("");
      const body = `<?xml version="1.0" encoding="utf-8"?><BlockList>${blocks}</BlockList>`;
      const headers = { "content-type": "application/xml", "x-ms-meta-sha256": sha256 };
      await send({ method: "PUT", query: { comp: "blocklist" }, headers, body });
    },
  };
}

interface Operation {
  readonly method: "GET" | "HEAD" | "PUT";
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends an operation until it is done. Undefined: a read found nothing there. */
type Send = (operation: Operation) => Promise<Answer | undefined>;

async function sender(surroundings: BlobSurroundings, target: BlobLink): Promise<Send> {
  let link = Promise.resolve(await target.link());
  return async (operation) => {
    let renewals = 0;
    for (let attempts = 1; ; ) {
      const used = link;
      const outcome = await attempt(surroundings, target.signal, await used, operation);
      if ("answer" in outcome) return outcome.answer;
      if (outcome.error.status === 403 && renewals === 0) {
        renewals += 1;
        // Of many blocks that find the link expired, one asks for a fresh one.
        if (link === used) link = target.link();
        continue;
      }
      const question = { failure: outcome.failure, repeatable: true, attempts };
      const waitMs = retryWaitMs(question, (surroundings.random ?? Math.random)());
      if (waitMs === undefined || (outcome.silent && attempts >= mostSilentAttempts)) throw outcome.error;
      await surroundings.clock.wait(waitMs);
      attempts += 1;
    }
  };
}

type Outcome =
  | { readonly answer: Answer | undefined }
  | { readonly error: TransferError; readonly failure: Failure; readonly silent: boolean };

async function attempt(
  { network, requestTimeoutMs }: BlobSurroundings,
  signal: AbortSignal,
  link: string,
  { method, query = {}, headers, body }: Operation,
): Promise<Outcome> {
  const url = new URL(link);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const limit = AbortSignal.timeout(requestTimeoutMs);
  try {
    const response = await request(url, {
      dispatcher: network,
      method,
      headers: { "x-ms-version": storageVersion, ...headers },
      body: body ?? null,
      signal: AbortSignal.any([signal, limit]),
    });
    const text = await response.body.text();
    return judge(method, { status: response.statusCode, headers: response.headers, text });
  } catch (cause) {
    signal.throwIfAborted();
    return unanswered(cause, limit.aborted || isTimeout(cause), requestTimeoutMs);
  }
}

/** Whether the blob store itself has done it: a proxy or a sign-in page answers 200 as well. */
function isDone(method: Operation["method"], { status, headers, text }: Answer): boolean {
  if (method === "PUT") return status === 201;
  return (
    status === 200 && (method === "HEAD" ? headers["x-ms-blob-type"] !== undefined : /<BlockList/.test(text))
  );
}

function judge(method: Operation["method"], answer: Answer): Outcome {
  const { status, headers, text } = answer;
  if (isDone(method, answer)) return { answer };
  if (status === 404 && method !== "PUT") return { answer: undefined };
  if (status < 400) return stranger(status);
  const code = headers["x-ms-error-code"] ?? /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<\n]+)/.exec(text)?.[1];
  const why = `the blob store refused with ${status}${code ? ` (${code})` : ""}`;
  const error = new TransferError("upload", message ? `${why}: ${redact(message)}` : why, { status });
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  return { error, failure: { kind: "refused", status, ...retryAfterMs }, silent: false };
}

function stranger(status: number): Outcome {
  const why = `the answer with ${status} is not one of the blob store; a proxy may have sent it`;
  const error = new TransferError("upload", why, { status });
  return { error, failure: { kind: "no answer", mayHaveTakenEffect: true }, silent: false };
}

function isTimeout(cause: unknown): boolean {
  return ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"].includes(
    String((cause as { code?: unknown }).code),
  );
}

function unanswered(cause: unknown, silent: boolean, requestTimeoutMs: number): Outcome {
  // The words of the cause may name the link; its code does not.
  const code = (cause as { code?: unknown }).code ?? "it ended too early";
  const why = silent
    ? `the blob store gave no answer within ${requestTimeoutMs / 1000} s (devcenter:requestTimeoutSeconds)`
    : `the connection to the blob store failed (${code})`;
  const error = new TransferError("upload", why, { cause });
  return { error, failure: { kind: "no answer", mayHaveTakenEffect: true }, silent };
}

function sha256In({ headers }: Answer): string | undefined {
  const sha256 = headers["x-ms-meta-sha256"];
  return typeof sha256 === "string" ? sha256 : undefined;
}
