import { ConfigurationError } from "../errors/configuration-error";
import { SignInUnavailableError } from "../errors/sign-in-unavailable-error";
import { failureBy, whatBroke } from "../http/broken-connection";
import { refuseDepth } from "../http/decode";
import { identityOfMachine } from "../http/dispatcher";
import { type Exchange, exchange, type RawResponse } from "../http/exchange";
import { isInOwnNetwork, isPrivateWay } from "../http/link";
import type { RequestPolicy } from "../http/request-policy";
import { askedWaitMs } from "../http/retry-after";
import { type Outcome, retrying } from "../http/retrying";
import { rememberSecret } from "../text/known-secrets";
import { harmlessCause } from "../text/service-text";

/** What issues tokens answers in a few kilobytes. */
const longestAnswerBytes = 1024 ** 2;

/** An answer in JSON, refusals of the credential included. */
export interface SignInAnswer extends RawResponse {
  readonly json: unknown;
}

/** Who issues tokens, for messages. */
export interface Issuer {
  readonly name: string;
  /** The setting that says where it is. */
  readonly setting?: string;
  /** It is part of the platform, which gives tokens over plain http, at an address of its own network. */
  readonly isOfPlatform?: boolean;
}

/**
 * Sends one request of a sign-in, again where it may succeed then: asking for a token twice does no harm.
 *
 * @throws ConfigurationError where others could read along, SignInUnavailableError, and the reason of the policy's signal
 */
export async function signInRequest(
  policy: RequestPolicy,
  peer: Issuer,
  wanted: Omit<Exchange, "limitBytes">,
): Promise<SignInAnswer> {
  refuseOpenWay(String(wanted.url), peer);
  for (const [name, proof] of Object.entries(wanted.headers ?? {})) {
    // Who refuses it may quote it.
    if (/^(authorization|secret|x-identity-header)$/i.test(name)) rememberSecret(proof.replace(/^\w+ /, ""));
  }
  return retrying(policy, { peer: peer.name, attempt: () => attempt(policy, peer, wanted) });
}

/** Secret and token are in it. Microsoft Entra ID itself says where it gives tokens, so settings alone do not tell. */
function refuseOpenWay(url: string, { name, setting, isOfPlatform = false }: Issuer): void {
  if (isPrivateWay(url) || (isOfPlatform && isInOwnNetwork(url))) return;
  const check = setting === undefined ? "" : ` Check ${setting}.`;
  throw new ConfigurationError(
    `${name}: expected an https URL to ask for a token; got another, where others can read along. Nothing was sent there.${check}`,
  );
}

async function attempt(
  policy: RequestPolicy,
  { name, setting }: Issuer,
  wanted: Omit<Exchange, "limitBytes">,
): Promise<Outcome<SignInAnswer>> {
  let answer: RawResponse;
  try {
    answer = await exchange(policy, { ...wanted, limitBytes: longestAnswerBytes });
  } catch (cause) {
    policy.signal?.throwIfAborted();
    const { url } = wanted;
    const what = `${name} gave no answer: ${whatBroke(cause, { name: new URL(url).host, url, setting }, policy)}`;
    const error = new SignInUnavailableError(what, { cause: harmlessCause(cause) });
    return { error, failure: failureBy(cause, policy) };
  }
  const { status, headers, text } = answer;
  policy.heardAtSignIn?.(headers.date, headers.age);
  const askedMs = askedWaitMs(headers, policy.clock);
  const isUpdating = isBeingUpdated(status, wanted.url);
  if (status === 408 || status === 429 || status >= 500 || isUpdating) {
    const asks = askedMs === undefined ? "" : ` It asks to wait ${Math.ceil(askedMs / 1000)} s.`;
    const error = new SignInUnavailableError(`${name} answered with ${status}. Try again later.${asks}`);
    const wait = askedMs === undefined ? {} : { retryAfterMs: askedMs };
    // What is not there now is there when the update is over.
    return { error, failure: { kind: "refused", status: isUpdating ? 503 : status, ...wait } };
  }
  try {
    refuseDepth(text);
    return { answered: { ...answer, json: JSON.parse(text) } };
  } catch {
    // Cut off on its way, or a proxy's page.
    const error = new SignInUnavailableError(
      `${name} answered with ${status}, but not in JSON. Check the proxies on the way to it.`,
    );
    return { error, failure: { kind: "no answer", mayHaveTakenEffect: true } };
  }
}

/** Azure answers so while it updates what gives a machine its identity, for up to 70 seconds. */
function isBeingUpdated(status: number, url: string | URL): boolean {
  return (status === 404 || status === 410) && new URL(url).hostname === identityOfMachine;
}
