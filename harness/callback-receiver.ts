import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One notification as it came. */
export interface Received {
  method: string | undefined;
  path: string | undefined;
  contentType: string | undefined;
  body: unknown;
}

/** A program that waits on the loopback interface to be told that a report is ready. */
export class CallbackReceiver {
  readonly received: Received[] = [];
  /** What to answer to the next ones; 200 after that. */
  readonly answers: number[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, url: path, headers } = request;
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
        this.received.push({ method, path, contentType: headers["content-type"], body });
        response.writeHead(this.answers.shift() ?? 200).end();
      });
    });
  }

  /** Begins to listen, on any free port. */
  static async listen(): Promise<CallbackReceiver> {
    const receiver = new CallbackReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  /** Where to notify it; the key is what nobody may tell. */
  url(key: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ready?key=${key}`;
  }

  /** Stops listening: from now on connections are refused. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) {
      await new Promise((resolve) => this.#server.close(resolve));
    }
  }
}
