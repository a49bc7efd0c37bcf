import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint, FaultAction, FaultQueue } from "./fault-queue";
import { renderJson } from "./json";

const flushMs = 10;

type PreparedResponse = Extract<FaultAction, { respond: unknown }>["respond"];

function prepare(reply: FastifyReply, { status, headers = {}, body }: PreparedResponse): string | undefined {
  reply.removeHeader("content-length");
  reply.removeHeader("content-type");
  reply.code(status);
  if (body !== undefined) {
    reply.header("content-type", typeof body === "string" ? "text/plain; charset=utf-8" : "application/json");
  }
  reply.headers(headers);
  return body === undefined || typeof body === "string" ? body : renderJson(body);
}

function cut(reply: FastifyReply): void {
  // The response's socket: a request whose body was streamed has none any more.
  reply.raw.socket?.destroy();
}

function hang(reply: FastifyReply, time: number | "forever"): void {
  reply.hijack();
  if (time !== "forever") setTimeout(() => cut(reply), time).unref();
}

async function* bytesOf(payload: unknown): AsyncGenerator<Buffer> {
  const source = payload instanceof Readable ? payload : [payload ?? ""];
  for await (const chunk of source) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
}

async function* firstBytes(payload: unknown, limit: number, { raw }: FastifyReply): AsyncGenerator<Buffer> {
  let left = limit;
  for await (const bytes of bytesOf(payload)) {
    if (bytes.length > left) {
      yield bytes.subarray(0, left);
      // Bytes that this process still buffers would be lost when the connection is cut.
      do await pause(flushMs, undefined, { ref: false });
      while (raw.writableLength > 0 && !raw.destroyed);
      throw new Error("cut short by a scripted fault");
    }
    left -= bytes.length;
    yield bytes;
  }
}

async function* drops(payload: unknown, apartMs: number): AsyncGenerator<Buffer> {
  for await (const bytes of bytesOf(payload)) {
    for (const byte of bytes) {
      await pause(apartMs, undefined, { ref: false });
      yield Buffer.of(byte);
    }
  }
}

/** A streamed response has a dozen listeners: no leak, so Node need not warn. */
function expectListeners(reply: FastifyReply): void {
  reply.raw.setMaxListeners(20);
}

/** Another body, with the length of the whole: the client must be able to notice that some is missing. */
function inPlaceOf(reply: FastifyReply, payload: unknown, body: AsyncGenerator<Buffer>): Readable {
  if (typeof payload === "string" || Buffer.isBuffer(payload)) {
    reply.header("content-length", Buffer.byteLength(payload));
  }
  expectListeners(reply);
  return Readable.from(body, { objectMode: false });
}

async function apply(action: FaultAction, reply: FastifyReply): Promise<boolean> {
  if ("respond" in action && !action.effect) {
    await reply.send(prepare(reply, action.respond));
    return true;
  }
  if ("hang" in action && !action.effect) {
    hang(reply, action.hang);
    return true;
  }
  if ("drop" in action && action.drop === "before") {
    reply.hijack();
    cut(reply);
    return true;
  }
  if ("delay" in action) await pause(action.delay);
  return false;
}

/** Applies faults to the requests of this app, which is one endpoint. */
export function useFaults(app: FastifyInstance, faults: FaultQueue, endpoint: Endpoint): void {
  const carriedOut = new WeakMap<FastifyRequest, FaultAction>();
  app.addHook("preHandler", async (request, reply) => {
    const action = faults.take(endpoint, request.method, request.url);
    if (action) {
      carriedOut.set(request, action);
      if (await apply(action, reply)) return reply;
    }
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const action = carriedOut.get(request);
    if (action && "respond" in action && action.effect) return prepare(reply, action.respond) ?? "";
    if (action && "drop" in action) cut(reply);
    if (action && "hang" in action) {
      if (action.hang !== "forever") setTimeout(() => cut(reply), action.hang).unref();
      // A response whose body never comes, not a hook that never ends: so the record has its status.
      expectListeners(reply);
      return new Readable({ read() {} });
    }
    if (action && "truncate" in action) {
      return inPlaceOf(reply, payload, firstBytes(payload, action.truncate, reply));
    }
    return action && "drip" in action ? inPlaceOf(reply, payload, drops(payload, action.drip)) : payload;
  });
}
