import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { failureOf } from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { TransferError } from "../../../../provider/api/errors/transfer-error";
import { bodyOfFile } from "../../../../provider/api/transfer/checked-file";
import { type FileMeasure, measureFile } from "../../../../provider/api/transfer/hash-file";

describe("a file as the body of a request", () => {
  // More than two of the pieces in which it is read.
  const content = Buffer.alloc(600 * 1024, "a piece of a driver ");
  const folder = folderOfEachTest();
  let path: string;
  let measured: FileMeasure;
  let came: Buffer[];
  let told: number[];
  beforeEach(async () => {
    path = folder("driver.cab");
    writeFileSync(path, content);
    measured = await measureFile(path);
    came = [];
    told = [];
  });

  async function send(change: () => void = () => undefined): Promise<void> {
    const body = bodyOfFile({ path, ...measured, onProgress: (bytes) => told.push(bytes) });
    assert.equal(body.bytes, measured.bytes);
    for await (const piece of body.pieces()) {
      if (came.length === 0) change();
      came.push(piece);
    }
  }

  it("is the whole file in a few pieces, and reports how far it is after each", async () => {
    await send();
    assert.deepEqual(Buffer.concat(came), content);
    assert.ok(came.length > 2, `${came.length} pieces`);
    let sum = 0;
    assert.deepEqual(
      told,
      came.map(({ length }) => (sum += length)),
    );
  });

  it("can be sent again for a further attempt", async () => {
    const body = bodyOfFile({ path, ...measured });
    for (const _ of [1, 2]) {
      const pieces: Buffer[] = [];
      for await (const piece of body.pieces()) pieces.push(piece);
      assert.deepEqual(Buffer.concat(pieces), content);
    }
  });

  const changes: [what: string, content: Buffer][] = [
    ["another one of the same length", Buffer.alloc(content.length, "a piece of another one ")],
    ["longer", Buffer.concat([content, Buffer.from("x")])],
    ["shorter", content.subarray(0, -1)],
    ["empty", Buffer.alloc(0)],
  ];
  for (const [what, other] of changes) {
    it(`is never sent whole when it is ${what}`, async () => {
      writeFileSync(path, other);
      const failure = await failureOf(send());
      assert.ok(failure instanceof TransferError, String(failure));
      assert.match(failure.message, /driver\.cab changed while it was sent; nothing was handed in/);
      const bytes = Buffer.concat(came).length;
      assert.ok(bytes < measured.bytes && bytes <= other.length, `${bytes} bytes were sent`);
      assert.ok(!told.includes(measured.bytes));
    });
  }

  it("is never sent whole when it is longer, also where its length was one of whole pieces", async () => {
    const whole = Buffer.alloc(512 * 1024, "a driver ");
    writeFileSync(path, whole);
    measured = await measureFile(path);
    for (const longer of [Buffer.alloc(768 * 1024, "another "), Buffer.concat([whole, Buffer.from("x")])]) {
      came = [];
      writeFileSync(path, longer);
      assert.match((await failureOf(send())).message, /changed while it was sent/);
      assert.ok(Buffer.concat(came).length < whole.length, `${Buffer.concat(came).length} bytes were sent`);
    }
  });

  it("is never sent whole when its length is not the one that was measured", async () => {
    measured = { ...measured, bytes: measured.bytes + 1 };
    assert.match((await failureOf(send())).message, /changed while it was sent/);
    assert.ok(Buffer.concat(came).length < content.length);
  });

  it("is reported by its name where it cannot be read", async () => {
    rmSync(path);
    const failure = await failureOf(send());
    assert.ok(failure instanceof TransferError, String(failure));
    assert.equal(failure.why, "driver.cab could not be read (ENOENT).");
    assert.equal((failure.cause as NodeJS.ErrnoException).code, "ENOENT");
  });
});
