import assert from "node:assert/strict";
import { MockAgent } from "undici";
import { z } from "zod";
import { type ApiRequest, type Client, type ClientOptions, createClient } from "../provider/api/http/client";
import type { Clock } from "../provider/api/http/clock";
import { parseJson } from "../provider/api/http/json";
import type { Limiter } from "../provider/api/http/limiter";
import type { ThrottleWait } from "../provider/api/http/request-rate";

export const ENDPOINT = "https://devcenter.example";

/** One answer of the scripted service: text is sent as it is, anything else as JSON; an error breaks the connection. */
export type ScriptedAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | Error;

/** A request as it left the client. */
export interface SentRequest {
  readonly verb: string;
  /** With query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The very text of the body. */
  readonly text: string | undefined;
}

/** A service that gives prepared answers, in order, over undici's MockAgent, and remembers what it was asked. */
export function scriptedService(...answers: ScriptedAnswer[]) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const pool = agent.get(ENDPOINT);
  for (const answer of answers) {
    const scope = pool.intercept({ path: () => true, method: () => true });
    if (answer instanceof Error) scope.replyWithError(answer);
    else scope.reply(answer.status, textOf(answer.body), { headers: answer.headers ?? {} });
  }
  const sent: SentRequest[] = [];
  const network = agent.compose((dispatch) => (request, handler) => {
    sent.push({
      verb: request.method,
      path: request.path,
      headers: request.headers as Record<string, string>,
      text: typeof request.body === "string" ? request.body : undefined,
    });
    return dispatch(request, handler);
  });
  return { sent, network, close: () => agent.close() };
}

function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** The body of a sent request, with ids above 2^53 as decimal digits. */
export function bodyOf(request: SentRequest | undefined): unknown {
  return request?.text === undefined ? undefined : parseJson(request.text);
}

/** A clock that stands still; waits are over at once, and remembered. */
export function standingClock(iso = "2026-03-01T12:00:00Z"): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(iso),
    wait: async (ms) => {
      waits.push(ms);
    },
  };
}

/** A limiter that holds nobody back, and remembers what it was told. */
export function openLimiter(): Limiter & { readonly waits: ThrottleWait[] } {
  const waits: ThrottleWait[] = [];
  return {
    waits,
    run: (request) => request(),
    throttled: (wait) => void waits.push(wait),
    patiently: (work) => work(),
  };
}

export const FIRST_TOKEN = "token-one-not-for-anybody";
export const SECOND_TOKEN = "token-two-not-for-anybody";

/** A client of a scripted service, with everything that it uses in view. */
export function scriptedClient(answers: readonly ScriptedAnswer[], options: Partial<ClientOptions> = {}) {
  const service = scriptedService(...answers);
  const clock = standingClock();
  const limiter = openLimiter();
  let token = FIRST_TOKEN;
  const client: Client = createClient({
    endpoint: ENDPOINT,
    tokens: {
      current: async () => token,
      refresh: async () => {
        token = SECOND_TOKEN;
        return token;
      },
    },
    network: service.network,
    limiter,
    clock,
    requestTimeoutMs: 60_000,
    retryTimeoutMs: 600_000,
    random: () => 0.5,
    ...options,
  });
  return { ...service, client, clock, limiter };
}

/** `scriptedClient` for the tests of a file: what they open is closed after each. */
export function clientOfEachTest(): typeof scriptedClient {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  return (answers, options) => {
    const made = scriptedClient(answers, options);
    closing.push(made.close);
    return made;
  };
}

const someAnswer = z.looseObject({ ok: z.boolean() });

/** A call that reads, and one that creates; both want `{ ok: true }` or the like. */
export const someRead: ApiRequest<unknown> = {
  verb: "GET",
  path: "/v2.0/things/1",
  responseSchema: someAnswer,
};
export const someCreation: ApiRequest<unknown> = {
  verb: "POST",
  path: "/v2.0/things",
  body: { name: "a" },
  responseSchema: someAnswer,
};

/** The error of a connection, as undici throws it. */
export function brokenBy(code: string): Error {
  return Object.assign(new Error("it broke"), { code });
}

/** The error that a promise fails with. */
export function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => assert.fail("it did not fail"),
    (error: Error) => error,
  );
}
