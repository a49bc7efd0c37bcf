import { rootCertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";

export interface NetworkOptions {
  /** Longest wait for the head of an answer, and between two pieces of its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** A further certificate authority (PEM) beside Node's own; NODE_EXTRA_CA_CERTS is honoured without it. */
  readonly ca?: string;
}

/** The one connection pool of a process: keep-alive, HTTPS_PROXY and NO_PROXY honoured. */
export function openNetwork({ requestTimeoutMs, ca }: NetworkOptions): Dispatcher {
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
