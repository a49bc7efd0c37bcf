import assert from "node:assert/strict";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppendLog } from "../../../../cli/src/retention/append-log";
import { openManifest, readManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import {
  beginUntilFull,
  downloadFolderOfEachTest,
  filesOf,
  MANIFEST,
} from "../../../../harness/download-folder";
import { cabNamed, keep, movedClock } from "../../../../harness/kept-folder";
import { asUser, needsRoot } from "../../../../harness/other-user";
import { failingWith, replacing } from "../../../../harness/replaced";
import { smallDisk } from "../../../../harness/small-disk";

const user = 64001;

describe("a file that has its name and no row yet", () => {
  const downloads = downloadFolderOfEachTest();

  it("is destroyed with the others on a disk that has no room for its row", async function () {
    const disk = smallDisk(this, 256);
    try {
      const clock = movedClock();
      const folder = join(disk.path, "data");
      const first = await openManifest(folder, clock);
      await keep(first, cabNamed("old"), "x".repeat(9000));
      await first.begin(cabNamed("whole"));
      writeFileSync(join(folder, "cabs/whole.cab"), "y".repeat(9000));
      disk.fill();
      // Takes the last bytes of the manifest's own page.
      await beginUntilFull(first);
      await first.close();
      clock.pass(30);
      const next = await openManifest(folder, clock);
      const { destroyed, left } = await purge(next, { now: clock.now() });
      await next.close();
      assert.deepEqual(filesOf(destroyed).slice(-2), ["cabs/old.cab", "cabs/whole.cab"]);
      assert.deepEqual(left, []);
      assert.ok(!existsSync(join(folder, "cabs")));
    } finally {
      disk.remove();
    }
  });

  it("is left with its reason when it cannot be read, and the others are destroyed", async function () {
    needsRoot(this);
    await downloads.keep(cabNamed("old"));
    // An earlier one of this name was destroyed.
    const earlier = await downloads.keep(cabNamed("whole"));
    rmSync(downloads.path(earlier.file));
    await downloads.manifest.destroyed(earlier);
    await downloads.begin(cabNamed("whole"));
    downloads.write("cabs/whole.cab", "personal");
    await downloads.close();
    chmodSync(downloads.path("cabs/whole.cab"), 0);
    for (const file of ["..", "", "cabs", "cabs/old.cab", MANIFEST]) {
      chownSync(downloads.path(file), user, user);
    }
    downloads.clock.pass(30);
    await asUser(user, async () => {
      for (const open of [readManifest, openManifest]) {
        const manifest = await open(downloads.path(), downloads.clock);
        const dryRun = open === readManifest;
        const { destroyed, left } = await purge(manifest, { now: downloads.clock.now(), dryRun });
        await manifest.close();
        assert.deepEqual([filesOf(destroyed), filesOf(left)], [["cabs/old.cab"], ["cabs/whole.cab"]]);
        assert.match(left[0]?.why ?? "", /whole but cannot be read/);
      }
    });
    assert.ok(downloads.has("cabs/whole.cab"));
    await downloads.reopen(() => chmodSync(downloads.path("cabs/whole.cab"), 0o600));
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/whole.cab"]);
  });

  it("is left with its reason where its traces cannot be removed, and the others are destroyed", async () => {
    await downloads.keep(cabNamed("old"));
    await downloads.begin(cabNamed("whole"));
    downloads.write("cabs/whole.cab", "personal");
    mkdirSync(downloads.path("cabs/whole.cab.part.json"));
    downloads.clock.pass(30);
    await downloads.reopen();
    const { destroyed, left } = await downloads.purge();
    assert.deepEqual([filesOf(destroyed), filesOf(left)], [["cabs/old.cab"], ["cabs/whole.cab"]]);
    assert.match(left[0]?.why ?? "", /its \.part is a folder/);
  });

  it("is none that a link has led to", async () => {
    await downloads.begin(cabNamed("a"));
    mkdirSync(downloads.outside());
    writeFileSync(downloads.outside("a.cab"), "theirs");
    symlinkSync(downloads.outside("a.cab"), downloads.path("cabs/a.cab"));
    assert.deepEqual((await downloads.reopen()).rows(), []);
  });

  it("keeps the folder from being used where its row cannot be written, and leaves no lock", async () => {
    await downloads.begin(cabNamed("a"));
    downloads.write("cabs/a.cab", "personal");
    await replacing(AppendLog.prototype, "append", failingWith("EIO"), () =>
      assert.rejects(downloads.reopen(), { code: "EIO" }),
    );
    assert.equal((await downloads.reopen()).rows().length, 1);
  });

  it("counts its thirty days from its first byte, whatever its beginning's row says since", async () => {
    await downloads.begin(cabNamed("a"));
    downloads.clock.pass(29);
    await downloads.reopenEdited((text) =>
      text.replace(/"destroyBy":"[^"]+"/, '"destroyBy":"9999-12-31T00:00:00Z"'),
    );
    const { destroyBy } = await downloads.keep(cabNamed("a"));
    assert.equal(destroyBy, "2026-03-31T12:00:00.000Z");
    downloads.clock.pass(1);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
  });
});
