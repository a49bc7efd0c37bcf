import assert from "node:assert/strict";
import { appendFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { serverOfAllTests } from "../../../../harness/local-server";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import { measureFile } from "../../../../provider/api/transfer/hash-file";
import { uploadFile } from "../../../../provider/api/transfer/upload";

const size = 30 * 1024 * 1024;
const first = Buffer.alloc(size, "first build");
const second = Buffer.alloc(size, "second build");
// Any file can be given it, to the last digit.
const time = new Date(1_700_000_000_000);
const giveTime = (path: string) => utimesSync(path, time, time);

describe("a package that changes while it is uploaded", () => {
  const folder = folderOfEachTest();
  const network = openNetwork({ requestTimeoutMs: 10_000 });
  after(() => network.close());
  let path: string;
  let requests: string[];
  // A store with nothing in it, which takes everything.
  const store = serverOfAllTests((request, response) => {
    requests.push(`${request.method} ${/comp=(\w+)/.exec(request.url ?? "")?.[1] ?? ""}`);
    request.resume().on("end", () => response.writeHead(request.method === "PUT" ? 201 : 404).end());
  });
  beforeEach(() => {
    path = folder("driver.hlkx");
    writeFileSync(path, first);
    giveTime(path);
    requests = [];
  });

  /** Uploads the first build; the change comes after its first block. */
  async function upload(change: () => void): Promise<void> {
    const { sha256 } = await measureFile(path);
    let isChanged = false;
    const onProgress = () => {
      if (!isChanged) change();
      isChanged = true;
    };
    const { signal } = new AbortController();
    const wanted = {
      path,
      size,
      sha256,
      link: async () => store.url("/package?sig=HUSH"),
      signal,
      onProgress,
    };
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
        giveTime(path);
      },
    ],
    ["cut", () => writeFileSync(path, first.subarray(0, size / 2))],
    [
      "longer under its old time",
      () => {
        appendFileSync(path, "x");
        giveTime(path);
      },
    ],
    ["only touched", () => utimesSync(path, time, new Date())],
    [
      "replaced by another of the same content and time",
      () => {
        writeFileSync(`${path}.new`, first);
        giveTime(`${path}.new`);
        assert.notEqual(statSync(`${path}.new`).ino, statSync(path).ino);
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
