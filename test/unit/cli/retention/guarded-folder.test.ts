import assert from "node:assert/strict";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { FolderBusyError } from "../../../../cli/src/retention/folder-lock";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest, readManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";
import { shortWaits } from "../../../../harness/short-waits";

const name = "devcenter-manifest.jsonl";
const dayMs = 24 * 60 * 60 * 1000;
const noon = "2026-03-01T12:00:00.000Z";

describe("a download folder", () => {
  let place: ReturnType<typeof keptFolder>;
  let clock: ReturnType<typeof movedClock>;
  let manifest: Manifest;
  beforeEach(async () => {
    place = keptFolder();
    clock = movedClock();
    manifest = await openManifest(place.folder, clock);
  });
  afterEach(async () => {
    await manifest.close();
    place.remove();
  });
  const text = () => readFileSync(join(place.folder, name), "utf8");

  it("lets nobody but its owner look, in a folder of its own and in one that was there", async () => {
    const mode = (path: string) => statSync(join(place.folder, path)).mode & 0o777;
    await keep(manifest, cabNamed("a", "deep/down/a.cab"));
    assert.deepEqual(["", "deep", "deep/down", name].map(mode), [0o700, 0o700, 0o700, 0o600]);
    const reopen = async () => {
      await manifest.close();
      manifest = await openManifest(place.folder, clock);
    };
    // As short as can be, so that the next one does not write it again.
    await reopen();
    for (const path of ["", name]) chmodSync(join(place.folder, path), 0o755);
    await reopen();
    // The folder is its owner's to open; what is in it is not.
    assert.deepEqual(["", name].map(mode), [0o755, 0o600]);
  });

  it("has a row on the disk before it goes on, and a new manifest with its name", async () => {
    const { prototype, done } = await handles(join(place.folder, name));
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
      events.push((await this.stat()).isDirectory() ? `${readdirSync(place.folder).includes(name)}` : "all");
      return sync.call(this);
    };
    try {
      await manifest.begin(cabNamed("a", "a.cab"));
      assert.deepEqual(events.splice(0), ["row", "row on the disk"]);
      await manifest.close();
      rmSync(join(place.folder, name));
      manifest = await openManifest(place.folder, clock);
      assert.deepEqual(events, ["all", "true"]);
    } finally {
      Object.assign(prototype, { appendFile, datasync, sync });
      await done();
    }
  });

  it("counts the thirty days by the service's clock where ours is far ahead", async () => {
    await manifest.close();
    const serviceTime = (ours: Date) => new Date(ours.getTime() - 400 * dayMs);
    manifest = await openManifest(place.folder, { now: clock.now, serviceTime });
    const { downloadedAt, destroyBy } = await keep(manifest, cabNamed("a"));
    assert.deepEqual([downloadedAt, destroyBy], [noon, "2025-02-24T12:00:00.000Z"]);
  });

  it("stops when another process has taken the folder", async () => {
    const lost = once(manifest.lost, "abort");
    rmdirSync(join(place.folder, `${name}.lock`));
    await lost;
    assert.ok(manifest.lost.reason instanceof FolderBusyError);
    await assert.rejects(manifest.begin(cabNamed("a")), /Another devcenter has begun to work in/);
    assert.doesNotMatch(text(), /"begun"/);
  });

  it("keeps its manifest as it is where that cannot be made shorter", async () => {
    await keep(manifest, cabNamed("a"));
    const reopened = async () => {
      await manifest.close();
      manifest = await openManifest(place.folder, clock);
      return statSync(join(place.folder, name)).ino;
    };
    const short = await reopened();
    assert.equal(await reopened(), short);
  });

  it("does not take a manifest that cannot be read for none", async () => {
    await manifest.close();
    const path = join(place.folder, name);
    rmSync(path);
    mkdirSync(path);
    await assert.rejects(openManifest(place.folder, clock), { code: "EISDIR" });
    rmdirSync(path);
    manifest = await openManifest(place.folder, clock);
  });

  it("follows no link to a manifest elsewhere, neither to write nor to read", async () => {
    await manifest.close();
    const path = join(place.folder, name);
    const elsewhere = place.outside;
    renameSync(path, elsewhere);
    chmodSync(elsewhere, 0o644);
    const before = statSync(elsewhere);
    symlinkSync(elsewhere, path);
    const refusal = { name: "Error", message: `${path} is a link, not a file. Nothing was touched.` };
    await assert.rejects(openManifest(place.folder, clock), refusal);
    await assert.rejects(readManifest(place.folder, clock), refusal);
    assert.deepEqual(statSync(elsewhere), before);
    assert.ok(lstatSync(path).isSymbolicLink());
    rmSync(path);
    manifest = await openManifest(place.folder, clock);
  });

  it("does not take a folder for one that it has made, once that was removed by another", async () => {
    await keep(manifest, cabNamed("a", "cabs/deep/a.cab"));
    await manifest.close();
    rmSync(join(place.folder, "cabs"), { recursive: true });
    manifest = await openManifest(place.folder, clock);
    assert.deepEqual(manifest.madeFolders(), []);
    mkdirSync(join(place.folder, "cabs"));
    await keep(manifest, cabNamed("b", "cabs/b.cab"));
    await purge(manifest, { now: clock.now(), olderThanMs: 0 });
    assert.deepEqual(readdirSync(join(place.folder, "cabs")), []);
  });

  it("is not held up by a lock from the future that nobody renews", async () => {
    await manifest.close();
    const lock = join(place.folder, `${name}.lock`);
    mkdirSync(lock);
    utimesSync(lock, new Date("2100-01-01"), new Date("2100-01-01"));
    const waits = shortWaits();
    manifest = await openManifest(place.folder, clock).finally(waits.end);
  });
});

/** What every open file has in common. */
async function handles(path: string): Promise<{ prototype: FileHandle; done: () => Promise<void> }> {
  const handle = await open(path);
  return { prototype: Object.getPrototypeOf(handle), done: () => handle.close() };
}
