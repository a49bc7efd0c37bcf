import { TransferError } from "../errors/transfer-error";
import { codeOf, failureBy, whatBroke } from "../http/broken-connection";
import { exchange, type RawResponse } from "../http/exchange";
import { linkFault } from "../http/link";
import type { RequestPolicy } from "../http/request-policy";
import { askedWaitMs } from "../http/retry-after";
import { type Outcome, retrying } from "../http/retrying";
import { harmlessCause, serviceText } from "../text/service-text";

// Known to every cloud; without it the store takes the version that signed the link.
const storageVersion = "2021-12-02";
/** Lists of blocks are the longest answers. */
const longestAnswerBytes = 64 * 1024 ** 2;

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
  /** The same, where it was computed from what was sent, and not only from what was to be sent. */
  readonly sentSha256: string | undefined;
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
export async function openBlockBlob(policy: RequestPolicy, target: BlobLink): Promise<BlockBlob> {
  const send = await sender(policy, target);
  return {
    async properties() {
      const answer = await send({ method: "HEAD" });
      if (answer === undefined) return undefined;
      const {
        "content-length": size = 0,
        "x-ms-meta-sha256": sha256,
        "x-ms-meta-sentsha256": sentSha256,
      } = answer.headers;
      return { size: Number(size), sha256, sentSha256 };
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
      const headers = {
        "content-type": "application/xml",
        "x-ms-meta-sha256": sha256,
        "x-ms-meta-sentsha256": sha256,
      };
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

/** Sends an operation until it is done. Undefined: a read found nothing there. */
type Send = (operation: Operation) => Promise<RawResponse | undefined>;

async function sender(given: RequestPolicy, target: BlobLink): Promise<Send> {
  const policy = { ...given, signal: target.signal };
  const fresh = async () => safe(policy, await target.link());
  let link = Promise.resolve(await fresh());
  return (operation) => {
    let isRenewed = false;
    return retrying(policy, {
      peer: "The blob store",
      async attempt() {
        const used = link;
        const outcome = await attempt(policy, await used, operation);
        const isExpired =
          "error" in outcome && [401, 403].includes((outcome.error as TransferError).status ?? 0);
        if (!isExpired || isRenewed) return outcome;
        isRenewed = true;
        // Of many blocks that find the link expired, one asks for a fresh one.
        if (link === used) link = fresh();
        return { again: true };
      },
    });
  };
}

function safe(policy: RequestPolicy, link: string): string {
  const fault = linkFault(policy, link);
  if (fault !== undefined) throw new TransferError("upload", fault);
  return link;
}

async function attempt(
  policy: RequestPolicy,
  link: string,
  { method, query = {}, headers, body }: Operation,
): Promise<Outcome<RawResponse | undefined>> {
  const url = new URL(link);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  try {
    const answer = await exchange(policy, {
      url,
      method,
      headers: { "x-ms-version": storageVersion, ...headers },
      body,
      limitBytes: longestAnswerBytes,
      // What is there stays there for the next attempt, and is the same if it is sent again.
      isRead: true,
    });
    return judge(policy, method, answer);
  } catch (cause) {
    policy.signal?.throwIfAborted();
    return unanswered(policy, cause);
  }
}

/** Whether the blob store itself has done it: a proxy or a sign-in page answers 200 as well. */
function isDone(method: Operation["method"], { status, headers, text }: RawResponse): boolean {
  if (method === "PUT") return status === 201;
  return (
    status === 200 && (method === "HEAD" ? headers["x-ms-blob-type"] !== undefined : /<BlockList/.test(text))
  );
}

function judge(
  policy: RequestPolicy,
  method: Operation["method"],
  answer: RawResponse,
): Outcome<RawResponse | undefined> {
  const { status, headers, text } = answer;
  if (isDone(method, answer)) return { answered: answer };
  if (status === 404 && method !== "PUT") return { answered: undefined };
  if (status < 400) return stranger(status);
  const code = headers["x-ms-error-code"] ?? /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
  const message = /<Message>([^<\n]+)/.exec(text)?.[1];
  const why = `the blob store refused with ${status}${code ? ` (${serviceText(code, 100)})` : ""}`;
  const words = message ? `${why}: ${serviceText(message, 400)}` : why;
  const error = new TransferError("upload", words, { status });
  // Bytes that were changed on their way.
  if (code === "Md5Mismatch") return { error, failure: lost };
  const askedMs = askedWaitMs(headers, policy.clock);
  return {
    error,
    failure: { kind: "refused", status, ...(askedMs === undefined ? {} : { retryAfterMs: askedMs }) },
  };
}

/** To put the same block, or the same list, twice is the same as once. */
const lost = { kind: "no answer", mayHaveTakenEffect: true } as const;

function stranger(status: number): Outcome<never> {
  const why = `the answer with ${status} is not one of the blob store; a proxy may have sent it`;
  return { error: new TransferError("upload", why, { status }), failure: lost };
}

function unanswered(policy: RequestPolicy, cause: unknown): Outcome<never> {
  // The words of the cause may name the link; its code does not.
  const isKnown = codeOf(cause) !== undefined || (cause as Error).name === "TimeoutError";
  const why = isKnown
    ? whatBroke(cause, { name: "the blob store" }, policy)
    : "the connection to the blob store failed (it ended too early).";
  const error = new TransferError("upload", why, { cause: harmlessCause(cause) });
  return { error, failure: { ...failureBy(cause, policy), mayHaveTakenEffect: true } };
}
