import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { downloadFolderOfEachTest, filesOf } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("purge, when a clock is wrong", () => {
  const downloads = downloadFolderOfEachTest();

  const hourDays = 1 / 24;

  it("believes no row that says 31 days or more", async () => {
    const { destroyBy } = await downloads.keep(cabNamed("a"));
    await downloads.reopenEdited((text) => text.replaceAll(destroyBy, "9999-12-31T00:00:00Z"));
    downloads.clock.pass(29);
    assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
    downloads.clock.pass(1);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
  });

  it("believes no beginning that says 31 days or more", async () => {
    await downloads.begin({ ...cabNamed("a"), destroyBy: "9999-12-31T00:00:00Z" });
    downloads.write("cabs/a.cab.part", "personal");
    downloads.clock.pass(30);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
  });

  it("names what came in the future, and destroys it with the rest at 0", async () => {
    downloads.clock.pass(400);
    await downloads.keep(cabNamed("a"));
    await downloads.begin(cabNamed("b"));
    downloads.clock.pass(-400);
    for (const options of [{}, { olderThanMs: 3_600_000 }, { dryRun: true }]) {
      const { destroyed, left } = await downloads.purge(options);
      assert.deepEqual([destroyed, filesOf(left)], [[], ["cabs/a.cab", "cabs/b.cab"]]);
      assert.match(left[0]?.why ?? "", /its row is of 2027-.*still to come.*--older-than 0d/);
    }
    assert.deepEqual(filesOf((await downloads.purge({ olderThanMs: 0 })).destroyed), ["cabs/a.cab"]);
    assert.ok(!downloads.has("cabs/a.cab"));
  });

  it("takes the disk's word for an earlier time", async () => {
    downloads.clock.pass(400);
    const { file } = await downloads.keep(cabNamed("a"));
    downloads.clock.pass(-400);
    const written = new Date(downloads.clock.now());
    utimesSync(downloads.path(file), written, written);
    downloads.clock.pass(29);
    assert.deepEqual((await downloads.purge()).destroyed, []);
    downloads.clock.pass(1);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), [file]);
  });

  it("does not take the word of a disk that has lost its times", async () => {
    const { file } = await downloads.keep(cabNamed("a"));
    utimesSync(downloads.path(file), 0, 0);
    assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
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
      const came = downloads.clock.now().getTime();
      const serviceTime = () => new Date(came + (serviceDays ?? 0) * 24 * 3_600_000);
      downloads.clock.pass(downloadDays);
      const { now } = downloads.clock;
      await downloads.reopen(() => undefined, { now, ...(serviceDays !== undefined && { serviceTime }) });
      await downloads.keep(cabNamed("a"));
      await downloads.begin(cabNamed("killed"));
      downloads.write("cabs/killed.cab.part", "personal");
      downloads.clock.pass(29 + purgeDays - downloadDays);
      assert.deepEqual((await downloads.purge()).destroyed, []);
      downloads.clock.pass(1);
      assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab", "cabs/killed.cab"]);
      assert.deepEqual([downloads.has("cabs/a.cab"), downloads.has("cabs/killed.cab.part")], [false, false]);
    });
  }
});
