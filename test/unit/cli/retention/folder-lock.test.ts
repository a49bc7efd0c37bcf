import assert from "node:assert/strict";
import { existsSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FolderBusyError, lockFolder } from "../../../../cli/src/retention/folder-lock";
import { shortWaits } from "../../../../harness/short-waits";
import { folderOfEachTest } from "../../../../harness/test-folder";

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

  it("fails with what the disk says where there is no folder to lock", async () => {
    const absent = inFolder("absent");
    await assert.rejects(lockFolder(absent), (error: NodeJS.ErrnoException) => {
      assert.deepEqual([error instanceof FolderBusyError, error.code], [false, "ENOENT"]);
      return true;
    });
  });
});
