import { TransferError } from "../errors/transfer-error";
import { adviceOn, codeOf, failureBy, whatBroke } from "../http/broken-connection";
import { type Exchange, exchange, type RawResponse, TooLongError } from "../http/exchange";
import { linkFault } from "../http/link";
import type { RequestPolicy } from "../http/request-policy";
import { askedWaitMs } from "../http/retry-after";
import { type Outcome, retrying } from "../http/retrying";
import { harmlessCause } from "../text/service-text";

/** A text behind a link of the service, which is a secret that gets no token. */
export interface LinkedText extends Pick<Exchange, "limitBytes" | "whenLonger"> {
  /** For messages: "the driver metadata". */
  readonly what: string;
  /** Asks for a link that is valid now. Called at the start, and once again when the first has expired. */
  readonly link: () => Promise<string>;
}

/**
 * Reads the text behind a link, whole.
 *
 * @throws TransferError, the reason of the policy's signal, and whatever `link` throws
 */
export async function textBehind(policy: RequestPolicy, wanted: LinkedText): Promise<string> {
  let link = await safeLink(policy, wanted);
  let isFresh = false;
  return retrying(policy, {
    peer: "The blob store",
    async attempt() {
      const outcome = await attempt(policy, wanted, link);
      if (!("expired" in outcome)) return outcome;
      if (isFresh) return outcome.expired;
      isFresh = true;
      link = await safeLink(policy, wanted);
      return { again: true };
    },
  });
}

async function safeLink(policy: RequestPolicy, { link }: LinkedText): Promise<string> {
  const url = await link();
  const fault = linkFault(policy, url);
  if (fault !== undefined) throw new TransferError("download", fault);
  return url;
}

type LinkOutcome = Outcome<string> | { readonly expired: Outcome<string> };

async function attempt(
  policy: RequestPolicy,
  { what, limitBytes, whenLonger = "fail" }: LinkedText,
  url: string,
): Promise<LinkOutcome> {
  let answer: RawResponse;
  try {
    answer = await exchange(policy, { url, limitBytes, whenLonger });
  } catch (cause) {
    policy.signal?.throwIfAborted();
    if (cause instanceof TooLongError) throw new TransferError("download", `${what} is ${cause.message}.`);
    // The words of the cause may name the link.
    const { name } = cause as Error;
    const fact = `${what} could not be reached (${codeOf(cause) ?? name}).`;
    const why =
      name === "TimeoutError"
        ? `${what} could not be read: ${whatBroke(cause, { name: "the blob store" }, policy)}`
        : [fact, ...adviceOn(cause)].join(" ");
    const error = new TransferError("download", why, { cause: harmlessCause(cause) });
    return { error, failure: { ...failureBy(cause, policy), mayHaveTakenEffect: true } };
  }
  const { status, text, headers } = answer;
  if (status === 200) return { answered: text };
  const askedMs = askedWaitMs(headers, policy.clock);
  const wait = askedMs === undefined ? {} : { retryAfterMs: askedMs };
  const error = new TransferError("download", `the blob store refused ${what} with ${status}.`, { status });
  const refused = { error, failure: { kind: "refused", status, ...wait } as const };
  return status === 401 || status === 403 ? { expired: refused } : refused;
}
