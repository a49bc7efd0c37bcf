import { rootCertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { ConfigurationError } from "../errors/configuration-error";

export interface NetworkOptions {
  /** Longest wait for the head of an answer, and between two pieces of its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** A further certificate authority (PEM) beside Node's own; NODE_EXTRA_CA_CERTS is honoured without it. */
  readonly ca?: string;
}

/**
 * The one connection pool of a process: keep-alive, HTTPS_PROXY and NO_PROXY honoured.
 *
 * @throws ConfigurationError where a proxy is set that can be none
 */
export function openNetwork({ requestTimeoutMs, ca }: NetworkOptions): Dispatcher {
  refuseBadProxies();
  const tls = {
    timeout: Math.min(requestTimeoutMs, 30_000),
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
  };
  return new EnvHttpProxyAgent({
    connections: 16,
    keepAliveTimeout: 30_000,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    connect: tls,
    // The same for what lies behind a proxy, and for the proxy itself.
    requestTls: tls,
    proxyTls: tls,
  });
}

function refuseBadProxies(): void {
  // It may hold a password, so it is not shown.
  const bad = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].filter((name) => {
    const proxy = process.env[name];
    return proxy && !(URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol));
  });
  if (bad.length === 0) return;
  throw new ConfigurationError(
    `${bad.join(" and ")}: expected the URL of a proxy, such as http://proxy.example:8080; got something else, which is not shown`,
  );
}
