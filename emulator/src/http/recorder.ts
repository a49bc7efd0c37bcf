import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../clock";
import { idsAsStrings, isJsonObject } from "./json";
import { readableUrl, withoutSignature } from "./redaction";

/** One request as it reached the emulator. It holds no token and no signature, so it may be printed. */
export interface RecordedRequest {
  /** Upper case. */
  readonly method: string;
  /** Path with query; a signature in it is replaced by "…". */
  readonly path: string;
  /** Lower-case names. Of `authorization` only the scheme is kept ("Bearer …"). */
  readonly headers: Readonly<Record<string, string>>;
  /** When it came, by the emulator's clock, ISO 8601. */
  readonly at: string;
  /**
   * The parsed body: ids, and integers beyond 2^53, as decimal strings; of callback URLs only the origin and short words of
   * the path. Undefined when there was none.
   */
  readonly body?: unknown;
  /** The status of the response; undefined while it is open, and when the connection was dropped. */
  readonly status?: number;
}

type Draft = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/** A body without what may be a key: of callback URLs only what is no secret, of other links no signature. */
function readable(value: unknown, isCallback = false): unknown {
  if (typeof value === "string") return isCallback ? readableUrl(value) : withoutSignature(value);
  if (Array.isArray(value)) return value.map((item) => readable(item, isCallback));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    withoutSignature(name),
    readable(item, isCallback || /^callbackurl$/i.test(name)),
  ]);
  return Object.fromEntries(entries);
}

function recordedHeader(name: string, value: string): string {
  if (name === "authorization") return value.replace(/^(\w+\s)?.*$/s, "$1…");
  return /authorization|cookie|(key|token|secret|identity-header)$/.test(name)
    ? "…"
    : withoutSignature(value);
}

/** Keeps a list of requests, in the order they came. */
export class Recorder {
  /** A live list: it grows with each request, and `clear` empties it. */
  readonly requests: RecordedRequest[] = [];
  readonly #drafts = new WeakMap<FastifyRequest, Draft>();

  constructor(
    private readonly clock: Clock,
    private readonly log?: (line: string) => void,
  ) {}

  /** Empties the list. */
  clear(): void {
    this.requests.length = 0;
  }

  /** Records every request of this app. A body that is streamed or holds credentials is left out. */
  watch(app: FastifyInstance, { bodies }: { bodies: boolean }): void {
    app.addHook("onRequest", async (request) => this.#begin(request));
    if (bodies) {
      app.addHook("preValidation", async (request) => {
        const draft = this.#drafts.get(request);
        if (
          draft &&
          request.body !== undefined &&
          request.body !== null &&
          !(request.body instanceof Readable)
        ) {
          // Ids as strings, and callback URLs without what may be a key.
          draft.body = readable(idsAsStrings(request.body));
        }
      });
    }
    // At onSend, not onResponse: the client must find the status as soon as it has the response.
    app.addHook("onSend", async (request, reply) => {
      const draft = this.#drafts.get(request);
      // The response's socket: a request whose body was streamed has none any more.
      if (draft && reply.raw.socket?.destroyed === false) {
        draft.status = reply.statusCode;
        this.log?.(`${draft.method} ${draft.path} ${draft.status}`);
      }
    });
  }

  #begin(request: FastifyRequest): void {
    const draft: Draft = {
      method: request.method,
      path: withoutSignature(request.url),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, recordedHeader(name, String(value))]),
      ),
      at: this.clock.now().toISOString(),
    };
    this.#drafts.set(request, draft);
    this.requests.push(draft);
  }
}
