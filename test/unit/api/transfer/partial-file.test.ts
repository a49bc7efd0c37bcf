import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { takesDirectWrites } from "../../../../harness/direct-writes";
import { openFilesOf } from "../../../../harness/open-files";
import { failingWith, fileHandles, replacing } from "../../../../harness/replaced";
import { failureOf } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { DiskFullError } from "../../../../provider/api/errors/disk-full-error";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { PartialFile } from "../../../../provider/api/transfer/partial-file";

const megabyte = 1024 * 1024;

describe("a file that is still to become whole", () => {
  const folder = folderOfEachTest();
  let path: string;
  beforeEach(() => {
    path = folder("report.txt");
  });

  /** While the work runs, no file takes any more bytes. */
  async function withFullDisk(work: () => Promise<void>): Promise<void> {
    await replacing(await fileHandles(), "write", failingWith("ENOSPC"), work);
  }

  it("is whole with every byte in its place, in pieces of any size", async () => {
    const part = await PartialFile.open(path);
    const content = Buffer.alloc(3 * megabyte + 17, "a row of a report, ");
    await part.restart({ size: content.length });
    for (let at = 0, size = 1; at < content.length; at += size, size = (size * 7) % 1_500_000)
      await part.append(content.subarray(at, at + size));
    await part.flush();
    assert.equal(await part.wholeSha256(), createHash("sha256").update(content).digest("hex"));
    await part.finish();
    assert.deepEqual(readFileSync(path), content);
  });

  it("goes on after any byte, and comes to whole pieces again, which go past the cache", async () => {
    const content = randomBytes(3 * megabyte + 17);
    const begun = await PartialFile.open(path);
    await begun.restart({ etag: '"one"', size: content.length });
    await begun.append(content.subarray(0, 5));
    await begun.keepForLater();
    const part = await PartialFile.open(path);
    assert.equal(part.bytes, 5);
    await part.append(content.subarray(5));
    await part.flush();
    if (await takesDirectWrites(`${path}.part`)) assert.equal(openFilesOf(folder()).length, 2);
    assert.equal(await part.wholeSha256(), createHash("sha256").update(content).digest("hex"));
    await part.finish();
    assert.deepEqual(readFileSync(path), content);
  });

  it("takes the memory of the one before it", async () => {
    const { WebAssembly: owner } = globalThis as unknown as {
      WebAssembly: { Memory: new (size: object) => object };
    };
    let made = 0;
    const counting = (own: typeof owner.Memory) =>
      class extends own {
        constructor(size: object) {
          super(size);
          made++;
        }
      };
    await replacing(owner, "Memory", counting, async () => {
      for (const name of ["one", "two", "three"]) await (await PartialFile.open(folder(name))).finish();
    });
    assert.ok(made <= 1, `${made} memories were made`);
  });

  it("shares no memory with another, also after one that could not get its name", async () => {
    const failed = await PartialFile.open(path);
    mkdirSync(path);
    await failureOf(failed.finish());
    await failed.keepForLater();
    const contents = [randomBytes(2 * megabyte + 1), randomBytes(2 * megabyte + 2)];
    const parts = await Promise.all(contents.map((_, index) => PartialFile.open(`${path}.${index}`)));
    await Promise.all(parts.map(async (part, index) => part.append(contents[index] ?? Buffer.alloc(0))));
    for (const [index, part] of parts.entries()) {
      await part.flush();
      await part.finish();
      assert.deepEqual(readFileSync(`${path}.${index}`), contents[index]);
    }
  });

  it("is not whole without the length or the MD5 that the store promised", async () => {
    const md5 = createHash("md5").update("abc").digest("base64");
    for (const [mark, isWhole] of [
      [{}, true],
      [{ size: 3, md5 }, true],
      [{ size: 2 }, false],
      [{ size: 4 }, false],
      [{ size: 3, md5: createHash("md5").update("abd").digest("base64") }, false],
    ] as const) {
      const part = await PartialFile.open(path);
      await part.restart(mark);
      await part.append(Buffer.from("abc"));
      await part.flush();
      assert.equal((await part.wholeSha256()) !== undefined, isWhole, JSON.stringify(mark));
      await part.keepForLater();
    }
  });

  it("stays for a later attempt only with a name for its content, and bytes of it", async () => {
    for (const [mark, bytes, stays] of [
      [{ etag: '"one"' }, "abc", true],
      [{ etag: '"one"' }, "", false],
      [{ size: 3 }, "abc", false],
      [{}, "", false],
    ] as const) {
      const part = await PartialFile.open(path);
      await part.restart(mark);
      await part.append(Buffer.from(bytes));
      await part.keepForLater();
      const names = ["report.txt.part", "report.txt.part.json"];
      assert.deepEqual(readdirSync(folder()), stays ? names : [], JSON.stringify([mark, bytes]));
      for (const name of readdirSync(folder())) rmSync(folder(name));
    }
  });

  it("stops on a full disk, says why, and stays the one that failed", async () => {
    const part = await PartialFile.open(path);
    await part.restart({ etag: '"one"' });
    await withFullDisk(async () => {
      await part.append(Buffer.alloc(1000));
      const failure = await failureOf(part.flush());
      assert.ok(failure instanceof DiskFullError, String(failure));
      assert.equal((failure.cause as NodeJS.ErrnoException).code, "ENOSPC");
      assert.equal(await failureOf((async () => part.append(Buffer.alloc(1)))()), failure);
    });
    await part.keepForLater();
  });

  it("stops on a full disk in the middle of one large piece, too", async () => {
    const part = await PartialFile.open(path);
    await withFullDisk(async () => {
      const failure = await failureOf((async () => part.append(Buffer.alloc(40 * megabyte)))());
      assert.ok(failure instanceof DiskFullError, String(failure));
    });
    assert.ok(part.bytes < 40 * megabyte, `${part.bytes} bytes were taken`);
    await part.keepForLater();
  });

  it("has its name only once it is on the disk", async () => {
    const part = await PartialFile.open(path);
    await part.append(Buffer.from("abc"));
    await part.flush();
    let named: boolean | undefined;
    const noted = (own: FileHandle["sync"]) =>
      function (this: FileHandle) {
        named = existsSync(path);
        return own.call(this);
      };
    await replacing(await fileHandles(), "sync", noted, () => part.finish());
    assert.deepEqual([named, existsSync(path)], [false, true]);
  });

  it("stays for no later attempt where the disk may have lost some of it", async () => {
    const part = await PartialFile.open(path);
    await part.restart({ etag: '"one"', size: 3 });
    await part.append(Buffer.from("abc"));
    await part.flush();
    await replacing(await fileHandles(), "sync", failingWith("EIO"), async () => {
      assert.match((await failureOf(part.finish())).message, /report\.txt could not be written \(EIO\)/);
    });
    await part.keepForLater();
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("leaves no file open: whole, kept or not even begun", async function () {
    if (process.platform !== "linux") this.skip();
    const whole = await PartialFile.open(path);
    await whole.finish();
    const kept = await PartialFile.open(path);
    await kept.keepForLater();
    assert.deepEqual(openFilesOf(folder()), []);
    // What cannot be removed, as a mark never is.
    mkdirSync(`${path}.part.json`);
    const failure = await failureOf(PartialFile.open(path));
    assert.ok(failure instanceof TransferError);
    assert.equal(failure.why, `${path} could not be written (ERR_FS_EISDIR).`);
    assert.equal((failure.cause as NodeJS.ErrnoException).code, "ERR_FS_EISDIR");
    assert.deepEqual(openFilesOf(folder()), []);
  });
});
