import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Dispatcher } from "undici";
import { FileStore } from "../../../harness/file-store";
import { failureOf, standingClock } from "../../../harness/scripted-service";
import { folderOfEachTest } from "../../../harness/test-folder";
import { TransferError } from "../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../provider/api/http/dispatcher";
import { downloadFile } from "../../../provider/api/transfer/download";
import type { Download } from "../../../provider/api/transfer/download-request";

const content = randomBytes(3_000_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const md5Of = (bytes: Buffer) => createHash("md5").update(bytes).digest("base64");
const quarter = { cutAfter: 750_000 };
const noMore = Array.from({ length: 5 }, () => ({ status: 503 }));

describe("a download", () => {
  let store: FileStore;
  let network: Dispatcher;
  const folder = folderOfEachTest();
  let path: string;
  let clock: ReturnType<typeof standingClock>;
  before(() => {
    network = openNetwork({ requestTimeoutMs: 10_000 });
  });
  beforeEach(async () => {
    store = await FileStore.open(content);
    path = folder("file.bin");
    clock = standingClock();
  });
  afterEach(async () => {
    await store.close();
  });
  after(() => network.close());

  const fetch = (options: Partial<Download> = {}) =>
    downloadFile({ network, clock, random: () => 0.5 }, { path, link: async () => store.url, ...options });

  /** One attempt that got so far and no further, as if the process had ended. */
  async function halfDone(options: Partial<Download> = {}): Promise<void> {
    store.faults = [quarter, ...noMore];
    await failureOf(fetch(options));
    store.requests.length = 0;
    store.sent = 0;
  }

  it("writes the bytes, and reports their number and SHA-256", async () => {
    assert.deepEqual(await fetch(), { bytes: content.length, sha256 });
    assert.deepEqual(readFileSync(path), content);
  });

  it("leaves nothing but the file", async () => {
    await fetch();
    assert.deepEqual(readdirSync(folder()), ["file.bin"]);
  });

  it("sends no token to the link", async () => {
    await fetch();
    assert.deepEqual(store.requests, [{ range: undefined, ifMatch: undefined, authorization: undefined }]);
  });

  it("makes the folder that is not there", async () => {
    path = folder("a", "b", "file.bin");
    await fetch();
    assert.equal(existsSync(path), true);
  });

  it("takes an empty file for whole", async () => {
    store.content = Buffer.alloc(0);
    assert.equal((await fetch()).bytes, 0);
  });

  it("goes on after the last byte when the connection was cut ten times", async () => {
    store.faults = Array.from({ length: 10 }, () => ({ cutAfter: 200_000 }));
    assert.equal((await fetch()).sha256, sha256);
    assert.ok(store.sent <= 1.1 * content.length, `${store.sent} bytes were sent`);
  });

  it("goes on only with the very same content", async () => {
    store.faults = [quarter];
    await fetch();
    assert.equal(store.requests[1]?.ifMatch, '"one"');
  });

  it("gives up after five attempts in a row that bring nothing", async () => {
    store.faults = Array.from({ length: 9 }, () => ({ status: 503 }));
    assert.ok((await failureOf(fetch())) instanceof TransferError);
    assert.equal(store.requests.length, 5);
  });

  it("keeps what came when it gives up, and not under the final name", async () => {
    await halfDone();
    assert.deepEqual(readdirSync(folder()), ["file.bin.part", "file.bin.part.json"]);
  });

  it("goes on with what an earlier process left", async () => {
    await halfDone();
    assert.equal((await fetch()).sha256, sha256);
    assert.ok(store.sent < content.length, `${store.sent} bytes were sent`);
  });

  it("starts over when the content has changed since", async () => {
    await halfDone();
    store.replace(randomBytes(1_000_000));
    await fetch();
    assert.deepEqual(readFileSync(path), store.content);
  });

  it("starts over when another process makes the part shorter while it is picked up", async () => {
    await halfDone();
    const handle = await open(path, "w");
    await handle.close();
    const kind: Pick<FileHandle, "read"> = Object.getPrototypeOf(handle);
    const { read } = kind;
    kind.read = function (this: FileHandle, ...given: never[]) {
      truncateSync(`${path}.part`, 0);
      return Reflect.apply(read, this, given);
    } as FileHandle["read"];
    try {
      assert.equal((await fetch()).sha256, sha256);
    } finally {
      kind.read = read;
    }
  });

  it("can be read by its owner alone where it is personal, from the first byte", async function () {
    if (process.platform === "win32") this.skip();
    const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
    await halfDone({ isPersonal: true });
    const begun = mode(`${path}.part`);
    chmodSync(`${path}.part`, 0o644);
    await fetch({ isPersonal: true });
    assert.deepEqual([begun, mode(path)], ["600", "600"]);
  });

  it("starts over when it is not known of what the part is the beginning", async () => {
    writeFileSync(`${path}.part`, "something else");
    assert.equal((await fetch()).sha256, sha256);
  });

  it("asks the store about a part to which nothing is missing", async () => {
    writeFileSync(`${path}.part`, content);
    writeFileSync(`${path}.part.json`, JSON.stringify({ etag: '"one"', size: content.length }));
    await fetch();
    assert.deepEqual([store.sent, store.requests[0]?.ifMatch], [1, '"one"']);
  });

  it("starts over when the store ignores the range", async () => {
    store.faults = [quarter, { ignoresRange: true }];
    assert.equal((await fetch()).sha256, sha256);
  });

  it("starts over after a break when the store names no content", async () => {
    store.etag = undefined;
    store.faults = [quarter];
    assert.equal((await fetch()).sha256, sha256);
  });

  it("does not take a weak ETag for the same bytes", async () => {
    store.etag = 'W/"one"';
    store.faults = [quarter];
    await fetch();
    assert.equal(store.requests[1]?.range, undefined);
  });

  it("compares the MD5 that the store gives", async () => {
    store.md5 = md5Of(content);
    store.faults = [quarter];
    assert.equal((await fetch()).sha256, sha256);
  });

  it("refuses a file whose MD5 is another one, and leaves nothing", async () => {
    store.md5 = md5Of(Buffer.from("other"));
    assert.ok((await failureOf(fetch())) instanceof TransferError);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("asks for a fresh link when it has expired, and goes on", async () => {
    store.faults = [quarter, { status: 403 }];
    let links = 0;
    const link = async () => `${store.url}&n=${++links}`;
    assert.deepEqual([(await fetch({ link })).sha256, links], [sha256, 2]);
  });

  it("does not ask again and again when fresh links are refused", async () => {
    store.faults = Array.from({ length: 9 }, () => ({ status: 403 }));
    await failureOf(fetch());
    assert.equal(store.requests.length, 2);
  });

  it("does not repeat what the store refuses for good", async () => {
    store.faults = [{ status: 404 }];
    await failureOf(fetch());
    assert.equal(store.requests.length, 1);
  });

  it("says nothing of the link when it fails", async () => {
    store.faults = [{ status: 404 }];
    assert.doesNotMatch((await failureOf(fetch())).message, /HUSH|\/file/);
  });

  it("leaves the file of before as it is when it fails", async () => {
    writeFileSync(path, "before");
    await halfDone();
    assert.equal(readFileSync(path, "utf8"), "before");
  });

  it("refuses a directory before it asks for anything", async () => {
    path = folder();
    const failure = await failureOf(fetch());
    assert.match(failure.message, /EISDIR/);
    assert.equal(store.requests.length, 0);
  });

  it("stops when it is asked to, and keeps what came", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const failure = await failureOf(
      fetch({ signal: stop.signal, onProgress: (bytes) => bytes > 0 && stop.abort(reason) }),
    );
    assert.deepEqual([failure, existsSync(`${path}.part`)], [reason, true]);
  });

  it("reports how far it is, from what was there already", async () => {
    await halfDone();
    const told: (number | undefined)[][] = [];
    await fetch({ onProgress: (...news) => void told.push(news) });
    assert.ok(Number(told[0]?.[0]) > 0);
    assert.deepEqual(told.at(-1), [content.length, content.length]);
  });
});
