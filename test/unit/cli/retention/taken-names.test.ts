import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { downloadFolderOfEachTest, filesOf } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

describe("a name in a download folder", () => {
  const downloads = downloadFolderOfEachTest();

  async function destroyed(key: string): Promise<void> {
    const kept = await downloads.keep(cabNamed(key));
    rmSync(downloads.path(kept.file));
    await downloads.manifest.destroyed(kept);
  }

  describe("when a process was killed", () => {
    it("is that of a file like the one that was destroyed there before", async () => {
      await destroyed("a");
      await downloads.begin(cabNamed("a"));
      // Whole, with its MANIFEST, but without a row. The content is the same.
      downloads.write("cabs/a.cab", "a");
      await downloads.reopen();
      assert.deepEqual(
        [downloads.manifest.find("cab", "a")?.destroyedAt, downloads.manifest.unfinished()],
        [undefined, []],
      );
      downloads.clock.pass(30);
      await downloads.purge();
      assert.equal(downloads.has("cabs/a.cab"), false);
    });

    it("is another's as long as ours is a part", async () => {
      await downloads.begin(cabNamed("a"));
      const part = downloads.write("cabs/a.cab.part", "ours");
      const theirs = downloads.write("cabs/a.cab", "theirs");
      await downloads.reopen();
      assert.deepEqual([downloads.manifest.rows(), downloads.manifest.unfinished().length], [[], 1]);
      assert.deepEqual(
        [part, theirs].map((path) => readFileSync(path, "utf8")),
        ["ours", "theirs"],
      );
    });

    it("that leads elsewhere by now does not keep the others", async () => {
      await downloads.begin(cabNamed("a"));
      await downloads.keep(cabNamed("b", "b.cab"));
      mkdirSync(downloads.outside());
      renameSync(downloads.path("cabs"), downloads.outside("cabs"));
      symlinkSync(downloads.outside("cabs"), downloads.path("cabs"));
      await downloads.reopen();
      const { destroyed, left } = await downloads.purge({ olderThanMs: 0 });
      assert.deepEqual([filesOf(destroyed), filesOf(left)], [["b.cab"], ["cabs/a.cab"]]);
    });
  });

  it("is kept for the rest of a file whose part is there", async () => {
    await downloads.begin(cabNamed("a"));
    downloads.write("cabs/a.cab.part", "ha");
    await downloads.begin(cabNamed("a"));
    await downloads.reopen();
    await downloads.begin(cabNamed("a"));
    assert.equal(readFileSync(downloads.path("cabs/a.cab.part"), "utf8"), "ha");
  });

  describe("is refused", () => {
    const file = "cabs/x.cab";
    const others: [what: string, take: () => Promise<unknown>, owner: RegExp][] = [
      ["has it", () => downloads.keep(cabNamed("a", file)), /already that of cab a/],
      ["has it in other letters", () => downloads.keep(cabNamed("a", "CABS/X.cab")), /already that of cab a/],
      ["is on its way to it", () => downloads.begin(cabNamed("a", file)), /already that of cab a/],
      [
        "of another kind has it, with the same key",
        () => downloads.keep({ kind: "report", key: "b", file }),
        /already that of report b/,
      ],
    ];
    for (const [what, take, owner] of others) {
      it(`where something else ${what}`, async () => {
        await take();
        await assert.rejects(downloads.begin(cabNamed("b", file)), owner);
      });
    }

    for (const ending of ["", ".part"]) {
      it(`where a user has put a file: a.cab${ending}`, async () => {
        downloads.write(`cabs/a.cab${ending}`, "theirs");
        await assert.rejects(downloads.begin(cabNamed("a")), /was not written by devcenter/);
      });
    }

    it("where a user has put a file in the place of one that was destroyed", async () => {
      await destroyed("a");
      downloads.write("cabs/a.cab", "theirs");
      await assert.rejects(downloads.begin(cabNamed("a")), /was not written by devcenter/);
    });

    for (const ending of ["", ".part", ".part.json", ".part.json.new"]) {
      it(`where there is a link, even when it was begun: a.cab${ending}`, async () => {
        await downloads.begin(cabNamed("a"));
        symlinkSync(downloads.outside(), downloads.path(`cabs/a.cab${ending}`));
        await assert.rejects(downloads.begin(cabNamed("a")), /was not written by devcenter/);
        assert.ok(!existsSync(downloads.outside()));
      });
    }
  });
});
