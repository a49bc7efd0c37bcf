import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher } from "undici";

/** What a server makes of one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** Every host that is spoken to, as one real server on the loopback interface: `https://a.example/b` is `/a.example/b`. */
export interface AnyOrigin {
  readonly network: Dispatcher;
  /** `GET /a.example/b`, of a query only the operation of a blob, in the order in which they came. */
  readonly sent: readonly string[];
  /** Of these, which carried an `authorization`. */
  readonly sentWithToken: readonly string[];
  /** Answers from now on. */
  answerBy(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** `PUT /a.example/b?comp=block`: what a request is called, without any secret in its query. */
export function nameOf({ method, url = "" }: IncomingMessage): string {
  return `${method} ${url.replace(/\?.*?(comp=\w+).*|\?.*/, (_, operation) => (operation ? `?${operation}` : ""))}`;
}

export async function startAnyOrigin(): Promise<AnyOrigin> {
  const sent: string[] = [];
  const sentWithToken: string[] = [];
  let answer: Behaviour = (_, response) => response.end();
  const server = createServer((request, response) => {
    sent.push(nameOf(request));
    if (request.headers.authorization !== undefined) sentWithToken.push(nameOf(request));
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new Agent();
  const network = agent.compose((dispatch) => (request, handler) => {
    const { host } = new URL(String(request.origin));
    return dispatch({ ...request, origin: here, path: `/${host}${request.path}` }, handler);
  });
  return {
    network,
    sent,
    sentWithToken,
    answerBy(behaviour) {
      answer = behaviour;
    },
    async close() {
      await agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
