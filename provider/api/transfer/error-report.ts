import type { RequestPolicy } from "../http/request-policy";
import { serviceLines } from "../text/service-text";
import { isWebPage } from "./download-response";
import { textBehind } from "./linked-text";

const reportLimit = 4_000;
/** More than is shown, for what is cut out of it; the rest is not even read. */
const readLimitBytes = 64 * 1024;
/** The failure that it is of is known already, and waits for it. */
const longestMs = 60_000;

/**
 * The text behind the link that the service gives when a step has failed. The link is a secret that goes nowhere
 * else, and gets no token. Undefined when it cannot be had: the failure itself matters more.
 *
 * @throws the reason of the policy's signal
 */
export async function readReport(policy: RequestPolicy, link: string): Promise<string | undefined> {
  const retryTimeoutMs = Math.min(policy.retryTimeoutMs ?? longestMs, longestMs);
  const wanted = {
    what: "the error report",
    link: async () => link,
    limitBytes: readLimitBytes,
    whenLonger: "cut",
  } as const;
  try {
    const text = await textBehind({ ...policy, retryTimeoutMs }, wanted);
    // A page to sign in explains no failure.
    return isWebPage("", Buffer.from(text)) ? undefined : serviceLines(text, reportLimit) || undefined;
  } catch {
    policy.signal?.throwIfAborted();
    return undefined;
  }
}
