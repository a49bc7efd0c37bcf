import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "./clock";
import { idsAsStrings } from "./wire-json";

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
  /** The parsed body: ids, and integers beyond 2^53, as decimal strings. Undefined when there was none. */
  readonly body?: unknown;
  /** The status answered; undefined while it is open, and when the connection was dropped. */
  readonly status?: number;
}

type Draft = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/** A path with the value of every signature blotted out. */
export function withoutSignature(path: string): string {
  return path.replace(/([?&]sig=)[^&]*/gi, "$1…");
}

/** A body for the record: ids as strings, and of an address that is to be called back nothing that could be a key. */
function harmlessBody(body: unknown): unknown {
  const shown = idsAsStrings(body);
  if (typeof shown !== "object" || shown === null || Array.isArray(shown)) return shown;
  return Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [
      name,
      /^callbackurl$/i.test(name) && typeof value === "string" ? value.replace(/\?.*$/s, "?…") : value,
    ]),
  );
}

function harmlessHeaders(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = String(value);
  }
  if (headers.authorization !== undefined) {
    headers.authorization = headers.authorization.replace(/\s.*$/s, " …");
  }
  return headers;
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

  /** Forgets what was recorded. */
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
          draft.body = harmlessBody(request.body);
        }
      });
    }
    // At onSend, not onResponse: the client must find the status as soon as it has the answer.
    app.addHook("onSend", async (request, reply) => {
      const draft = this.#drafts.get(request);
      // The response's socket: the request lets go of its own once its body was streamed.
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
      headers: harmlessHeaders(request),
      at: this.clock.now().toISOString(),
    };
    this.#drafts.set(request, draft);
    this.requests.push(draft);
  }
}
