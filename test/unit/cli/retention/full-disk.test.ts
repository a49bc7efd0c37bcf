import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppendLog } from "../../../../cli/src/retention/append-log";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import { beginUntilFull, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed, keep, movedClock } from "../../../../harness/kept-folder";
import { shortWaits } from "../../../../harness/short-waits";
import { type SmallDisk, smallDisk } from "../../../../harness/small-disk";
import { folderOfEachTest } from "../../../../harness/test-folder";

describe("on a full disk", () => {
  const inFolder = folderOfEachTest();
  let disk: SmallDisk | undefined;
  afterEach(() => disk?.remove());

  async function keptOn({ path }: SmallDisk, clock: ReturnType<typeof movedClock>): Promise<string> {
    const folder = join(path, "data");
    const manifest = await openManifest(folder, clock);
    await keep(manifest, cabNamed("old"), "x".repeat(9000));
    clock.pass(1);
    await keep(manifest, cabNamed("new"), "y".repeat(9000));
    await manifest.close();
    return folder;
  }

  it("what is due is destroyed all the same, and the manifest says so", async function () {
    disk = smallDisk(this, 256);
    const clock = movedClock();
    const folder = await keptOn(disk, clock);
    const path = join(folder, MANIFEST);
    // Of a process that was killed while it wrote.
    writeFileSync(path, `${readFileSync(path, "utf8")}{"state":"kept","ki`);
    disk.fill();
    assert.throws(() => writeFileSync(join(folder, "one-more"), "x"), /ENOSPC/);
    clock.pass(29);
    const manifest = await openManifest(folder, clock);
    assert.match(manifest.warnings.join(), /could not be made shorter, for the disk is full \(ENOSPC\)/);
    const { destroyed, left } = await purge(manifest, { now: clock.now() });
    await manifest.close();
    assert.deepEqual([destroyed.map(({ key }) => key), left], [["old"], []]);
    assert.ok(!existsSync(join(folder, "cabs/old.cab")) && existsSync(join(folder, "cabs/new.cab")));
    const next = await openManifest(folder, clock);
    assert.equal(next.find("cab", "old")?.destroyedAt, clock.now().toISOString());
    assert.equal(next.find("cab", "new")?.destroyedAt, undefined);
    await next.close();
    assert.ok(!readdirSync(folder).includes(`${MANIFEST}.new`));
  });

  it("what is due is destroyed where not even a lock can be made, and the user hears that there is none", async function () {
    disk = smallDisk(this, 256);
    const clock = movedClock();
    const folder = await keptOn(disk, clock);
    disk.fillNames();
    clock.pass(29);
    const waits = shortWaits();
    const manifest = await openManifest(folder, clock).finally(waits.end);
    assert.match(
      manifest.warnings[0] ?? "",
      /could not be locked, for the disk is full \(ENOSPC\)\. Start no other/,
    );
    const { destroyed, left } = await purge(manifest, { now: clock.now() });
    assert.deepEqual([destroyed.map(({ key }) => key), left], [["old"], []]);
    assert.equal(manifest.find("cab", "old")?.destroyedAt, clock.now().toISOString());
    await manifest.close();
  });

  it("nothing is begun in a folder that could not be made", async function () {
    disk = smallDisk(this, 256);
    const manifest = await openManifest(join(disk.path, "data"), movedClock());
    disk.fillNames();
    await assert.rejects(manifest.begin(cabNamed("a")), { code: "ENOSPC" });
    assert.deepEqual([manifest.unfinished(), manifest.madeFolders()], [[], []]);
    await manifest.close();
  });

  it("a first manifest fails with what the disk says", async function () {
    disk = smallDisk(this, 64);
    disk.fillNames();
    await assert.rejects(AppendLog.open(join(disk.path, MANIFEST), "new\n", undefined), { code: "ENOSPC" });
  });

  it("alone is a manifest used as it is: one that cannot be written for another reason fails", async () => {
    const path = inFolder(MANIFEST);
    mkdirSync(`${path}.new`);
    await assert.rejects(AppendLog.open(path, "new\n", "old\n"), /EISDIR/);
    await assert.rejects(AppendLog.open(path, "new\n", undefined), /EISDIR/);
  });

  it("no row is written by half", async function () {
    disk = smallDisk(this, 64);
    const manifest = await openManifest(join(disk.path, "data"), movedClock());
    const path = join(disk.path, "data", MANIFEST);
    disk.fill();
    const begun = await beginUntilFull(manifest);
    const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
    assert.deepEqual(
      lines.slice(1).map((line) => JSON.parse(line).key),
      begun,
    );
    assert.ok(readFileSync(path, "utf8").endsWith("\n"));
    assert.equal(manifest.unfinished().length, begun.length);
    await manifest.close();
  });
});
