import assert from "node:assert/strict";
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { UnsafePathError } from "../../../../cli/src/retention/safe-path";
import { downloadFolderOfEachTest, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed, measured } from "../../../../harness/kept-folder";

const noon = "2026-03-01T12:00:00.000Z";
const inThirtyDays = "2026-03-31T12:00:00.000Z";

describe("the manifest of a download folder", () => {
  const downloads = downloadFolderOfEachTest();

  it("knows in the next process what was kept", async () => {
    const kept = await downloads.keep(cabNamed("a"));
    assert.deepEqual(kept, {
      ...cabNamed("a"),
      ...measured("a"),
      downloadedAt: noon,
      destroyBy: inThirtyDays,
    });
    await downloads.reopen();
    assert.deepEqual(downloads.manifest.find("cab", "a"), kept);
    assert.deepEqual(downloads.manifest.rows(), [kept]);
    assert.deepEqual(downloads.manifest.unfinished(), []);
  });

  it("keeps a converted file no longer than its report", async () => {
    const destroyBy = "2026-03-02T00:00:00.000Z";
    await downloads.keep({ kind: "converted", key: "1/x/csv", file: "x.csv", destroyBy });
    assert.equal((await downloads.reopen()).find("converted", "1/x/csv")?.destroyBy, destroyBy);
  });

  it("counts the thirty days from the first byte of a file that was cut off", async () => {
    await downloads.begin(cabNamed("a"));
    downloads.clock.pass(10);
    await downloads.reopen();
    const kept = await downloads.keep(cabNamed("a"));
    assert.equal(kept.downloadedAt, "2026-03-11T12:00:00.000Z");
    assert.equal(kept.destroyBy, inThirtyDays);
  });

  it("keeps the row of what was destroyed, with when", async () => {
    await downloads.manifest.destroyed(await downloads.keep(cabNamed("a")));
    assert.equal((await downloads.reopen()).find("cab", "a")?.destroyedAt, noon);
  });

  it("finds the living one of two files of the same thing", async () => {
    const plain = await downloads.keep(cabNamed("a", "a.cab"));
    await downloads.keep(cabNamed("a", "again/a.cab"));
    await downloads.manifest.destroyed(plain);
    assert.equal(downloads.manifest.find("cab", "a")?.file, "again/a.cab");
    assert.equal((await downloads.reopen()).rows().length, 2);
  });

  it("knows what was begun and not finished", async () => {
    await downloads.begin(cabNamed("a"));
    await downloads.begin(cabNamed("a"));
    const [begun, ...others] = (await downloads.reopen()).unfinished();
    assert.deepEqual([begun?.file, begun?.begunAt, others.length], ["cabs/a.cab", noon, 0]);
  });

  it("forgets what was begun once it is abandoned", async () => {
    await downloads.begin(cabNamed("a"));
    for (const begun of downloads.manifest.unfinished()) await downloads.manifest.abandoned(begun);
    assert.deepEqual((await downloads.reopen()).unfinished(), []);
    await downloads.begin(cabNamed("a"));
    assert.equal((await downloads.reopen()).unfinished().length, 1);
  });

  it("still knows of the successor when what it replaces is destroyed", async () => {
    const old = await downloads.keep(cabNamed("a"));
    await downloads.begin(cabNamed("a"));
    rmSync(downloads.path(old.file));
    await downloads.manifest.destroyed(old);
    assert.equal((await downloads.reopen()).unfinished().length, 1);
  });

  describe("when a process was killed", () => {
    it("takes in a file that has its name and no row yet", async () => {
      await downloads.begin(cabNamed("a"));
      const part = downloads.write("cabs/a.cab.part", "whole");
      downloads.write("cabs/a.cab.part.json", "{}");
      renameSync(part, downloads.path("cabs/a.cab"));
      downloads.clock.pass(1);
      assert.deepEqual((await downloads.reopen()).find("cab", "a"), {
        ...cabNamed("a"),
        ...measured("whole"),
        downloadedAt: noon,
        destroyBy: inThirtyDays,
      });
      assert.deepEqual(readdirSync(downloads.path("cabs")), ["a.cab"]);
    });

    it("does not take a part for the file", async () => {
      await downloads.begin(cabNamed("a"));
      downloads.write("cabs/a.cab.part", "ha");
      await downloads.reopen();
      assert.equal(downloads.manifest.find("cab", "a"), undefined);
      assert.equal(downloads.manifest.unfinished().length, 1);
    });

    it("does not take the file that was to be replaced for its successor", async () => {
      const old = await downloads.keep(cabNamed("a"));
      await downloads.begin(cabNamed("a"));
      assert.deepEqual((await downloads.reopen()).rows(), [old]);
      assert.equal(downloads.manifest.unfinished().length, 1);
    });

    it("drops the row that was not written to its end, and goes on", async () => {
      const kept = await downloads.keep(cabNamed("a"));
      await downloads.reopenEdited((text) => `${text}{"state":"kept","kind":"ca`);
      assert.deepEqual(downloads.manifest.rows(), [kept]);
      await downloads.keep(cabNamed("b"));
      assert.equal((await downloads.reopen()).rows().length, 2);
    });

    it("knows the last row, too, where an editor has left out the last line end", async () => {
      await downloads.keep(cabNamed("a"));
      await downloads.manifest.destroyed(await downloads.keep(cabNamed("b")));
      const rows = downloads.manifest.rows();
      await downloads.reopenEdited((text) => text.trimEnd());
      assert.deepEqual(downloads.manifest.rows(), rows);
      assert.ok(downloads.manifestText().endsWith("}\n"));
    });
  });

  it("is as short as what it says, once it is opened", async () => {
    for (let count = 0; count < 20; count++) await downloads.keep(cabNamed("a"), `${count}`);
    assert.equal(downloads.manifestText().split("\n").length, 1 + 1 + 20 * 2 + 1);
    await downloads.reopen();
    assert.equal(downloads.manifestText().split("\n").length, 1 + 1 + 1 + 1);
    assert.deepEqual(readdirSync(downloads.path()).sort(), ["cabs", MANIFEST, `${MANIFEST}.lock`]);
  });

  it("writes many rows at once without mixing them", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => downloads.keep(cabNamed(`c${n}`))));
    assert.equal((await downloads.reopen()).rows().length, 50);
  });

  describe("refuses", () => {
    const replacedBy = (text: string) => downloads.reopenEdited(() => text);
    const unsafe = [
      "../a",
      "a/../../b",
      "/etc/passwd",
      "a//b",
      "a/./b",
      "",
      ".",
      "..",
      "a\\..\\b",
      "C:/a",
      "a\0b",
      "a\nb",
      "a./b",
      "a ",
      MANIFEST,
      `${MANIFEST}.lock/a`,
      "a.part",
      "a.PART.JSON",
    ];
    for (const file of unsafe) {
      it(`to begin ${JSON.stringify(file)}`, () =>
        assert.rejects(downloads.begin(cabNamed("a", file)), UnsafePathError));

      it(`a manifest that names ${JSON.stringify(file)}, and touches nothing`, async () => {
        const row = { state: "begun", ...cabNamed("a", file), begunAt: noon, destroyBy: noon };
        const text = `${downloads.manifestText()}${JSON.stringify(row)}\n`;
        await assert.rejects(replacedBy(text), /line 2: file cannot be used/);
        assert.equal(downloads.manifestText(), text);
      });
    }

    for (const [what, damaged] of [
      ["damage in the middle", (whole: string) => whole.replace('"bytes"', '"bites"')],
      ["another file of its name", () => "hello\n"],
      ["an empty one", () => ""],
      ["one of a newer devcenter", (whole: string) => whole.replace('"version":1', '"version":2')],
    ] as const) {
      it(what, async () => {
        await downloads.keep(cabNamed("a"));
        const text = damaged(downloads.manifestText());
        await assert.rejects(replacedBy(text), /Nothing was touched/);
        assert.equal(downloads.manifestText(), text);
      });
    }

    it("a folder that leads elsewhere", async () => {
      mkdirSync(downloads.outside());
      symlinkSync(downloads.outside(), downloads.path("cabs"));
      await assert.rejects(downloads.begin(cabNamed("a")), /cabs in .* is a link, not a folder/);
      assert.deepEqual(readdirSync(downloads.outside()), []);
    });

    it("to finish what was not begun", () =>
      assert.rejects(downloads.manifest.finish({ ...cabNamed("a"), ...measured("a") }), /was not begun/));
  });
});
