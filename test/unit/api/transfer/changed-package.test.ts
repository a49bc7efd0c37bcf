import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dispatcher } from "undici";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import { measureFile } from "../../../../provider/api/transfer/hash-file";
import { uploadFile } from "../../../../provider/api/transfer/upload";

const size = 30 * 1024 * 1024;
const first = Buffer.alloc(size, "first build");
const second = Buffer.alloc(size, "second build");

describe("a package that changes while it is uploaded", () => {
  let folder: string;
  let path: string;
  let server: Server;
  let network: Dispatcher;
  let requests: string[];

  before(() => {
    network = openNetwork({ requestTimeoutMs: 10_000 });
  });
  after(() => network.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "devcenter-changed-"));
    path = join(folder, "driver.hlkx");
    writeFileSync(path, first);
    requests = [];
    // A store with nothing in it, which takes everything.
    server = createServer((request, response) => {
      requests.push(`${request.method} ${/comp=(\w+)/.exec(request.url ?? "")?.[1] ?? ""}`);
      request.resume().on("end", () => response.writeHead(request.method === "PUT" ? 201 : 404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  /** Uploads the first build; the change comes after its first block. */
  async function upload(change: () => void): Promise<void> {
    const { sha256 } = await measureFile(path);
    const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/package?sig=HUSH`;
    let isChanged = false;
    const onProgress = () => {
      if (!isChanged) change();
      isChanged = true;
    };
    const { signal } = new AbortController();
    const wanted = { path, size, sha256, link: async () => link, signal, onProgress };
    await uploadFile({ network, clock: standingClock() }, wanted);
  }

  const commits = () => requests.filter((request) => request === "PUT blocklist").length;

  it("is committed once when it does not change", async () => {
    await upload(() => undefined);
    assert.equal(commits(), 1);
  });

  const changes: [what: string, change: () => void][] = [
    ["written anew", () => writeFileSync(path, second)],
    [
      "written anew under its old time",
      () => {
        writeFileSync(path, second);
        utimesSync(path, new Date(0), new Date(0));
      },
    ],
    ["cut", () => writeFileSync(path, first.subarray(0, size / 2))],
    ["longer", () => writeFileSync(path, Buffer.concat([first, second]))],
    [
      "replaced by another of the same content",
      () => {
        writeFileSync(`${path}.new`, first);
        renameSync(`${path}.new`, path);
      },
    ],
    ["gone", () => rmSync(path)],
  ];
  for (const [what, change] of changes) {
    it(`is not committed when it is ${what}`, async () => {
      const failure = await failureOf(upload(change));
      assert.ok(failure instanceof TransferError, String(failure));
      assert.match(failure.message, /driver\.hlkx changed while it was uploaded; nothing was committed/);
      assert.equal(commits(), 0);
    });
  }
});
