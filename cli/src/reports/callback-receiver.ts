import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ConfigurationError } from "pulumi-devcenter/internal";

export interface CallbackReceiver {
  /** Where it listens; the path is of no matter. */
  readonly url: string;
  close(): void;
}

/**
 * Listens for the service's callback. Any caller is accepted, with any verb and body: nothing is read, and only the
 * call itself counts. The response is 204, at once.
 *
 * @param port 0: any free one
 * @throws ConfigurationError when the port cannot be used
 */
export async function receiveCallbacks(
  host: string,
  port: number,
  onCall: () => void,
): Promise<CallbackReceiver> {
  const server = createServer((request, response) => {
    onCall();
    request.resume();
    response.writeHead(204, { connection: "close" }).end();
  });
  // Against callers that send slowly, or never end.
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.maxConnections = 32;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigurationError(`Callbacks cannot be received on port ${port} of ${host} (${code}).`, {
      cause,
    });
  }
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${taken}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
