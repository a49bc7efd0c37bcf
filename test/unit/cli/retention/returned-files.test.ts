import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { downloadFolderOfEachTest, filesOf } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("a file that lies in its place again after its row says that it is destroyed", () => {
  const downloads = downloadFolderOfEachTest();

  async function movedAway(file: string): Promise<void> {
    const kept = await downloads.keep(cabNamed("a", file), "personal");
    mkdirSync(downloads.outside());
    renameSync(downloads.path(file), downloads.outside("away"));
    await downloads.manifest.destroyed(kept);
  }

  for (const file of ["cabs/a.cab", "a.cab"]) {
    it(`is destroyed when it is due (${file})`, async () => {
      await movedAway(file);
      renameSync(downloads.outside("away"), downloads.path(file));
      downloads.clock.pass(29);
      assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
      downloads.clock.pass(1);
      assert.deepEqual(filesOf((await downloads.purge({ dryRun: true })).destroyed), [file]);
      assert.ok(downloads.has(file));
      assert.deepEqual(filesOf((await downloads.purge()).destroyed), [file]);
      assert.ok(!downloads.has(file));
      assert.equal((await downloads.reopen()).rows()[0]?.destroyedAt, downloads.clock.now().toISOString());
      assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
    });
  }

  it("is destroyed, too, where it was only the row that was edited", async () => {
    await downloads.keep(cabNamed("a"));
    await downloads.reopen();
    await downloads.reopenEdited((text) =>
      text.replace(/"destroyBy":"[^"]+"/g, '$&,"destroyedAt":"2026-03-01T12:00:00Z"'),
    );
    assert.notEqual(downloads.manifest.find("cab", "a")?.destroyedAt, undefined);
    downloads.clock.pass(30);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
    assert.ok(!downloads.has("cabs/a.cab"));
  });

  const others: [what: string, put: (path: string) => void][] = [
    ["another file of the same length", (path) => writeFileSync(path, "analysis")],
    ["another file", (path) => writeFileSync(path, "an analysis")],
    ["a folder", (path) => mkdirSync(path)],
    ["a link to the very file", (path) => symlinkSync(downloads.outside("away"), path)],
  ];
  for (const [what, put] of others) {
    it(`is not what ${what} is taken for`, async () => {
      await movedAway("cabs/a.cab");
      put(downloads.path("cabs/a.cab"));
      downloads.clock.pass(40);
      assert.deepEqual(await downloads.purge({ olderThanMs: 0 }), { destroyed: [], gone: [], left: [] });
      assert.ok(downloads.has("cabs/a.cab"));
    });
  }

  it("is not looked for behind a link", async () => {
    await movedAway("cabs/a.cab");
    rmSync(downloads.path("cabs"), { recursive: true });
    renameSync(downloads.outside("away"), downloads.outside("a.cab"));
    symlinkSync(downloads.outside(), downloads.path("cabs"));
    downloads.clock.pass(40);
    assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
    assert.ok(downloads.has("cabs/a.cab"));
  });

  it("is that of the newer row, where the same content was kept there again for another", async () => {
    await movedAway("a.cab");
    downloads.clock.pass(20);
    await downloads.keep(cabNamed("b", "a.cab"), "personal");
    downloads.clock.pass(10);
    assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
    downloads.clock.pass(20);
    assert.deepEqual(
      (await downloads.purge()).destroyed.map(({ key }) => key),
      ["b"],
    );
  });

  it("is destroyed when it is due, whatever is under way in its place", async () => {
    await movedAway("a.cab");
    downloads.clock.pass(20);
    await downloads.begin(cabNamed("b", "a.cab"));
    downloads.write("a.cab.part", "half");
    renameSync(downloads.outside("away"), downloads.path("a.cab"));
    downloads.clock.pass(10);
    assert.deepEqual(
      (await downloads.purge()).destroyed.map(({ key }) => key),
      ["a"],
    );
    assert.deepEqual([downloads.has("a.cab"), downloads.has("a.cab.part")], [false, true]);
  });

  it("is left to what is on its way there since", async () => {
    await movedAway("cabs/a.cab");
    downloads.clock.pass(20);
    await downloads.keep(cabNamed("a"), "personal");
    downloads.clock.pass(20);
    assert.deepEqual(await downloads.purge(), { destroyed: [], gone: [], left: [] });
    assert.ok(downloads.has("cabs/a.cab"));
  });
});
