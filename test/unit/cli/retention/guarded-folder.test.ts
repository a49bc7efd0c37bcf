import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { FolderBusyError } from "../../../../cli/src/retention/folder-lock";
import { readManifest } from "../../../../cli/src/retention/manifest-folder";
import { downloadFolderOfEachTest, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";
import { fileHandles } from "../../../../harness/replaced";
import { shortWaits } from "../../../../harness/short-waits";

describe("a download folder", () => {
  const downloads = downloadFolderOfEachTest();

  it("lets nobody but its owner look, in a folder of its own and in one that was there", async () => {
    const mode = (path: string) => statSync(downloads.path(path)).mode & 0o777;
    await downloads.keep(cabNamed("a", "deep/down/a.cab"));
    assert.deepEqual(["", "deep", "deep/down", MANIFEST].map(mode), [0o700, 0o700, 0o700, 0o600]);
    // As short as can be, so that the next one does not write it again.
    await downloads.reopen();
    for (const path of ["", MANIFEST]) chmodSync(downloads.path(path), 0o755);
    await downloads.reopen();
    // The folder is its owner's to open; what is in it is not.
    assert.deepEqual(["", MANIFEST].map(mode), [0o755, 0o600]);
  });

  it("has a row on the disk before it goes on, and a new manifest with its name", async () => {
    const prototype = await fileHandles();
    const { appendFile, datasync, sync } = prototype;
    const events: string[] = [];
    prototype.appendFile = function (...args) {
      events.push("row");
      return appendFile.apply(this, args);
    };
    prototype.datasync = function () {
      events.push("row on the disk");
      return datasync.call(this);
    };
    prototype.sync = async function () {
      events.push(
        (await this.stat()).isDirectory() ? `${readdirSync(downloads.path()).includes(MANIFEST)}` : "all",
      );
      return sync.call(this);
    };
    try {
      await downloads.begin(cabNamed("a", "a.cab"));
      assert.deepEqual(events.splice(0), ["row", "row on the disk"]);
      await downloads.reopen(() => rmSync(downloads.path(MANIFEST)));
      assert.deepEqual(events, ["all", "true"]);
    } finally {
      Object.assign(prototype, { appendFile, datasync, sync });
    }
  });

  it("counts the thirty days by the service's clock where ours is far ahead", async () => {
    const serviceTime = (ours: Date) => new Date(ours.getTime() - 400 * 24 * 60 * 60 * 1000);
    await downloads.reopen(() => undefined, { now: downloads.clock.now, serviceTime });
    const { downloadedAt, destroyBy } = await downloads.keep(cabNamed("a"));
    assert.deepEqual([downloadedAt, destroyBy], ["2026-03-01T12:00:00.000Z", "2025-02-24T12:00:00.000Z"]);
  });

  it("stops when another process has taken the folder", async () => {
    const lost = once(downloads.manifest.lost, "abort");
    rmdirSync(downloads.path(`${MANIFEST}.lock`));
    await lost;
    assert.ok(downloads.manifest.lost.reason instanceof FolderBusyError);
    await assert.rejects(downloads.begin(cabNamed("a")), /Another devcenter has begun to work in/);
    assert.doesNotMatch(downloads.manifestText(), /"begun"/);
  });

  it("does not write a manifest again that is as short as can be", async () => {
    await downloads.keep(cabNamed("a"));
    const reopened = async () => {
      await downloads.reopen();
      return statSync(downloads.path(MANIFEST)).ino;
    };
    const short = await reopened();
    assert.equal(await reopened(), short);
  });

  it("does not take a manifest that cannot be read for none", async () => {
    const path = downloads.path(MANIFEST);
    const replaced = downloads.reopen(() => {
      rmSync(path);
      mkdirSync(path);
    });
    await assert.rejects(replaced, { code: "EISDIR" });
  });

  it("follows no link to a manifest elsewhere, neither to write nor to read", async () => {
    const path = downloads.path(MANIFEST);
    const elsewhere = downloads.outside();
    await downloads.close();
    renameSync(path, elsewhere);
    chmodSync(elsewhere, 0o644);
    const before = statSync(elsewhere);
    symlinkSync(elsewhere, path);
    const refusal = { name: "Error", message: `${path} is a link, not a file. Nothing was touched.` };
    await assert.rejects(downloads.reopen(), refusal);
    await assert.rejects(readManifest(downloads.path(), downloads.clock), refusal);
    assert.deepEqual(statSync(elsewhere), before);
    assert.ok(lstatSync(path).isSymbolicLink());
  });

  it("is not held up by a pipe in the place of its manifest", async function () {
    if (process.platform === "win32") this.skip();
    const failure = downloads.reopen(() => {
      rmSync(downloads.path(MANIFEST));
      execFileSync("mkfifo", [downloads.path(MANIFEST)]);
    });
    await assert.rejects(failure, /is no manifest of devcenter\. Nothing was touched/);
  });

  it("does not take a folder for one that it has made, once that was removed by another", async () => {
    await downloads.keep(cabNamed("a", "cabs/deep/a.cab"));
    await downloads.reopen(() => rmSync(downloads.path("cabs"), { recursive: true }));
    assert.deepEqual(downloads.manifest.madeFolders(), []);
    mkdirSync(downloads.path("cabs"));
    await downloads.keep(cabNamed("b", "cabs/b.cab"));
    await downloads.purge({ olderThanMs: 0 });
    assert.deepEqual(readdirSync(downloads.path("cabs")), []);
  });

  it("is not held up by a lock from the future that nobody renews", async () => {
    const lock = downloads.path(`${MANIFEST}.lock`);
    const waits = shortWaits();
    await downloads
      .reopen(() => {
        mkdirSync(lock);
        utimesSync(lock, new Date("2100-01-01"), new Date("2100-01-01"));
      })
      .finally(waits.end);
  });
});
