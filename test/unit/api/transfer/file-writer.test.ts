import { strict as assert } from "node:assert";
import { randomFillSync } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { takesDirectWrites } from "../../../../harness/direct-writes";
import { openFilesOf } from "../../../../harness/open-files";
import { fileHandles, replacing } from "../../../../harness/replaced";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { takeMemory } from "../../../../provider/api/transfer/aligned-memory";
import { FileWriter } from "../../../../provider/api/transfer/file-writer";

const mebibyte = 1024 * 1024;

/** A disk that takes so many bytes at a time; it notes what it is asked for, and fails where it is to. */
class Disk {
  readonly calls: string[] = [];
  writesAtOnce = 0;
  failsWhen = (call: string): boolean => this.failing.includes(call);
  #writing = 0;

  constructor(
    private readonly takes = Number.POSITIVE_INFINITY,
    private readonly failing: readonly string[] = [],
  ) {}

  writer(): FileWriter {
    const write = async (_bytes: Buffer, from: number, length: number, position: number) => {
      this.writesAtOnce = Math.max(this.writesAtOnce, ++this.#writing);
      await new Promise(setImmediate);
      this.#writing--;
      const bytesWritten = Math.min(length, this.takes);
      this.#note(`write ${bytesWritten} from ${from} at ${position}`);
      return { bytesWritten };
    };
    const datasync = async () => this.#note("datasync");
    const sync = async () => this.#note("sync");
    const close = async () => this.#note("close");
    return new FileWriter({ write, datasync, sync, close } as unknown as FileHandle);
  }

  #note(call: string): void {
    this.calls.push(call);
    if (this.failsWhen(call)) throw Object.assign(new Error(call), { code: "EIO" });
  }
}

describe("a writer of a file", () => {
  it("writes one piece after the other, each to its place", async () => {
    const disk = new Disk();
    const writer = disk.writer();
    await Promise.all([writer.write(Buffer.alloc(3), 0), writer.write(Buffer.alloc(2), 3)]);
    assert.deepEqual(disk.calls, ["write 3 from 0 at 0", "write 2 from 0 at 3"]);
    assert.equal(disk.writesAtOnce, 1);
  });

  it("goes on with the rest where the disk takes less", async () => {
    const disk = new Disk(2);
    await disk.writer().write(Buffer.alloc(5), 10);
    assert.deepEqual(disk.calls, ["write 2 from 0 at 10", "write 2 from 2 at 12", "write 1 from 4 at 14"]);
  });

  it("writes nothing after a failure, which every later piece gets", async () => {
    const disk = new Disk(undefined, ["write 1 from 0 at 0"]);
    const writer = disk.writer();
    const [one, other] = await Promise.allSettled([
      writer.write(Buffer.alloc(1), 0),
      writer.write(Buffer.alloc(1), 1),
    ]);
    assert.deepEqual([one.status, other.status], ["rejected", "rejected"]);
    assert.deepEqual(disk.calls, ["write 1 from 0 at 0"]);
  });

  it("has the disk begin after 64 MiB, and again after as many more", async () => {
    const disk = new Disk();
    const writer = disk.writer();
    const piece = Buffer.allocUnsafe(16 * mebibyte);
    for (let at = 0; at < 8; at++) await writer.write(piece, at * piece.length);
    await writer.sync();
    const syncs = disk.calls.flatMap((call, at) => (call.endsWith("sync") ? `${call} after ${at}` : []));
    assert.deepEqual(syncs, ["datasync after 4", "datasync after 9", "sync after 10"]);
  });

  it("does not end well where an early sync failed: the system reports it once", async () => {
    const disk = new Disk(undefined, ["datasync"]);
    const writer = disk.writer();
    await writer.write(Buffer.allocUnsafe(64 * mebibyte), 0);
    await assert.rejects(writer.sync(), { code: "EIO" });
    assert.ok(!disk.calls.includes("sync"));
  });

  it("does not close well where a sync failed, early or late", async () => {
    for (const failing of ["datasync", "sync"]) {
      const disk = new Disk(undefined, [failing]);
      const writer = disk.writer();
      await writer.write(Buffer.allocUnsafe(64 * mebibyte), 0);
      if (failing === "sync") await assert.rejects(writer.sync(), { code: "EIO" });
      await assert.rejects(writer.close(), { code: "EIO" });
      assert.equal(disk.calls.at(-1), "close");
    }
  });

  it("does not end well where only the first of several early syncs failed", async () => {
    const disk = new Disk();
    const writer = disk.writer();
    let syncs = 0;
    disk.failsWhen = (call) => call === "datasync" && ++syncs === 1;
    for (const at of [0, 1]) await writer.write(Buffer.allocUnsafe(64 * mebibyte), at * 64 * mebibyte);
    await assert.rejects(writer.sync(), { code: "EIO" });
    assert.equal(syncs, 2);
  });
});

describe("a writer of a file, past the cache of the system", () => {
  const folder = folderOfEachTest();
  let path: string;
  let file: FileHandle;
  let writer: FileWriter;
  beforeEach(async function () {
    path = folder("report.txt");
    file = await open(path, "w+");
    writer = new FileWriter(file);
    if (!(await takesDirectWrites(path))) this.skip();
  });
  afterEach(async () => {
    await writer.close();
    assert.deepEqual(openFilesOf(folder()), []);
  });

  const pagesOf = (length: number) =>
    randomFillSync(Buffer.from(takeMemory(1, length)[0]?.buffer ?? assert.fail(), 0, length));

  it("writes whole pages to whole pages so, and the rest the usual way, each to its place", async () => {
    const [pages, rest, misplaced] = [pagesOf(8192), pagesOf(100), pagesOf(4096)];
    await writer.write(rest, pages.length);
    await writer.write(misplaced, pages.length + rest.length);
    assert.deepEqual(openFilesOf(folder()), [path]);
    await writer.write(pages, 0);
    assert.deepEqual(openFilesOf(folder()), [path, path]);
    await writer.sync();
    assert.deepEqual(readFileSync(path), Buffer.concat([pages, rest, misplaced]));
  });

  it("goes on the usual way, at once and from then on, where such a write is refused", async () => {
    const pieces = [pagesOf(4096), pagesOf(4096)];
    const refusing = (own: FileHandle["write"]) =>
      async function (this: FileHandle, ...given: never[]) {
        if (this !== file) throw Object.assign(new Error(), { code: "EINVAL" });
        return Reflect.apply(own, this, given);
      } as FileHandle["write"];
    await replacing(await fileHandles(), "write", refusing, async () => {
      for (const [index, piece] of pieces.entries()) {
        await writer.write(piece, index * 4096);
        assert.deepEqual(openFilesOf(folder()), [path]);
      }
    });
    assert.deepEqual(readFileSync(path), Buffer.concat(pieces));
  });

  it("writes the file it was given, whatever its name leads to now", async () => {
    rmSync(path);
    writeFileSync(path, "another");
    await writer.write(pagesOf(4096), 0);
    assert.equal((await file.stat()).size, 4096);
    assert.equal(readFileSync(path, "utf8"), "another");
  });
});
