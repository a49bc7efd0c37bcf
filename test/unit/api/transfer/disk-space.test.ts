import assert from "node:assert/strict";
import { stat, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DiskFullError } from "../../../../provider/api/errors/disk-full-error";
import { noRoomFor } from "../../../../provider/api/transfer/disk-space";

const broken = (code?: string) => Object.assign(new Error("it broke"), code === undefined ? {} : { code });

describe("a file for which there is no room", () => {
  const path = join(tmpdir(), "report.txt");

  for (const [code, words] of [
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the quota on the disk is used up"],
    ["EFBIG", "no file may be so long there"],
  ] as const) {
    it(`is reported with the reason, and what to do (${code})`, async () => {
      const cause = broken(code);
      const error = await noRoomFor(path, cause);
      assert.ok(error instanceof DiskFullError);
      assert.equal(error.cause, cause);
      assert.ok(error.why.startsWith(`${path} could not be written, for ${words} (${code}; `), error.why);
      assert.match(error.why, /\)\. Make room, and run the same command again\.$/);
    });
  }

  it("is reported with where its disk is mounted, and what is free there", async () => {
    const error = await noRoomFor(path, broken("ENOSPC"));
    const [, place = "", free] =
      /the disk is mounted at (.+) and has (\d+\.\d) MB free/.exec(error?.why ?? "") ?? [];
    // On the same disk as the file, and the folder above it is on another one or is itself.
    const { dev } = await stat(place);
    assert.equal(dev, (await stat(tmpdir())).dev);
    assert.ok(dirname(place) === place || (await stat(dirname(place))).dev !== dev, place);
    const { bavail, bsize } = await statfs(place);
    // Others write to it, too.
    const share = (Number(free) * 1e6) / (bavail * bsize);
    assert.ok(share > 0.5 && share < 2, `${free} MB of ${bavail} times ${bsize}`);
  });

  it("is reported with its own disk, and not the one on which that is mounted", async function () {
    if (process.platform !== "linux") this.skip();
    const error = await noRoomFor("/proc/self/report.txt", broken("ENOSPC"));
    assert.match(error?.why ?? "", /the disk is mounted at \/proc and has/);
  });

  it("is reported, too, where nothing can be known of its disk", async () => {
    const error = await noRoomFor(join(tmpdir(), "no", "such", "folder", "report.txt"), broken("ENOSPC"));
    assert.match(error?.why ?? "", /\(ENOSPC; of the disk nothing more is known\)/);
  });

  it("is not the reason where a file cannot be written for another one", async () => {
    for (const cause of [broken("EACCES"), broken()]) assert.equal(await noRoomFor(path, cause), undefined);
  });
});
