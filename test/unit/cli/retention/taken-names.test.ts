import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

describe("a name in a download folder", () => {
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

  async function reopen(): Promise<void> {
    await manifest.close();
    manifest = await openManifest(place.folder, clock);
  }
  async function destroyed(key: string): Promise<void> {
    const kept = await keep(manifest, cabNamed(key));
    rmSync(join(place.folder, kept.file));
    await manifest.destroyed(kept);
  }

  describe("when a process was killed", () => {
    it("is that of a file like the one that was destroyed there before", async () => {
      await destroyed("a");
      await manifest.begin(cabNamed("a"));
      // Whole, with its name, but without a row. The content is the same.
      place.write("cabs/a.cab", "a");
      await reopen();
      assert.deepEqual([manifest.find("cab", "a")?.destroyedAt, manifest.unfinished()], [undefined, []]);
      clock.pass(30);
      await purge(manifest, { now: clock.now() });
      assert.equal(existsSync(join(place.folder, "cabs/a.cab")), false);
    });

    it("is another's as long as ours is a part", async () => {
      await manifest.begin(cabNamed("a"));
      const part = place.write("cabs/a.cab.part", "ours");
      const theirs = place.write("cabs/a.cab", "theirs");
      await reopen();
      assert.deepEqual([manifest.rows(), manifest.unfinished().length], [[], 1]);
      assert.deepEqual(
        [part, theirs].map((path) => readFileSync(path, "utf8")),
        ["ours", "theirs"],
      );
    });

    it("that leads elsewhere by now does not keep the others", async () => {
      await manifest.begin(cabNamed("a"));
      await keep(manifest, cabNamed("b", "b.cab"));
      mkdirSync(place.outside);
      renameSync(join(place.folder, "cabs"), join(place.outside, "cabs"));
      symlinkSync(join(place.outside, "cabs"), join(place.folder, "cabs"));
      await reopen();
      const { destroyed, left } = await purge(manifest, { now: clock.now(), olderThanMs: 0 });
      assert.deepEqual(
        [destroyed, left].map(([one]) => one?.file),
        ["b.cab", "cabs/a.cab"],
      );
    });
  });

  it("is kept for the rest of a file whose part is there", async () => {
    await manifest.begin(cabNamed("a"));
    place.write("cabs/a.cab.part", "ha");
    await manifest.begin(cabNamed("a"));
    await reopen();
    await manifest.begin(cabNamed("a"));
    assert.equal(readFileSync(join(place.folder, "cabs/a.cab.part"), "utf8"), "ha");
  });

  describe("is refused", () => {
    it("where something else is on its way to it", async () => {
      await manifest.begin(cabNamed("a", "cabs/x.cab"));
      await assert.rejects(manifest.begin(cabNamed("b", "cabs/x.cab")), /is already that of cab a/);
    });

    it("where a file of another kind with the same key has it", async () => {
      await keep(manifest, cabNamed("a", "x"));
      const report = { kind: "report", key: "a", file: "x" } as const;
      await assert.rejects(manifest.begin(report), /is already that of cab a/);
    });

    it("where a user has put a file in the place of one that was destroyed", async () => {
      await destroyed("a");
      place.write("cabs/a.cab", "theirs");
      await assert.rejects(manifest.begin(cabNamed("a")), /was not written by devcenter/);
    });
  });
});
