import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher } from "undici";

/** What a server makes of one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** Every host that is spoken to, as one real server on the loopback interface: `https://a.example/b` is `/a.example/b`. */
export interface AnyOrigin {
  readonly network: Dispatcher;
  /** `GET /a.example/b`, without a query, in the order in which they came. */
  readonly sent: readonly string[];
  /** Answers from now on. */
  answerBy(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function startAnyOrigin(): Promise<AnyOrigin> {
  const sent: string[] = [];
  let answer: Behaviour = (_, response) => response.end();
  const server = createServer((request, response) => {
    sent.push(`${request.method} ${request.url?.replace(/\?.*/, "")}`);
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
