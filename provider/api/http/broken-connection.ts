import { serviceText } from "../text/service-text";
import { defaultRequestTimeoutMs, type RequestPolicy } from "./request-policy";
import type { AttemptFailure } from "./retry";

/** To a host that is there a connection is made sooner, however long its answers take. */
export const longestConnectMs = 30_000;

const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
]);

/** What undici makes of a proxy behind TLS whose certificate has another name. */
const proxyOfAnotherName = "UND_ERR_PRX_TLS";

type Broken = Extract<AttemptFailure, { kind: "no answer" }>;

/** What it means for a further attempt that a request got no answer. */
export function failureBy(cause: unknown, { signal }: Pick<RequestPolicy, "signal"> = {}): Broken {
  const isHopeless = isAboutCertificate(cause) || refusalOfProxy(cause) !== undefined;
  return {
    kind: "no answer",
    mayHaveTakenEffect: !((neverSent.has(codeOf(cause) ?? "") && !wasOpen(cause)) || isHopeless),
    permanent: isHopeless || signal?.aborted === true,
  };
}

/** Whether a connection that stood has lost its way: then the system gives the codes of one that could not be made. */
function wasOpen(cause: unknown): boolean {
  return ["read", "write"].includes((cause as { syscall?: string }).syscall ?? "");
}

/** Whom a request was for, as far as the person at the terminal can do something about it. */
export interface Destination {
  /** As messages call it: its host, or "the blob store". */
  readonly name: string;
  /** Where the request was sent; it tells a failure of the proxy from one behind it. */
  readonly url?: string | URL;
  /** The setting that says where it is. */
  readonly setting?: string | undefined;
}

/** The same for the person at the terminal, without anything that the cause may say of links. */
export function whatBroke(
  cause: unknown,
  destination: Destination,
  { requestTimeoutMs = defaultRequestTimeoutMs, signal }: Omit<RequestPolicy, "network" | "clock">,
): string {
  const { name } = destination;
  if (signal?.aborted) return `the run was interrupted before ${name} answered.`;
  const code = codeOf(cause);
  if (code === "UND_ERR_CONNECT_TIMEOUT" && requestTimeoutMs > longestConnectMs) {
    return `no connection to ${name} within ${longestConnectMs / 1000} s. Check the firewall; behind a proxy, set HTTPS_PROXY.`;
  }
  if ((cause as Error).name === "TimeoutError" || code?.endsWith("_TIMEOUT")) {
    return `no answer from ${name} within ${requestTimeoutMs / 1000} s (devcenter:requestTimeoutSeconds).`;
  }
  const status = refusalOfProxy(cause);
  if (status !== undefined) {
    return `the proxy on the way to ${name} answered with ${status}. ${status === "407" ? "It wants a user and a password: HTTPS_PROXY=http://<user>:<password>@<host>:<port>" : "Check HTTPS_PROXY, and whether the proxy lets this host through"}.`;
  }
  const proxy = proxyThatBroke(cause, destination);
  if (proxy !== undefined) {
    return `the connection to the proxy ${proxy}, on the way to ${name}, failed (${code}). Check HTTPS_PROXY and NO_PROXY.`;
  }
  const what = code ?? serviceText((cause as Error).message, 200);
  return [`the connection to ${name} failed (${what}).`, ...adviceOn(cause, destination)].join(" ");
}

/** What the person at the terminal can do about it: no sentence, or one that holds nothing of links. */
export function adviceOn(cause: unknown, { setting }: Partial<Destination> = {}): string[] {
  const code = codeOf(cause) ?? "";
  const status = refusalOfProxy(cause);
  if (status !== undefined) {
    return [`The proxy on the way answered with ${status}: check HTTPS_PROXY, its user and its password.`];
  }
  const check = setting === undefined ? "check" : `check ${setting} and`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return [
      `The name of the host could not be resolved: ${check} the DNS of this machine; behind a proxy, set HTTPS_PROXY.`,
    ];
  }
  if (code === "ECONNREFUSED") {
    return [`Nothing listens there: ${check} the firewall; behind a proxy, set HTTPS_PROXY.`];
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return ["Its certificate is not valid today: check the clock of this machine."];
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return [
      `Its certificate is for another name: check ${setting ?? "the address"}, and the proxies on the way.`,
    ];
  }
  if (code === proxyOfAnotherName) {
    return ["The certificate of the proxy is for another name: check HTTPS_PROXY."];
  }
  if (!isAboutCertificate(cause)) return [];
  return [
    "Its certificate is not trusted: if your company or a proxy signs certificates, set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of its authority.",
  ];
}

/** A certificate is judged before the first byte of the request; a TLS record can break after it as well. */
function isAboutCertificate(cause: unknown): boolean {
  const code = codeOf(cause) ?? "";
  return code === proxyOfAnotherName || /CERT|LEAF_SIGNATURE/.test(code);
}

/** The status with which a proxy refused to open a tunnel: undici says it in words alone. */
function refusalOfProxy(cause: unknown): string | undefined {
  const { message = "" } = cause as { message?: string };
  return (
    /^Proxy response \((\d{3})\)/.exec(message)?.[1] ??
    /^Proxy Authentication.*\((\d{3})\)/.exec(message)?.[1]
  );
}

/** The host of the proxy, where the connection failed there: its name or port is another than that of the URL. */
function proxyThatBroke(cause: unknown, { url }: Destination): string | undefined {
  if (url === undefined) return undefined;
  const { protocol, hostname, port } = new URL(url);
  const ours = port || (protocol === "https:" ? "443" : "80");
  const { errors = [] } = cause as { errors?: unknown[] };
  for (const each of [cause, ...errors] as { hostname?: string; address?: string; port?: number }[]) {
    if (each.hostname !== undefined && each.hostname !== hostname) return each.hostname;
    if (each.port !== undefined && String(each.port) !== ours) return `${each.address}:${each.port}`;
  }
  return undefined;
}

export function codeOf(cause: unknown): string | undefined {
  return (cause as { code?: unknown }).code?.toString();
}
