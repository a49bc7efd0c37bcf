import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { UnsafePathError } from "../../../../cli/src/retention/safe-path";
import { cabNamed, keep, keptFolder, measured, movedClock } from "../../../../harness/kept-folder";

const name = "devcenter-manifest.jsonl";
const noon = "2026-03-01T12:00:00.000Z";
const inThirtyDays = "2026-03-31T12:00:00.000Z";

describe("the manifest of a download folder", () => {
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

  /** As the next process finds it. */
  async function reopen(): Promise<Manifest> {
    await manifest.close();
    manifest = await openManifest(place.folder, clock);
    return manifest;
  }
  const text = () => readFileSync(join(place.folder, name), "utf8");

  it("knows in the next process what was kept", async () => {
    const kept = await keep(manifest, cabNamed("a"));
    assert.deepEqual(kept, {
      ...cabNamed("a"),
      ...measured("a"),
      downloadedAt: noon,
      destroyBy: inThirtyDays,
    });
    await reopen();
    assert.deepEqual(manifest.find("cab", "a"), kept);
    assert.deepEqual(manifest.rows(), [kept]);
    assert.deepEqual(manifest.unfinished(), []);
  });

  it("keeps a converted file no longer than its report", async () => {
    const destroyBy = "2026-03-02T00:00:00.000Z";
    await keep(manifest, { kind: "converted", key: "1/x/csv", file: "x.csv", destroyBy });
    assert.equal((await reopen()).find("converted", "1/x/csv")?.destroyBy, destroyBy);
  });

  it("counts the thirty days from the first byte of a file that was cut off", async () => {
    await manifest.begin(cabNamed("a"));
    clock.pass(10);
    await reopen();
    const kept = await keep(manifest, cabNamed("a"));
    assert.equal(kept.downloadedAt, "2026-03-11T12:00:00.000Z");
    assert.equal(kept.destroyBy, inThirtyDays);
  });

  it("keeps the row of what was destroyed, with when", async () => {
    await manifest.destroyed(await keep(manifest, cabNamed("a")));
    assert.equal((await reopen()).find("cab", "a")?.destroyedAt, noon);
  });

  it("finds the living one of two files of the same thing", async () => {
    const plain = await keep(manifest, cabNamed("a", "a.cab"));
    await keep(manifest, cabNamed("a", "again/a.cab"));
    await manifest.destroyed(plain);
    assert.equal(manifest.find("cab", "a")?.file, "again/a.cab");
    assert.equal((await reopen()).rows().length, 2);
  });

  it("knows what was begun and not finished", async () => {
    await manifest.begin(cabNamed("a"));
    await manifest.begin(cabNamed("a"));
    const [begun, ...others] = (await reopen()).unfinished();
    assert.deepEqual([begun?.file, begun?.begunAt, others.length], ["cabs/a.cab", noon, 0]);
  });

  it("forgets what was begun once it is abandoned", async () => {
    await manifest.begin(cabNamed("a"));
    for (const begun of manifest.unfinished()) await manifest.abandoned(begun);
    assert.deepEqual((await reopen()).unfinished(), []);
    await manifest.begin(cabNamed("a"));
    assert.equal((await reopen()).unfinished().length, 1);
  });

  it("still knows of the successor when what it replaces is destroyed", async () => {
    const old = await keep(manifest, cabNamed("a"));
    await manifest.begin(cabNamed("a"));
    rmSync(join(place.folder, old.file));
    await manifest.destroyed(old);
    assert.equal((await reopen()).unfinished().length, 1);
  });

  describe("when a process was killed", () => {
    it("takes in a file that has its name and no row yet", async () => {
      await manifest.begin(cabNamed("a"));
      const part = place.write("cabs/a.cab.part", "whole");
      place.write("cabs/a.cab.part.json", "{}");
      renameSync(part, join(place.folder, "cabs/a.cab"));
      clock.pass(1);
      assert.deepEqual((await reopen()).find("cab", "a"), {
        ...cabNamed("a"),
        ...measured("whole"),
        downloadedAt: noon,
        destroyBy: inThirtyDays,
      });
      assert.deepEqual(readdirSync(join(place.folder, "cabs")), ["a.cab"]);
    });

    it("does not take a part for the file", async () => {
      await manifest.begin(cabNamed("a"));
      place.write("cabs/a.cab.part", "ha");
      await reopen();
      assert.equal(manifest.find("cab", "a"), undefined);
      assert.equal(manifest.unfinished().length, 1);
    });

    it("does not take the file that was to be replaced for its successor", async () => {
      const old = await keep(manifest, cabNamed("a"));
      await manifest.begin(cabNamed("a"));
      assert.deepEqual((await reopen()).rows(), [old]);
      assert.equal(manifest.unfinished().length, 1);
    });

    it("drops the row that was not written to its end, and goes on", async () => {
      const kept = await keep(manifest, cabNamed("a"));
      await manifest.close();
      writeFileSync(join(place.folder, name), `${text()}{"state":"kept","kind":"ca`);
      manifest = await openManifest(place.folder, clock);
      assert.deepEqual(manifest.rows(), [kept]);
      await keep(manifest, cabNamed("b"));
      assert.equal((await reopen()).rows().length, 2);
    });
  });

  it("is as short as what it says, once it is opened", async () => {
    for (let count = 0; count < 20; count++) await keep(manifest, cabNamed("a"), `${count}`);
    assert.equal(text().split("\n").length, 1 + 1 + 20 * 2 + 1);
    await reopen();
    assert.equal(text().split("\n").length, 1 + 1 + 1 + 1);
    assert.deepEqual(readdirSync(place.folder).sort(), ["cabs", name, `${name}.lock`]);
  });

  it("writes many rows at once without mixing them", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, n) => keep(manifest, cabNamed(`c${n}`))));
    assert.equal((await reopen()).rows().length, 50);
  });

  describe("refuses", () => {
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
      `${name}`,
      `${name}.lock/a`,
      "a.part",
      "a.PART.JSON",
    ];
    for (const file of unsafe) {
      it(`to begin ${JSON.stringify(file)}`, () =>
        assert.rejects(manifest.begin(cabNamed("a", file)), UnsafePathError));

      it(`a manifest that names ${JSON.stringify(file)}, and touches nothing`, async () => {
        await manifest.close();
        const row = { state: "begun", ...cabNamed("a", file), begunAt: noon, destroyBy: noon };
        const written = `${text()}${JSON.stringify(row)}\n`;
        writeFileSync(join(place.folder, name), written);
        await assert.rejects(openManifest(place.folder, clock), /line 2: file cannot be used/);
        assert.equal(text(), written);
      });
    }

    for (const [what, damaged] of [
      ["damage in the middle", (whole: string) => whole.replace('"bytes"', '"bites"')],
      ["another file of its name", () => "hello\n"],
      ["an empty one", () => ""],
      ["one of a newer devcenter", (whole: string) => whole.replace('"version":1', '"version":2')],
    ] as const) {
      it(what, async () => {
        await keep(manifest, cabNamed("a"));
        await manifest.close();
        const whole = damaged(text());
        writeFileSync(join(place.folder, name), whole);
        await assert.rejects(openManifest(place.folder, clock), /Nothing was touched/);
        assert.equal(text(), whole);
      });
    }

    it("to write over a file of another user", async () => {
      place.write("cabs/a.cab", "theirs");
      await assert.rejects(manifest.begin(cabNamed("a")), /was not written by devcenter/);
    });

    it("to write over a part of another user", async () => {
      place.write("cabs/a.cab.part", "theirs");
      await assert.rejects(manifest.begin(cabNamed("a")), /was not written by devcenter/);
    });

    it("the file of something else, in any case of letters", async () => {
      await keep(manifest, cabNamed("a", "cabs/x.cab"));
      await assert.rejects(manifest.begin(cabNamed("b", "CABS/X.cab")), /is already that of cab a/);
    });

    it("a folder that leads elsewhere", async () => {
      mkdirSync(place.outside);
      symlinkSync(place.outside, join(place.folder, "cabs"));
      await assert.rejects(manifest.begin(cabNamed("a")), /cabs in .* is a link, not a folder/);
      assert.deepEqual(readdirSync(place.outside), []);
    });

    for (const ending of ["", ".part", ".part.json", ".part.json.new"]) {
      it(`a link in the place of the file${ending}, even one that was begun`, async () => {
        await manifest.begin(cabNamed("a"));
        symlinkSync(place.outside, join(place.folder, `cabs/a.cab${ending}`));
        await assert.rejects(manifest.begin(cabNamed("a")), /was not written by devcenter/);
        assert.ok(!existsSync(place.outside));
      });
    }

    it("to finish what was not begun", () =>
      assert.rejects(manifest.finish({ ...cabNamed("a"), ...measured("a") }), /was not begun/));
  });
});
