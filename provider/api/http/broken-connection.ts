import type { Failure } from "../retry";
import { serviceText } from "../service-text";
import { defaultRequestTimeoutMs, type RequestPolicy } from "./request-policy";

const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);

type Broken = Extract<Failure, { kind: "no answer" }>;

/** What it means for a further attempt that a request got no answer. */
export function failureBy(cause: unknown, { signal }: Pick<RequestPolicy, "signal"> = {}): Broken {
  // A certificate is judged before the first byte of the request; a TLS record can break after it as well.
  const isAboutCertificate = /CERT|LEAF_SIGNATURE/.test(codeOf(cause) ?? "");
  return {
    kind: "no answer",
    mayHaveTakenEffect: !(neverSent.has(codeOf(cause) ?? "") || isAboutCertificate),
    permanent: isAboutCertificate || signal?.aborted === true,
  };
}

/** The same for the person at the terminal, without anything that the cause may say of links. */
export function whatBroke(
  cause: unknown,
  host: string,
  { requestTimeoutMs = defaultRequestTimeoutMs, signal }: Omit<RequestPolicy, "network" | "clock">,
): string {
  if (signal?.aborted) return `the run was interrupted before ${host} answered.`;
  const code = codeOf(cause);
  if ((cause as Error).name === "TimeoutError" || code?.endsWith("_TIMEOUT")) {
    return `no answer from ${host} within ${requestTimeoutMs / 1000} s (devcenter:requestTimeoutSeconds).`;
  }
  return `the connection to ${host} failed (${code ?? serviceText((cause as Error).message, 200)}).`;
}

export function codeOf(cause: unknown): string | undefined {
  return (cause as { code?: unknown }).code?.toString();
}
