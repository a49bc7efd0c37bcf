import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answersOf } from "./forge-answers";
import { FORGE_TOKEN, type Post, type Posts } from "./forge-records";
import type { Forge } from "./pipeline";

/** The API of a forge, as far as a pipeline writes comments and issues by it, and asks it for a token. */
export class ForgeServer implements Posts {
  readonly comments: Post[] = [];
  readonly issues: Post[] = [];
  /** Requests that were to change something, as "POST /path". */
  readonly writes: string[] = [];
  readonly #server: Server;

  private constructor(forge: Forge) {
    this.#server = createServer(async (request, response) => {
      const [status, answer] = await this.#answer(forge, request);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  }

  static async open(forge: Forge): Promise<ForgeServer> {
    const server = new ForgeServer(forge);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(forge: Forge, request: IncomingMessage): Promise<readonly [number, unknown]> {
    const { method = "", headers } = request;
    const url = new URL(request.url ?? "", this.url);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const token = headers["private-token"] ?? headers.authorization?.replace(/^Bearer /, "");
    if (token !== FORGE_TOKEN) return [401, { message: "no such token" }];
    const text = Buffer.concat(pieces).toString();
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    const seen = { method, path: decodeURIComponent(url.pathname), query: url.searchParams, body };
    for (const [pattern, answer] of answersOf[forge]) {
      const match = pattern.exec(`${method} ${seen.path}`);
      if (match === null) continue;
      if (method !== "GET" && !seen.path.endsWith("/wiql")) this.writes.push(`${method} ${seen.path}`);
      return [method === "POST" ? 201 : 200, answer(this, seen, Number(match[1] ?? 0))];
    }
    return [404, { message: `${method} ${seen.path} is nothing that a pipeline asks` }];
  }
}
