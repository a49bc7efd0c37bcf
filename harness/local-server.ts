import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** An HTTP server on this machine. A test may change how it answers. */
export interface LocalServer {
  answer: RequestListener;
  url(path?: string): string;
}

/** For the tests of a file or a `describe`: one server for all of them, which answers nothing unless it is said how. */
export function serverOfAllTests(answer: RequestListener = () => undefined): LocalServer {
  const server = createServer((request, response) => local.answer(request, response));
  const local: LocalServer = {
    answer,
    url: (path = "/") => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
  };
  before(() => once(server.listen(0, "127.0.0.1"), "listening"));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return local;
}
