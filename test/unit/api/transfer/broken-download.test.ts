import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mock } from "node:test";
import type { Dispatcher } from "undici";
import { FileStore } from "../../../../harness/file-store";
import { failureOf, standingClock } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { openNetwork } from "../../../../provider/api/http/dispatcher";
import { downloadFile } from "../../../../provider/api/transfer/download";

const megabyte = 1024 * 1024;

describe("a download that breaks again and again", () => {
  const content = Buffer.alloc(4 * megabyte, "a row of a report, ");
  let store: FileStore;
  let network: Dispatcher;
  const folder = folderOfEachTest();
  let path: string;
  beforeEach(async () => {
    network = openNetwork({ requestTimeoutMs: 10_000 });
    store = await FileStore.open(content);
    path = folder("report.txt");
  });
  afterEach(async () => {
    mock.timers.reset();
    await store.close();
    await network.destroy();
  });

  /** With time for two pauses of half a second each. */
  const fetch = (onProgress?: (bytes: number) => void) =>
    downloadFile(
      { network, clock: standingClock(), random: () => 0.5, retryTimeoutMs: 1_200 },
      { path, link: async () => store.url, ...(onProgress === undefined ? {} : { onProgress }) },
    );
  const cuts = (...bytes: number[]) => bytes.map((cutAfter) => ({ cutAfter }));

  it("has as much time again whenever much has come since", async () => {
    // Two of them are much.
    store.faults = cuts(...Array.from({ length: 6 }, () => 630_000));
    await fetch();
    assert.deepEqual(readFileSync(path), content);
  });

  it("ends when its time is up although a little comes, also after much came once", async () => {
    store.faults = cuts(1_300_000, ...Array.from({ length: 20 }, () => 10_000));
    await failureOf(fetch());
    assert.equal(store.requests.length, 3);
  });

  it("has as much time again when it began again with less than was there", async () => {
    const left = Buffer.alloc(3 * megabyte, "another report");
    writeFileSync(`${path}.part`, left);
    writeFileSync(`${path}.part.json`, JSON.stringify({ etag: '"old"', size: 5 * megabyte }));
    store.faults = [{}, ...cuts(...Array.from({ length: 6 }, () => 630_000))];
    await fetch();
    assert.deepEqual(readFileSync(path), content);
  });

  it("is not too slow for what is there already, where it begins again", async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    writeFileSync(`${path}.part`, content.subarray(0, 3 * megabyte));
    writeFileSync(`${path}.part.json`, JSON.stringify({ etag: store.etag, size: content.length }));
    store.faults = [{ ignoresRange: true }];
    let isOver = false;
    await fetch((bytes) => {
      if (bytes < megabyte || bytes > 2 * megabyte || isOver) return;
      isOver = true;
      mock.timers.tick(100_000);
    });
    assert.ok(isOver);
    assert.deepEqual(readFileSync(path), content);
    assert.equal(store.requests.length, 1);
  });

  it("goes on by another connection where one brings nothing any more", async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    store.faults = [{ stallAfter: megabyte }];
    let isLate = false;
    await fetch((bytes) => {
      if (bytes < megabyte || isLate) return;
      isLate = true;
      for (const _ of [1, 2]) mock.timers.tick(100_000);
    });
    assert.deepEqual(readFileSync(path), content);
    assert.equal(store.requests.length, 2);
  });
});
