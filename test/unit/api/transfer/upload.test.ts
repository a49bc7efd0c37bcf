import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener } from "node:http";
import { Worker } from "node:worker_threads";
import { serverOfAllTests } from "../../../../harness/local-server";
import { openFilesOf } from "../../../../harness/open-files";
import { fileHandles, replacing } from "../../../../harness/replaced";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import type { HashOrder } from "../../../../provider/api/transfer/hash-thread";
import { type Upload, uploadFile } from "../../../../provider/api/transfer/upload";

const blockBytes = 4 * 1024 * 1024;
const md5Of = (bytes: Buffer) => createHash("md5").update(bytes).digest("base64");
const sha256Of = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** A store with one block blob: it checks the MD5 of each block, and keeps what is committed. */
class BlockStore {
  readonly staged = new Map<string, Buffer>();
  committed: Buffer | undefined;
  sha256: string | undefined;
  /** Blocks that came, in the order in which they did. */
  readonly came: string[] = [];
  mostAtOnce = 0;
  refuses = false;
  #atOnce = 0;
  readonly answer: RequestListener = async (request, response) => {
    const [status, headers, text] = await this.#answer(request, await bodyOf(request));
    response.writeHead(status, headers).end(text);
  };

  async #answer(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<[number, OutgoingHttpHeaders, string]> {
    const query = new URL(`http://store${url}`).searchParams;
    if (method === "HEAD") {
      if (this.committed === undefined) return [404, {}, ""];
      const length = this.committed.length;
      const sentSha256 = this.sha256 ?? "";
      return [
        200,
        { "content-length": length, "x-ms-blob-type": "BlockBlob", "x-ms-meta-sentsha256": sentSha256 },
        "",
      ];
    }
    if (method === "GET") {
      const blocks = [...this.staged].map(
        ([name, { length }]) => `<Block><Name>${name}</Name><Size>${length}</Size></Block>`,
      );
      return [200, {}, `<BlockList>${blocks.join("")}</BlockList>`];
    }
    if (query.get("comp") === "block") return this.#stage(query.get("blockid") ?? "", headers, body);
    const names = [...String(body).matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, name = ""]) => name);
    if (names.some((name) => !this.staged.has(name))) return [400, {}, "<Code>InvalidBlockList</Code>"];
    this.committed = Buffer.concat(names.map((name) => this.staged.get(name) as Buffer));
    this.sha256 = String(headers["x-ms-meta-sentsha256"]);
    return [201, {}, ""];
  }

  async #stage(
    name: string,
    headers: IncomingMessage["headers"],
    body: Buffer,
  ): Promise<[number, OutgoingHttpHeaders, string]> {
    this.came.push(name);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#atOnce);
    // So that as many come at once as may.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    this.#atOnce--;
    if (this.refuses) return [400, {}, "<Code>NoRoom</Code>"];
    if (headers["content-md5"] !== md5Of(body)) return [400, {}, "<Code>Md5Missing</Code>"];
    this.staged.set(name, body);
    return [201, {}, ""];
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("an upload in blocks", () => {
  // Two blocks; the last is short.
  const content = randomBytes(blockBytes + 1000);
  const sha256 = sha256Of(content);
  // More of them than may be in memory.
  const many = Buffer.concat(
    [1, 2, 3, 4, 5, 6].map((number) => Buffer.alloc(blockBytes, `block ${number} `)),
  );
  const folder = folderOfEachTest();
  const server = serverOfAllTests();
  const network = openNetwork({ requestTimeoutMs: 10_000 });
  after(() => network.close());
  let path: string;
  let store: BlockStore;
  beforeEach(() => {
    path = folder("driver.hlkx");
    writeFileSync(path, content);
    store = new BlockStore();
    server.answer = store.answer;
  });

  async function upload(options: Partial<Upload> = {}): Promise<void> {
    const link = async () => server.url("/p?sig=HUSH");
    const { signal } = new AbortController();
    const size = statSync(path).size;
    await uploadFile({ network, clock: standingClock() }, { path, size, sha256, link, signal, ...options });
  }

  it("commits what was checked, four blocks at a time, and reports how far it is", async () => {
    writeFileSync(path, many);
    const told: number[] = [];
    await upload({ sha256: sha256Of(many), onProgress: (bytes) => told.push(bytes) });
    assert.ok(store.committed?.equals(many));
    assert.deepEqual([store.sha256, store.came.length], [sha256Of(many), 6]);
    assert.ok(store.mostAtOnce <= 4, `${store.mostAtOnce} at once`);
    assert.deepEqual([told.length, told.at(-1)], [6, many.length]);
    assert.ok(told.every((bytes, index) => bytes > (told[index - 1] ?? 0)));
  });

  it("sends nothing when the store has the same already, and all when it only looks so", async () => {
    await upload();
    store.came.length = 0;
    store.staged.clear();
    await upload();
    assert.equal(store.came.length, 0);
    store.sha256 = sha256Of(Buffer.from("other"));
    await upload();
    assert.equal(store.came.length, 2);
  });

  it("sends no block again that is there from an earlier attempt, but each that is another one", async () => {
    await upload();
    const [, other = ""] = store.staged.keys();
    store.committed = undefined;
    store.staged.set(other, Buffer.from("cut"));
    const before = store.came.length;
    await upload();
    assert.deepEqual(store.came.slice(before), [other]);
    assert.ok((store.committed as Buffer | undefined)?.equals(content));
  });

  it("reads every byte of a disk that gives few at a time", async () => {
    const few = (own: FileHandle["read"]) =>
      function (this: FileHandle, bytes: Buffer, offset: number, length: number, position: number) {
        return Reflect.apply(own, this, [bytes, offset, Math.min(length, 1_500_000), position]);
      } as unknown as FileHandle["read"];
    await replacing(await fileHandles(), "read", few, () => upload());
    assert.ok(store.committed?.equals(content));
  });

  it("commits nothing that is not what was checked, though nothing writes to it meanwhile", async () => {
    const failure = await failureOf(upload({ sha256: sha256Of(Buffer.from("another build")) }));
    assert.ok(failure instanceof TransferError);
    assert.match(failure.message, /driver\.hlkx changed while it was uploaded; nothing was committed/);
    assert.equal(store.committed, undefined);
  });

  it("commits nothing, and sends nothing, of a package that is longer now than what was checked", async () => {
    const link = async () => {
      writeFileSync(path, "more", { flag: "a" });
      return server.url("/p?sig=HUSH");
    };
    const failure = await failureOf(upload({ link }));
    assert.ok(failure instanceof TransferError);
    assert.match(failure.message, /driver\.hlkx changed while it was uploaded; nothing was committed/);
    assert.deepEqual([store.committed, store.came], [undefined, []]);
  });

  it("ends with the thread that hashes, and commits nothing", async () => {
    writeFileSync(path, many);
    let taken = 0;
    const dying = (own: Worker["postMessage"]) =>
      function (this: Worker, order: HashOrder) {
        if (order.do === "take" && ++taken === 3) void this.terminate();
        else own.call(this, order);
      } as Worker["postMessage"];
    const failure = await replacing(Worker.prototype, "postMessage", dying, () =>
      failureOf(upload({ sha256: sha256Of(many) })),
    );
    assert.match(failure.message, /The thread that computes hashes has ended/);
    assert.equal(store.committed, undefined);
  });

  it("commits nothing when a block is refused, and sends no more of them", async () => {
    writeFileSync(path, many);
    store.refuses = true;
    const failure = await failureOf(upload());
    assert.match(failure.message, /refused with 400 \(NoRoom\)/);
    assert.equal(store.committed, undefined);
    const { length } = store.came;
    assert.ok(length <= 5, `${length} blocks were sent`);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(store.came.length, length);
  });

  it("leaves no file open, done or not", async function () {
    if (process.platform !== "linux") this.skip();
    await upload();
    store.committed = undefined;
    await failureOf(upload({ sha256: sha256Of(Buffer.from("another build")) }));
    assert.deepEqual(openFilesOf(folder()), []);
  });

  it("stops with the run, and commits nothing", async () => {
    const stop = new AbortController();
    const reason = new Error("interrupted");
    const failure = await failureOf(upload({ signal: stop.signal, onProgress: () => stop.abort(reason) }));
    assert.equal(failure, reason);
    assert.equal(store.committed, undefined);
  });
});
