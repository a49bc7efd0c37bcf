import { rootCertificates } from "node:tls";
import type { Dispatcher } from "undici";
import { ConfigurationError } from "../errors/configuration-error";
import { longestConnectMs } from "./broken-connection";
import { isOnThisMachine } from "./link";
import { EnvHttpProxyAgent, Pool } from "./quiet-undici";

export interface NetworkOptions {
  /** Longest wait for the head of an answer, and between two pieces of its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** A further certificate authority (PEM) beside Node's own; NODE_EXTRA_CA_CERTS is honoured without it. */
  readonly ca?: string;
}

/** Where an Azure machine asks for its own identity: a proxy would answer with that of another machine, or read along. */
export const identityOfMachine = "169.254.169.254";

/**
 * The one connection pool of a process: keep-alive, HTTPS_PROXY and NO_PROXY honoured. Plain http, which only goes to this
 * machine, leaves it through no proxy.
 *
 * @throws ConfigurationError where a proxy is set that can be none
 */
export function openNetwork({ requestTimeoutMs, ca }: NetworkOptions): Dispatcher {
  refuseBadProxies();
  const tls = {
    timeout: Math.min(requestTimeoutMs, longestConnectMs),
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
  };
  return new EnvHttpProxyAgent({
    connections: 16,
    keepAliveTimeout: 30_000,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    // Else a proxy that does not answer would keep the process for minutes after the request has ended.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: requestTimeoutMs }),
    ...proxiesOf(process.env),
    connect: tls,
    // The same for what lies behind a proxy, and for the proxy itself.
    requestTls: tls,
    proxyTls: tls,
  });
}

function proxiesOf({
  http_proxy,
  HTTP_PROXY,
  https_proxy,
  HTTPS_PROXY,
  no_proxy,
  NO_PROXY,
  IDENTITY_ENDPOINT,
  MSI_ENDPOINT,
}: NodeJS.ProcessEnv) {
  const plain = http_proxy ?? HTTP_PROXY ?? "";
  const exceptions = no_proxy ?? NO_PROXY ?? "";
  const identities = [IDENTITY_ENDPOINT, MSI_ENDPOINT].flatMap((url = "") =>
    URL.canParse(url) ? [new URL(url).host] : [],
  );
  return {
    httpProxy: isOnThisMachine(plain) ? plain : "",
    httpsProxy: (https_proxy ?? HTTPS_PROXY) || plain,
    noProxy: exceptions === "*" ? exceptions : [exceptions, identityOfMachine, ...identities].join(","),
  };
}

function refuseBadProxies(): void {
  // It may hold a password, so it is not shown.
  const bad = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].filter((name) => {
    const proxy = process.env[name];
    return proxy && !isProxy(proxy);
  });
  if (bad.length === 0) return;
  throw new ConfigurationError(
    `${bad.join(" and ")}: expected the URL of a proxy, such as http://proxy.example:8080, a % in its password written as %25; got something else, which is not shown`,
  );
}

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && isEscaped(username) && isEscaped(password);
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
