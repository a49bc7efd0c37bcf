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
export interface StoreFault {
  /** Cuts the connection after so many bytes. */
  readonly cutAfter?: number;
  /** So many bytes, then nothing more, while the connection stays. */
  readonly stallAfter?: number;
  /** Claims to be so much longer than it is. */
  readonly tooLongBy?: number;
  /** Answers this, and no file. */
  readonly status?: number;
  readonly ignoresRange?: boolean;
}

/** A blob store with one file, as far as a download can tell: ranges, conditions, checksums, and faults in turn. */
export class FileStore {
  /** The file is this, as often as `times` says: so it can be larger than memory. */
  content: Buffer;
  times: number;
  etag: string | undefined = '"one"';
  /** Said to be the checksum of the file; undefined: none is said. */
  md5: string | undefined;
  /** Hit the next requests, one each. */
  faults: StoreFault[] = [];
  readonly requests: FileRequest[] = [];
  /** Bytes of bodies that were sent. */
  sent = 0;
  readonly #server: Server;

  private constructor(content: Buffer, times: number) {
    this.content = content;
    this.times = times;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(content: Buffer, times = 1): Promise<FileStore> {
    const store = new FileStore(content, times);
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

  /** Length of the file. */
  get total(): number {
    return this.content.length * this.times;
  }

  /** SHA-256 of the file, in hexadecimal digits. */
  get sha256(): string {
    const hash = createHash("sha256");
    for (const piece of this.#pieces(0, this.total)) hash.update(piece);
    return hash.digest("hex");
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { range, authorization } = headers;
    this.requests.push({ range, ifMatch: headers["if-match"], authorization });
    const { cutAfter, stallAfter, tooLongBy = 0, status, ignoresRange } = this.faults.shift() ?? {};
    if (status !== undefined) {
      response.writeHead(status).end("no");
      return;
    }
    if (headers["if-match"] !== undefined && headers["if-match"] !== this.etag) {
      response.writeHead(412).end();
      return;
    }
    const { total } = this;
    const wantsAll = range === undefined || ignoresRange === true;
    const start = wantsAll ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
    response.writeHead(wantsAll ? 200 : 206, {
      "content-length": total - start + tooLongBy,
      ...(this.etag === undefined ? {} : { etag: this.etag }),
      ...(this.md5 === undefined ? {} : { [wantsAll ? "content-md5" : "x-ms-blob-content-md5"]: this.md5 }),
      ...(wantsAll ? {} : { "content-range": `bytes ${start}-${total - 1}/${total}` }),
    });
    const end = Math.min(total, start + (cutAfter ?? stallAfter ?? total));
    for (const piece of this.#pieces(start, end)) {
      if (response.destroyed) return;
      this.sent += piece.length;
      // Until it is on its way.
      await new Promise((resolve) => response.write(piece, resolve));
    }
    if (stallAfter !== undefined) return;
    if (end < total || tooLongBy > 0) response.socket?.destroy();
    else response.end();
  }

  *#pieces(start: number, end: number): Generator<Buffer> {
    const { content } = this;
    for (let at = start; at < end; ) {
      const offset = at % content.length;
      const piece = content.subarray(offset, Math.min(content.length, offset + end - at));
      at += piece.length;
      yield piece;
    }
  }
}
