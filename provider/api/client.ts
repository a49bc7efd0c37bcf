import { randomUUID } from "node:crypto";
import { type Dispatcher, request } from "undici";
import type { z } from "zod";
import { adviceFor } from "./advice";
import type { Clock } from "./clock";
import { ApiError, type RequestName } from "./errors/api-error";
import { ConnectionError } from "./errors/connection-error";
import { UnexpectedAnswerError } from "./errors/unexpected-answer-error";
import { parseJson, writeJson } from "./json";
import type { Limiter } from "./limiter";
import { readRefusal } from "./refusal";
import { type Failure, isThrottled, retryWaitMs } from "./retry";
import { createServiceClock, type ServiceClock } from "./service-clock";
import type { TokenSource } from "./token";

/** One call of the API. */
export interface Call<T> {
  readonly verb: "GET" | "POST" | "PATCH" | "PUT";
  /** Path on the configured endpoint, each variable part already escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Doing it twice is the same as doing it once. Default: true for GET, false for all others. */
  readonly repeatable?: boolean;
  /** `location`: by a redirection, which is not followed; the answer is where it leads. Default: `body`, in JSON. */
  readonly answersBy?: "body" | "location";
  /** The shape that the answer must have. */
  readonly answer: z.ZodType<T>;
  /** What the user can do about a refusal, where this call knows better than the status. */
  readonly advice?: (refusal: { status: number }) => string | undefined;
}

export interface ClientOptions {
  readonly endpoint: string;
  readonly tokens: TokenSource;
  readonly network: Dispatcher;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly requestTimeoutMs: number;
  /** How long one call may go on repeating itself, its turns at the limiter not counted. */
  readonly retryTimeoutMs: number;
  readonly random?: () => number;
}

/** Sends calls: token, limiter, time-out, retries, lossless JSON, one typed error. Bytes leave the package here only. */
export interface Client {
  call<T>(call: Call<T>): Promise<T>;
  /** What the service's clock shows when ours shows this. */
  serviceTime(ours: Date): Date;
}

type Equipment = ClientOptions & { readonly serviceClock: ServiceClock };

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  readonly correlationId: string | undefined;
}

export function createClient(given: ClientOptions): Client {
  const { tokens, limiter, clock, retryTimeoutMs, random = Math.random } = given;
  const options = { ...given, serviceClock: createServiceClock(clock) };
  const correlationId = randomUUID();

  async function call<T>(wanted: Call<T>): Promise<T> {
    const repeatable = wanted.repeatable ?? wanted.verb === "GET";
    let token = await tokens.current();
    let renewedToken = false;
    let leftMs = retryTimeoutMs;
    for (let attempts = 1; ; attempts++) {
      const name = { verb: wanted.verb, path: wanted.path, correlationId, requestId: randomUUID() };
      const outcome = await limiter.run(async () => {
        const sentAt = clock.now().getTime();
        const ended = await attempt(options, wanted, name, token);
        leftMs -= clock.now().getTime() - sentAt;
        return ended;
      });
      if ("answered" in outcome) return outcome.answered;
      const { failure } = outcome;
      if (outcome.refusedToken && !renewedToken) {
        renewedToken = true;
        const other = await tokens.renewed(token);
        if (other !== undefined) {
          token = other;
          continue;
        }
      }
      const waitMs = retryWaitMs({ failure, repeatable, attempts, leftMs }, random());
      if (waitMs === undefined) throw outcome.error;
      leftMs -= waitMs;
      // Throttling concerns the account, so everybody waits; a broken connection concerns this call alone.
      if (failure.kind === "refused" && isThrottled(failure)) {
        limiter.throttled({ waitMs, wasAsked: failure.retryAfterMs !== undefined });
      } else await clock.wait(waitMs);
      token = await tokens.current();
    }
  }
  return { call, serviceTime: options.serviceClock.at };
}

type Outcome<T> =
  | { readonly answered: T }
  | { readonly error: Error; readonly failure: Failure; readonly refusedToken?: boolean };

async function attempt<T>(
  options: Equipment,
  call: Call<T>,
  name: RequestName,
  token: string,
): Promise<Outcome<T>> {
  let answer: Answer;
  try {
    answer = await send(options, call, name, token);
  } catch (cause) {
    const failure = {
      kind: "no answer",
      mayHaveTakenEffect: mayHaveTakenEffect(cause),
      permanent: isAboutCertificate(cause),
    } as const;
    const what = whatBroke(cause, options);
    return { failure, error: new ConnectionError(name, { what, ...failure }, { cause }) };
  }
  const known = { ...name, correlationId: answer.correlationId ?? name.correlationId };
  if (isSuccess(call, answer)) return understand(call, known, answer);
  const refusal = readRefusal(
    answer.status,
    answer.retryAfter,
    answer.text,
    options.serviceClock.at(options.clock.now()),
  );
  return {
    failure: { kind: "refused", ...refusal },
    refusedToken: answer.status === 401,
    error: new ApiError(known, refusal, call.advice?.(refusal) ?? adviceFor({ ...refusal, path: call.path })),
  };
}

async function send<T>(options: Equipment, call: Call<T>, name: RequestName, token: string): Promise<Answer> {
  const url = new URL(options.endpoint + call.path);
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, value);
  }
  const answer = await request(url, {
    dispatcher: options.network,
    method: call.verb,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "content-type": "application/json",
      "ms-correlationid": name.correlationId,
      "ms-requestid": name.requestId,
    },
    body: call.body === undefined ? null : writeJson(call.body),
    signal: AbortSignal.timeout(options.requestTimeoutMs),
  });
  options.serviceClock.heard(single(answer.headers.date));
  return {
    status: answer.statusCode,
    text: await answer.body.text(),
    location: single(answer.headers.location),
    retryAfter: single(answer.headers["retry-after"]),
    correlationId: single(answer.headers["ms-correlationid"]),
  };
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function isSuccess({ answersBy }: Call<unknown>, { status }: Answer): boolean {
  // Where a redirection is due, a body is as unexpected as half a one.
  return (status >= 200 && status < 300) || (answersBy === "location" && status >= 300 && status < 400);
}

function understand<T>(call: Call<T>, name: RequestName, answer: Answer): Outcome<T> {
  let answered: unknown;
  try {
    answered = call.answersBy === "location" ? answer.location : jsonOf(answer.text);
  } catch (cause) {
    // Cut off on its way, or the page of a gateway: as good as no answer.
    const error = new UnexpectedAnswerError(name, answer.status, "its body is not whole JSON.", { cause });
    return { error, failure: { kind: "no answer", mayHaveTakenEffect: true } };
  }
  const result = call.answer.safeParse(answered);
  if (result.success) return { answered: result.data };
  const where = result.error.issues[0];
  const whole = call.answersBy === "location" ? "its Location" : "its body";
  const place = where === undefined || where.path.length === 0 ? whole : where.path.join(".");
  throw new UnexpectedAnswerError(
    name,
    answer.status,
    `${place} is not what the API documents: ${where?.message ?? "unknown shape"}.`,
  );
}

function jsonOf(text: string): unknown {
  // Some gateways begin with a byte order mark.
  const json = text.replace(/^\uFEFF/, "");
  return json.trim() === "" ? undefined : parseJson(json);
}

const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);

function codeOf(cause: unknown): string | undefined {
  return (cause as { code?: unknown }).code?.toString();
}

function isAboutCertificate(cause: unknown): boolean {
  return /CERT|LEAF_SIGNATURE/.test(codeOf(cause) ?? "");
}

function mayHaveTakenEffect(cause: unknown): boolean {
  // A certificate is judged before the first byte of the request; a TLS record can break after it as well.
  return !(neverSent.has(codeOf(cause) ?? "") || isAboutCertificate(cause));
}

function whatBroke(cause: unknown, { endpoint, requestTimeoutMs }: ClientOptions): string {
  const { host } = new URL(endpoint);
  const code = codeOf(cause);
  if ((cause as Error).name === "TimeoutError" || code?.endsWith("_TIMEOUT")) {
    return `no answer from ${host} within ${requestTimeoutMs / 1000} s (devcenter:requestTimeoutSeconds).`;
  }
  return `the connection to ${host} failed (${code ?? (cause as Error).message}).`;
}
