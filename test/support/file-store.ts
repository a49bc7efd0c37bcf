import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request for the file, as it arrived. */
export interface FileRequest {
  readonly range: string | undefined;
  readonly ifMatch: string | undefined;
  readonly authorization: string | undefined;
}

/** What the store does to one request instead of answering it as it should. */
export type Mishap =
  | { readonly cutAfter: number }
  | { readonly status: number }
  | { readonly ignoresRange: true };

/** A blob store with one file, as far as a download can tell: ranges, conditions, checksums, and mishaps in turn. */
export class FileStore {
  content: Buffer;
  etag: string | undefined = '"one"';
  /** Said to be the checksum of the file; undefined: none is said. */
  md5: string | undefined;
  /** Befall the next requests, one each. */
  mishaps: Mishap[] = [];
  readonly requests: FileRequest[] = [];
  /** Bytes of bodies that were sent. */
  sent = 0;
  readonly #server: Server;

  private constructor(content: Buffer) {
    this.content = content;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async open(content: Buffer): Promise<FileStore> {
    const store = new FileStore(content);
    await new Promise<void>((resolve) => store.#server.listen(0, "127.0.0.1", resolve));
    return store;
  }

  /** The link, with something in it that must not be shown. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/file?sig=HUSH`;
  }

  /** Puts other content in the place of the file. */
  replace(content: Buffer): void {
    this.content = content;
    this.etag = `"${createHash("md5").update(content).digest("hex")}"`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ headers }: IncomingMessage, response: ServerResponse): void {
    const { range, authorization } = headers;
    this.requests.push({ range, ifMatch: headers["if-match"], authorization });
    const mishap = this.mishaps.shift();
    if (mishap !== undefined && "status" in mishap) {
      response.writeHead(mishap.status).end("no");
      return;
    }
    if (headers["if-match"] !== undefined && headers["if-match"] !== this.etag) {
      response.writeHead(412).end();
      return;
    }
    const wantsAll = range === undefined || (mishap !== undefined && "ignoresRange" in mishap);
    const start = wantsAll ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
    const total = this.content.length;
    const body = this.content.subarray(start);
    response.writeHead(wantsAll ? 200 : 206, {
      "content-length": body.length,
      ...(this.etag === undefined ? {} : { etag: this.etag }),
      ...(this.md5 === undefined ? {} : { [wantsAll ? "content-md5" : "x-ms-blob-content-md5"]: this.md5 }),
      ...(wantsAll ? {} : { "content-range": `bytes ${start}-${total - 1}/${total}` }),
    });
    const part = mishap !== undefined && "cutAfter" in mishap ? body.subarray(0, mishap.cutAfter) : body;
    this.sent += part.length;
    response.write(part, () => {
      if (part.length < body.length) response.socket?.destroy();
      else response.end();
    });
  }
}
