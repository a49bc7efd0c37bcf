import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { getEventListeners } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { serverOfAllTests } from "../../../../harness/local-server";
import {
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { staticToken } from "../../../../provider/api/auth/token";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import { downloadFile } from "../../../../provider/api/transfer/download";
import type { Download, DownloadSurroundings } from "../../../../provider/api/transfer/download-request";

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");

describe("what a download takes for its file", () => {
  const folder = folderOfEachTest();
  let path: string;
  beforeEach(() => {
    path = folder("report.txt");
  });

  function fetch(
    answers: readonly ScriptedAnswer[],
    options: Partial<Download> = {},
    given: Partial<DownloadSurroundings> = {},
  ) {
    const { network, sent } = scriptedService(...answers);
    const link = async () => `${ENDPOINT}/report?sig=HUSH`;
    const surroundings = { network, clock: standingClock(), random: () => 0.5, ...given };
    return { done: downloadFile(surroundings, { path, link, ...options }), sent };
  }

  /** What an earlier process left: the beginning of a file of this size. */
  function left(beginning: string, size: number): void {
    writeFileSync(`${path}.part`, beginning);
    writeFileSync(`${path}.part.json`, JSON.stringify({ etag: '"one"', size }));
  }

  const rest = (start: number, size: number, headers: object = {}) => ({
    etag: '"one"',
    "content-range": `bytes ${start}-${size - 1}/${size}`,
    ...headers,
  });
  const ranges = (sent: ReturnType<typeof fetch>["sent"]) => sent.map(({ headers }) => headers.range);

  it("is what has the SHA-256 that is wanted", async () => {
    const good = fetch([{ status: 200, body: "rows" }], { sha256: sha256Of("rows") });
    assert.deepEqual(await good.done, { bytes: 4, sha256: sha256Of("rows") });
  });

  it("is nothing that has another SHA-256: after three beginnings it stops, and keeps nothing", async () => {
    const other = { status: 200, body: "other", headers: { etag: '"one"' } };
    const { done, sent } = fetch([other, other, other, other], { sha256: sha256Of("rows") });
    const error = await failureOf(done);
    assert.ok(error instanceof TransferError);
    assert.equal(
      error.why,
      "what came is not what Dev Center says it is: its SHA-256 is another one. Nothing of it was kept.",
    );
    assert.deepEqual([sent.length, readdirSync(folder())], [3, []]);
  });

  it("is nothing that changes again and again: after three beginnings it stops", async () => {
    const changed = { status: 412 };
    const { done, sent } = fetch([changed, changed, changed, changed], { sha256: sha256Of("rows") });
    assert.equal(((await failureOf(done)) as TransferError).why, "the file changed while it was fetched.");
    assert.equal(sent.length, 3);
  });

  it("is nothing that has another MD5 than the store says: after three beginnings it stops", async () => {
    const other = { status: 200, body: "rows", headers: { etag: '"one"', "content-md5": "AAAA" } };
    const { done, sent } = fetch([other, other, other, other]);
    assert.equal(((await failureOf(done)) as TransferError).why, "the file changed while it was fetched.");
    assert.deepEqual([sent.length, readdirSync(folder())], [3, []]);
  });

  it("is never the rest of other content", async () => {
    left("abc", 6);
    const other = { status: 206, body: "DEF", headers: rest(3, 6, { etag: '"two"' }) };
    const { done, sent } = fetch([other, { status: 200, body: "ABCDEF" }]);
    await done;
    assert.equal(readFileSync(path, "utf8"), "ABCDEF");
    assert.deepEqual(ranges(sent), ["bytes=3-", undefined]);
  });

  it("is never what comes with a refusal", async () => {
    left("abc", 6);
    const refused = { status: 503, body: "DEF", headers: rest(3, 6) };
    await fetch([refused, { status: 206, body: "def", headers: rest(3, 6) }]).done;
    assert.equal(readFileSync(path, "utf8"), "abcdef");
  });

  it("is never longer than the store promised", async () => {
    left("abc", 6);
    const longer = { status: 206, body: "defg", headers: rest(3, 6) };
    await fetch([longer, { status: 200, body: "abcdef" }]).done;
    assert.equal(readFileSync(path, "utf8"), "abcdef");
  });

  it("is not begun again for a store that sends the rest in parts", async () => {
    left("abc", 9);
    const some = { status: 206, body: "def", headers: { etag: '"one"', "content-range": "bytes 3-5/9" } };
    const { done, sent } = fetch([some, { status: 206, body: "ghi", headers: rest(6, 9) }]);
    await done;
    assert.equal(readFileSync(path, "utf8"), "abcdefghi");
    assert.deepEqual(ranges(sent), ["bytes=3-", "bytes=6-"]);
  });

  it("is not whole with a part of the rest, also where its size was not said before", async () => {
    writeFileSync(`${path}.part`, "abc");
    writeFileSync(`${path}.part.json`, JSON.stringify({ etag: '"one"' }));
    const some = { status: 206, body: "def", headers: { etag: '"one"', "content-range": "bytes 3-5/12" } };
    const { done, sent } = fetch([some, { status: 206, body: "ghijkl", headers: rest(6, 12) }]);
    await done;
    assert.equal(readFileSync(path, "utf8"), "abcdefghijkl");
    assert.deepEqual(ranges(sent), ["bytes=3-", "bytes=6-"]);
  });

  it("is no page only because a later piece begins like one", async () => {
    left("abc", 9);
    await fetch([{ status: 206, body: "<html>", headers: rest(3, 9) }]).done;
    assert.equal(readFileSync(path, "utf8"), "abc<html>");
  });

  it("begins again where what is there is longer than its mark says", async () => {
    left("abcdefghi", 6);
    const { done, sent } = fetch([{ status: 200, body: "abcdef" }]);
    await done;
    assert.equal(readFileSync(path, "utf8"), "abcdef");
    assert.deepEqual(ranges(sent), [undefined]);
  });

  it("begins again where the note of what is there was damaged", async () => {
    for (const etag of ["", "\n", "\uFFFD1"]) {
      left("abc", 6);
      writeFileSync(`${path}.part.json`, JSON.stringify({ etag, size: 6 }));
      const { done, sent } = fetch([{ status: 200, body: "abcdef" }]);
      await done;
      assert.equal(readFileSync(path, "utf8"), "abcdef");
      assert.deepEqual(ranges(sent), [undefined]);
    }
  });

  it("has the mode that the process gives its files", async () => {
    await fetch([{ status: 200, body: "rows" }]).done;
    const other = folder("other");
    writeFileSync(other, "");
    assert.equal(statSync(path).mode, statSync(other).mode);
  });

  it("is fetched with two fresh links where bytes came in between", async () => {
    left("abc", 9);
    const { done, sent } = fetch([
      { status: 403 },
      { status: 206, body: "def", headers: { etag: '"one"', "content-range": "bytes 3-5/9" } },
      { status: 403 },
      { status: 206, body: "ghi", headers: rest(6, 9) },
    ]);
    await done;
    assert.equal(sent.length, 4);
    assert.equal(readFileSync(path, "utf8"), "abcdefghi");
  });

  it("leaves nothing where there is nothing to go on with", async () => {
    const none = { status: 200, body: "", headers: { etag: '"one"', "content-length": "6" } };
    await failureOf(fetch(Array.from({ length: 5 }, () => none)).done);
    assert.deepEqual(readdirSync(folder()), []);
    const unnamed = { status: 200, body: "abc", headers: { "content-length": "6" } };
    await failureOf(fetch([unnamed, { status: 404 }]).done);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("leaves no listener at the signal of the run", async () => {
    const { signal } = new AbortController();
    await fetch([{ status: 503 }, { status: 200, body: "rows" }], { signal }).done;
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });

  for (const [who, options] of [
    ["Dev Center", { tokens: staticToken("a-token-that-asks-for-a-file") }],
    ["The blob store", {}],
  ] as const) {
    it(`is waited for with a word of who asks for it (${who})`, async () => {
      const said: string[] = [];
      const busy = { status: 503, headers: { "retry-after": "20" } };
      const say = (message: string) => void said.push(message);
      await fetch([busy, { status: 200, body: "rows" }], options, { say }).done;
      assert.deepEqual(said, [`${who} asks for a pause: the next attempt is in 21 s.`]);
    });
  }

  it("is refused in words of Dev Center, never of a store", async () => {
    const body = { error: { code: "gone", message: "No such file" } };
    const tokens = staticToken("a-token-that-asks-for-a-file");
    const ours = await failureOf(fetch([{ status: 404, body }], { tokens }).done);
    const theirs = await failureOf(fetch([{ status: 404, body }]).done);
    assert.match(ours.message, /Dev Center refused with 404 \(gone\)\. No such file/);
    assert.equal(theirs.message, "The download stopped: the blob store refused with 404.");
  });

  describe("where Dev Center's answer is long", () => {
    const server = serverOfAllTests();
    const network = openNetwork({ requestTimeoutMs: 10_000 });
    after(() => network.destroy());

    async function refusedWith(pieces: (write: (text: string) => Promise<boolean>) => Promise<void>) {
      server.answer = (_, response) => {
        const write = (text: string) =>
          new Promise<boolean>((resolve) => response.write(text, (error) => resolve(!error)));
        response.writeHead(404);
        void pieces(write).then(() => response.end());
      };
      const link = async () => server.url("/asset");
      const tokens = staticToken("a-token-that-asks-for-a-file");
      const surroundings = { network, clock: standingClock() };
      return (await failureOf(downloadFile(surroundings, { path, link, tokens }))).message;
    }

    it("is refused in its words, in whatever pieces they come", async () => {
      const message = await refusedWith(async (write) => {
        await write('{"error":{"code":"gone","mess');
        // So that the first is read before the second comes.
        for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
        await write('age":"No such file"}}');
      });
      assert.match(message, /Dev Center refused with 404 \(gone\)\. No such file/);
    });

    it("is refused although it never stops", async () => {
      let sent = 0;
      const message = await refusedWith(async (write) => {
        while (sent < 400 * 1024 * 1024 && (await write("no ".repeat(20_000)))) sent += 60_000;
      });
      assert.match(message, /Dev Center refused with 404\. no no no/);
      assert.ok(sent < 40 * 1024 * 1024, `${sent} bytes were read`);
    });
  });
});
