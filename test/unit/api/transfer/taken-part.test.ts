import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { failureOf } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { PartialFile } from "../../../../provider/api/transfer/partial-file";

describe("a part of a download that something else touches", () => {
  const folder = folderOfEachTest();
  let path: string;
  beforeEach(() => {
    path = folder("signed.zip");
  });

  async function whole(): Promise<PartialFile> {
    const part = await PartialFile.open(path);
    await part.restart({ etag: '"1"', size: 10 });
    await part.append(Buffer.from("0123456789"));
    await part.flush();
    assert.notEqual(await part.wholeSha256(), undefined);
    return part;
  }

  const touches: [what: string, touch: () => void][] = [
    ["is another file now", () => renameSync(folder("other"), `${path}.part`)],
    ["was cut off", () => truncateSync(`${path}.part`, 3)],
    ["became longer", () => writeFileSync(`${path}.part`, "more", { flag: "a" })],
    ["is gone", () => rmSync(`${path}.part`)],
    [
      "is a link now",
      () => {
        renameSync(`${path}.part`, folder("moved"));
        symlinkSync(folder("moved"), `${path}.part`);
      },
    ],
  ];
  for (const [what, touch] of touches) {
    it(`gets no name when it ${what}, and nothing goes on with it`, async () => {
      writeFileSync(folder("other"), "abc");
      const part = await whole();
      touch();
      const failure = await failureOf(part.finish());
      assert.ok(failure instanceof TransferError, String(failure));
      assert.match(
        failure.message,
        /signed\.zip\.part was changed by another program, so it did not become signed\.zip/,
      );
      await part.keepForLater();
      assert.ok(!existsSync(path));
      assert.deepEqual(
        readdirSync(folder()).filter((name) => name.startsWith("signed.zip.part")),
        [],
      );
    });
  }

  it("is never cut off where another process is at it, or has given it its name", async () => {
    const one = await PartialFile.open(path);
    await one.restart({});
    await one.append(Buffer.from("0123456789"));
    await one.flush();
    const other = await PartialFile.open(path);
    await other.restart({ etag: '"2"' });
    await other.append(Buffer.from("abc"));
    await other.flush();
    assert.match((await failureOf(one.finish())).message, /was changed by another program/);
    const third = await PartialFile.open(path);
    assert.equal(third.bytes, 3);
    await other.finish();
    await third.restart({});
    assert.equal(readFileSync(path, "utf8"), "abc");
    for (const part of [one, third]) await part.keepForLater();
    assert.deepEqual(readdirSync(folder()), ["signed.zip"]);
  });

  it("takes the place of nothing that is no file", async function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [path]);
    const failure = await failureOf(PartialFile.open(path));
    assert.ok(failure instanceof TransferError, String(failure));
    assert.match(failure.message, /signed\.zip is no file; it stays as it is/);
    assert.deepEqual(readdirSync(folder()), ["signed.zip"]);
  });

  it("is never written through a link, and neither is its mark", async () => {
    const other = folder("other");
    writeFileSync(other, "precious");
    symlinkSync(other, `${path}.part`);
    assert.match(
      (await failureOf(PartialFile.open(path))).message,
      /signed\.zip could not be written \(ELOOP\)/,
    );
    rmSync(`${path}.part`);
    symlinkSync(other, `${path}.part.json.new`);
    await (await whole()).finish();
    assert.equal(readFileSync(other, "utf8"), "precious");
    assert.equal(readFileSync(path, "utf8"), "0123456789");
  });

  it("can be read by its owner only, with its mark, where the file is personal", async () => {
    const before = process.umask(0);
    try {
      const part = await PartialFile.open(path, true);
      await part.restart({ etag: '"1"' });
      const modes = readdirSync(folder()).map((name) => [name, statSync(folder(name)).mode & 0o777]);
      await part.finish();
      assert.deepEqual(modes.sort(), [
        ["signed.zip.part", 0o600],
        ["signed.zip.part.json", 0o600],
      ]);
    } finally {
      process.umask(before);
    }
  });
});
