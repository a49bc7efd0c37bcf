import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FolderBusyError, lockFolder } from "../../../../cli/src/retention/folder-lock";
import { replacing } from "../../../../harness/replaced";
import { shortWaits } from "../../../../harness/short-waits";
import { smallDisk } from "../../../../harness/small-disk";
import { folderOfEachTest } from "../../../../harness/test-folder";

/** By which the library for locks makes one. */
const lockerFs: typeof import("node:fs") = require("graceful-fs");

const staleMs = 5000;

describe("the lock of a download folder", () => {
  const inFolder = folderOfEachTest();
  const lock = () => inFolder("devcenter-manifest.jsonl.lock");
  let waits: ReturnType<typeof shortWaits>;
  beforeEach(() => {
    waits = shortWaits();
  });
  afterEach(() => waits.end());

  it("is taken from a killed process once a living one would have renewed it, and not before", async () => {
    mkdirSync(lock());
    const taken = await lockFolder(inFolder());
    assert.ok(waits.totalMs() >= staleMs, `${waits.totalMs()} ms`);
    taken.check();
    await taken.release();
    assert.ok(!existsSync(lock()));
  });

  it("is left to a living process, which renews it", async () => {
    mkdirSync(lock());
    let renewals = 0;
    waits.at(() => {
      const time = Date.now() / 1000 + ++renewals;
      utimesSync(lock(), time, time);
    });
    await assert.rejects(lockFolder(inFolder()), (error: Error) => {
      assert.ok(error instanceof FolderBusyError);
      assert.match(error.message, /^Another devcenter works in .*If there is none, remove .*\.lock\.$/);
      return true;
    });
    assert.ok(existsSync(lock()));
  });

  for (const [what, put, code] of [
    ["a file", () => writeFileSync(lock(), ""), "ENOTDIR"],
    [
      "a folder with something in it",
      () => mkdirSync(join(lock(), "other"), { recursive: true }),
      "ENOTEMPTY",
    ],
  ] as const) {
    for (const time of ["2026-01-01", "2100-01-01"]) {
      it(`says what to do where it is ${what}, of whatever time (${time})`, async () => {
        put();
        utimesSync(lock(), new Date(time), new Date(time));
        await assert.rejects(lockFolder(inFolder()), (error: Error) => {
          assert.ok(error instanceof FolderBusyError);
          assert.match(error.message, new RegExp(`\\.lock cannot be taken away \\(${code}\\).*Remove it`));
          return true;
        });
        assert.ok(existsSync(lock()));
      });
    }
  }

  for (const code of ["EROFS", "EACCES", "EPERM"]) {
    it(`says what to do where the folder can only be read (${code})`, async () => {
      const refused = ((_: unknown, done: (error: Error) => void) =>
        done(Object.assign(new Error(code), { code }))) as unknown as typeof lockerFs.mkdir;
      const locking = replacing(
        lockerFs,
        "mkdir",
        () => refused,
        () => lockFolder(inFolder()),
      );
      const words = `Nothing can be written or destroyed in ${inFolder()} (${code}). Make it writable for this user, and run the command again.`;
      await assert.rejects(locking, (error: Error) => {
        assert.deepEqual([error.message, (error.cause as NodeJS.ErrnoException).code], [words, code]);
        return true;
      });
    });
  }

  it("says it of a real disk that can only be read", async function () {
    const disk = smallDisk(this, 256);
    try {
      execFileSync("mount", ["-o", "remount,ro", disk.path]);
      await assert.rejects(lockFolder(disk.path), /can be written or destroyed in .*\(EROFS\)\. Make it/);
    } finally {
      disk.remove();
    }
  });

  it("fails with what the disk says where there is no folder to lock", async () => {
    const absent = inFolder("absent");
    await assert.rejects(lockFolder(absent), (error: NodeJS.ErrnoException) => {
      assert.deepEqual([error instanceof FolderBusyError, error.code], [false, "ENOENT"]);
      return true;
    });
  });
});
