import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Door, FaultAction, FaultScript } from "./faults";
import { renderJson } from "./wire-json";

type Answer = Extract<FaultAction, { respond: unknown }>["respond"];

function prepare(reply: FastifyReply, { status, headers = {}, body }: Answer): string | undefined {
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
  // The response's socket: the request lets go of its own once its body was streamed.
  reply.raw.socket?.destroy();
}

function hang(reply: FastifyReply, time: number | "forever"): void {
  reply.hijack();
  if (time !== "forever") {
    setTimeout(() => cut(reply), time).unref();
  }
}

async function* firstBytes(payload: unknown, limit: number): AsyncGenerator<Buffer> {
  const source = payload instanceof Readable ? payload : [payload ?? ""];
  let left = limit;
  for await (const chunk of source) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    if (bytes.length > left) {
      yield bytes.subarray(0, left);
      throw new Error("cut short by a scripted fault");
    }
    left -= bytes.length;
    yield bytes;
  }
}

function truncated(reply: FastifyReply, payload: unknown, limit: number): Readable {
  // The promised length stays that of the whole, or the client could not tell that some is missing.
  if (typeof payload === "string" || Buffer.isBuffer(payload)) {
    reply.header("content-length", Buffer.byteLength(payload));
  }
  return Readable.from(firstBytes(payload, limit), { objectMode: false });
}

async function befall(action: FaultAction, reply: FastifyReply): Promise<boolean> {
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
  if ("delay" in action) {
    await pause(action.delay);
  }
  return false;
}

/** Lets the script befall every request of this app that came through one door. */
export function useFaults(app: FastifyInstance, script: FaultScript, door: Door): void {
  const carriedOut = new WeakMap<FastifyRequest, FaultAction>();
  app.addHook("preHandler", async (request, reply) => {
    const action = script.take(door, request.method, request.url);
    if (action) {
      carriedOut.set(request, action);
      if (await befall(action, reply)) {
        return reply;
      }
    }
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const action = carriedOut.get(request);
    if (action && "respond" in action && action.effect) {
      return prepare(reply, action.respond) ?? "";
    }
    if (action && "drop" in action) {
      cut(reply);
    }
    if (action && "hang" in action) {
      if (action.hang !== "forever") setTimeout(() => cut(reply), action.hang).unref();
      // An answer whose body never comes, rather than a hook that never ends: the record shall tell its status.
      return new Readable({ read() {} });
    }
    return action && "truncate" in action ? truncated(reply, payload, action.truncate) : payload;
  });
}
