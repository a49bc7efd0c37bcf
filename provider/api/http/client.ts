import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { ApiError, type ErrorResponse, type RequestName } from "../errors/api-error";
import { ConnectionError } from "../errors/connection-error";
import { TransferError } from "../errors/transfer-error";
import { UnexpectedAnswerError } from "../errors/unexpected-answer-error";
import { harmlessCause, serviceText } from "../text/service-text";
import { failureBy, whatBroke } from "./broken-connection";
import { decode, TooDeepError } from "./decode";
import { exchange, type RawResponse, type StreamedBody, TooLongError } from "./exchange";
import { writeJson } from "./json";
import type { Limiter } from "./limiter";
import { parseErrorResponse } from "./parse-error";
import type { RequestPolicy } from "./request-policy";
import type { AttemptFailure } from "./retry";
import { retrying } from "./retrying";
import { createServiceClock, type ServiceClock } from "./service-clock";
import type { TokenSource } from "./token-source";

/** One call of the API. */
export interface ApiRequest<T> {
  readonly verb: "GET" | "POST" | "PATCH" | "PUT";
  /** Path on the configured endpoint, each variable part already escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Instead of `body`: bytes. */
  readonly file?: StreamedBody;
  /** Doing it twice is the same as doing it once. Default: true for GET, false for all others. */
  readonly idempotent?: boolean;
  /** `location`: by a redirection, which is not followed; the answer is where it leads. Default: `body`, in JSON. */
  readonly resultIn?: "body" | "location";
  /** The shape that the response must have. */
  readonly responseSchema: z.ZodType<T>;
  /** What a refusal means, where this request knows better than the status. */
  readonly meaning?: (refusal: { status: number }) => string | undefined;
}

export interface ClientOptions extends RequestPolicy {
  readonly endpoint: string;
  readonly tokens: TokenSource;
  readonly limiter: Limiter;
  readonly requestTimeoutMs: number;
  /** Default: one that has heard nothing yet. */
  readonly serviceClock?: ServiceClock;
}

/** The longest answer of the API that is read: lists come in pages, and a page of a thousand rows takes less. */
const longestAnswerBytes = 64 * 1024 ** 2;

/** Sends calls: token, limiter, time-out, retries, lossless JSON, one typed error. All calls of the Dev Center API go through it. */
export interface Client {
  call<T>(call: ApiRequest<T>): Promise<T>;
  /** What the service's clock shows when ours shows this. */
  serviceTime(ours: Date): Date;
  /** What the service's clock shows now. Undefined as long as no answer has told. */
  heardTime(): Date | undefined;
}

type ClientState = ClientOptions & { readonly serviceClock: ServiceClock };

export function createClient(given: ClientOptions): Client {
  const { tokens, limiter, clock } = given;
  const options = { ...given, serviceClock: given.serviceClock ?? createServiceClock(clock) };
  const correlationId = randomUUID();

  async function call<T>(wanted: ApiRequest<T>): Promise<T> {
    let token = await tokens.current();
    let isFresh = true;
    let renewedToken = false;
    return retrying(given, {
      peer: "Dev Center",
      idempotent: wanted.idempotent ?? wanted.verb === "GET",
      inTurn: limiter.run,
      throttled: limiter.throttled,
      async attempt() {
        if (!isFresh) token = await tokens.current();
        isFresh = false;
        const name = { verb: wanted.verb, path: wanted.path, correlationId, requestId: randomUUID() };
        const outcome = await attempt(options, wanted, name, token);
        if ("answered" in outcome || !outcome.refusedToken || renewedToken) return outcome;
        renewedToken = true;
        const other = await tokens.refresh(token);
        if (other === undefined) return outcome;
        token = other;
        isFresh = true;
        return { again: true };
      },
    });
  }
  return { call, serviceTime: options.serviceClock.at, heardTime: options.serviceClock.now };
}

type Attempt<T> =
  | { readonly answered: T }
  | { readonly error: Error; readonly failure: AttemptFailure; readonly refusedToken?: boolean };

async function attempt<T>(
  options: ClientState,
  call: ApiRequest<T>,
  name: RequestName,
  token: string,
): Promise<Attempt<T>> {
  let answer: RawResponse;
  try {
    answer = await send(options, call, name, token);
  } catch (cause) {
    // What is to be sent cannot be read, or is not what it was.
    if (cause instanceof TransferError) throw cause;
    if (cause instanceof TooLongError) return unreadable(call, name, cause.status, cause);
    // What only reads can end by the stop itself; of anything else it is not known whether it was done.
    if (call.verb === "GET") options.signal?.throwIfAborted();
    return unanswered(options, name, cause);
  }
  const known = { ...name, correlationId: idIn(answer.headers["ms-correlationid"]) ?? name.correlationId };
  if (isSuccess(call, answer)) return understand(call, known, answer);
  return refused(options, call, known, answer);
}

async function send<T>(
  options: ClientState,
  call: ApiRequest<T>,
  name: RequestName,
  token: string,
): Promise<RawResponse> {
  const url = new URL(options.endpoint + call.path);
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, value);
  }
  const answer = await exchange(options, {
    url,
    method: call.verb,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...contentOf(call),
      "ms-correlationid": name.correlationId,
      "ms-requestid": name.requestId,
    },
    body: call.file ?? (call.body === undefined ? undefined : writeJson(call.body)),
    limitBytes: longestAnswerBytes,
  });
  options.serviceClock.heard(answer.headers.date, answer.headers.age);
  return answer;
}

function contentOf({ file }: ApiRequest<unknown>): Record<string, string> {
  return file === undefined
    ? { "content-type": "application/json" }
    : { "content-type": "application/octet-stream", "content-length": String(file.bytes) };
}

/** An id as anybody would write one; anything else is not worth a line of a message. */
function idIn(header: string | undefined): string | undefined {
  return header !== undefined && /^[\w.:-]{1,100}$/.test(header) ? header : undefined;
}

function unanswered(options: ClientState, name: RequestName, cause: unknown): Attempt<never> {
  const failure = failureBy(cause, options);
  const url = new URL(options.endpoint);
  const what = whatBroke(cause, { name: url.host, url, setting: "devcenter:endpoint" }, options);
  return { failure, error: new ConnectionError(name, { what, ...failure }, { cause: harmlessCause(cause) }) };
}

function refused<T>(
  options: ClientState,
  call: ApiRequest<T>,
  name: RequestName,
  answer: RawResponse,
): Attempt<T> {
  const now = options.serviceClock.at(options.clock.now());
  const refusal = parseErrorResponse(answer.status, answer.headers["retry-after"], answer.text, now);
  return {
    failure: { kind: "refused", ...refusal },
    refusedToken: answer.status === 401,
    error: new ApiError(name, refusal, {
      meaning: isMisled(options, refusal) ? undefined : call.meaning?.(refusal),
      endpoint: options.endpoint,
    }),
  };
}

/** An address with a path of its own leads to nothing that could be missing. */
function isMisled({ endpoint }: ClientState, { status }: ErrorResponse): boolean {
  return status === 404 && new URL(endpoint).pathname !== "/";
}

function isSuccess({ resultIn }: ApiRequest<unknown>, { status }: RawResponse): boolean {
  // Where a redirection is due, a body is as unexpected as half a one.
  return (status >= 200 && status < 300) || (resultIn === "location" && status >= 300 && status < 400);
}

function understand<T>(call: ApiRequest<T>, name: RequestName, answer: RawResponse): Attempt<T> {
  let answered: unknown;
  try {
    answered = call.resultIn === "location" ? answer.headers.location : decode(answer.text);
  } catch (cause) {
    if (cause instanceof TooDeepError) return unreadable(call, name, answer.status, cause);
    // Cut off on its way, or the page of a gateway: as good as no answer. Its words may be the reader's, quoted.
    const error = new UnexpectedAnswerError(name, answer.status, "its body is not whole JSON.");
    return { error, failure: { kind: "no answer", mayHaveTakenEffect: true } };
  }
  const result = call.responseSchema.safeParse(answered);
  if (result.success) return { answered: result.data };
  const where = result.error.issues[0];
  const whole = call.resultIn === "location" ? "its Location" : "its body";
  const place = where === undefined || where.path.length === 0 ? whole : where.path.join(".");
  throw new UnexpectedAnswerError(
    name,
    answer.status,
    `${serviceText(place, 200)} is not what the API documents: ${serviceText(where?.message ?? "unknown shape", 400)}.`,
  );
}

/** It would be no other next time. */
function unreadable<T>(_: ApiRequest<T>, name: RequestName, status: number, cause: Error): Attempt<T> {
  const error = new UnexpectedAnswerError(name, status, `its body is ${cause.message}.`, { cause });
  return { error, failure: { kind: "no answer", mayHaveTakenEffect: true, permanent: true } };
}
