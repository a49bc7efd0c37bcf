import assert from "node:assert/strict";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

describe("purge, when a clock is wrong", () => {
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

  const run = (options: { olderThanMs?: number; dryRun?: boolean } = {}) =>
    purge(manifest, { now: clock.now(), ...options });
  const isThere = (file: string) => existsSync(join(place.folder, file));
  const filesOf = (listed: readonly { file: string }[]) => listed.map(({ file }) => file).sort();

  const hourDays = 1 / 24;
  async function inTheManifest(change: (text: string) => string): Promise<void> {
    const path = join(place.folder, "devcenter-manifest.jsonl");
    await manifest.close();
    writeFileSync(path, change(readFileSync(path, "utf8")));
    manifest = await openManifest(place.folder, clock);
  }

  it("believes no row that says 31 days or more", async () => {
    const { destroyBy } = await keep(manifest, cabNamed("a"));
    await inTheManifest((text) => text.replaceAll(destroyBy, "9999-12-31T00:00:00Z"));
    clock.pass(29);
    assert.deepEqual(await run(), { destroyed: [], gone: [], left: [] });
    clock.pass(1);
    assert.deepEqual(filesOf((await run()).destroyed), ["cabs/a.cab"]);
  });

  it("believes no beginning that says 31 days or more", async () => {
    await manifest.begin({ ...cabNamed("a"), destroyBy: "9999-12-31T00:00:00Z" });
    place.write("cabs/a.cab.part", "personal");
    clock.pass(30);
    assert.deepEqual(filesOf((await run()).destroyed), ["cabs/a.cab"]);
  });

  it("names what came in the future, and destroys it with the rest at 0", async () => {
    clock.pass(400);
    await keep(manifest, cabNamed("a"));
    await manifest.begin(cabNamed("b"));
    clock.pass(-400);
    for (const options of [{}, { olderThanMs: 3_600_000 }, { dryRun: true }]) {
      const { destroyed, left } = await run(options);
      assert.deepEqual([destroyed, filesOf(left)], [[], ["cabs/a.cab", "cabs/b.cab"]]);
      assert.match(left[0]?.why ?? "", /its row is of 2027-.*still to come.*--older-than 0d/);
    }
    assert.deepEqual(filesOf((await run({ olderThanMs: 0 })).destroyed), ["cabs/a.cab"]);
    assert.ok(!isThere("cabs/a.cab"));
  });

  it("takes the disk's word for an earlier time", async () => {
    clock.pass(400);
    const { file } = await keep(manifest, cabNamed("a"));
    clock.pass(-400);
    const written = new Date(clock.now());
    utimesSync(join(place.folder, file), written, written);
    clock.pass(29);
    assert.deepEqual((await run()).destroyed, []);
    clock.pass(1);
    assert.deepEqual(filesOf((await run()).destroyed), [file]);
  });

  it("does not take the word of a disk that has lost its times", async () => {
    const { file } = await keep(manifest, cabNamed("a"));
    utimesSync(join(place.folder, file), 0, 0);
    assert.deepEqual(await run(), { destroyed: [], gone: [], left: [] });
  });

  /** By how many days a clock is ahead of the true time. */
  const clocks = { right: 0, "10 minutes ahead": hourDays / 6, "an hour behind": -hourDays };
  const cases = Object.entries(clocks).flatMap(([atPurge, purgeDays]) => [
    { at: "400 days ahead", downloadDays: 400, service: "right", serviceDays: 0, atPurge, purgeDays },
    ...Object.entries(clocks).flatMap(([at, downloadDays]) =>
      Object.entries({ ...clocks, "not heard": undefined }).map(([service, serviceDays]) => {
        return { at, downloadDays, service, serviceDays, atPurge, purgeDays };
      }),
    ),
  ]);
  for (const { at, downloadDays, service, serviceDays, atPurge, purgeDays } of cases) {
    it(`keeps nothing for longer than 30 days: ${at} at the download and the kill, ${atPurge} at the purge, the service ${service}`, async () => {
      const came = clock.now().getTime();
      const serviceTime = () => new Date(came + (serviceDays ?? 0) * 24 * 3_600_000);
      clock.pass(downloadDays);
      await manifest.close();
      manifest = await openManifest(place.folder, {
        now: clock.now,
        ...(serviceDays !== undefined && { serviceTime }),
      });
      await keep(manifest, cabNamed("a"));
      await manifest.begin(cabNamed("killed"));
      place.write("cabs/killed.cab.part", "personal");
      clock.pass(29 + purgeDays - downloadDays);
      assert.deepEqual((await run()).destroyed, []);
      clock.pass(1);
      assert.deepEqual(filesOf((await run()).destroyed), ["cabs/a.cab", "cabs/killed.cab"]);
      assert.deepEqual([isThere("cabs/a.cab"), isThere("cabs/killed.cab.part")], [false, false]);
    });
  }
});
