import assert from "node:assert/strict";
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppendLog } from "../../../../cli/src/retention/append-log";
import type { KeptFile, Manifest } from "../../../../cli/src/retention/manifest";
import { hasManifest, openManifest } from "../../../../cli/src/retention/manifest-folder";
import { OverdueError, purge } from "../../../../cli/src/retention/purge";
import { purgeDueFiles, throwIfOverdue } from "../../../../cli/src/retention/purge-due-files";
import { entryTypeAt } from "../../../../cli/src/retention/safe-path";
import { terminalOn } from "../../../../cli/src/terminal";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

describe("what every download does first", () => {
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

  async function said() {
    const lines: string[] = [];
    const terminal = terminalOn({ write: assert.fail }, { write: (text) => lines.push(text.trim()) });
    const outcome = await purgeDueFiles(manifest, { terminal, now: clock.now() });
    return { lines, outcome };
  }

  it("says nothing where nothing is due", async () => {
    await keep(manifest, cabNamed("new"));
    const { lines, outcome } = await said();
    assert.deepEqual(lines, []);
    assert.doesNotThrow(() => throwIfOverdue(outcome));
  });

  it("destroys what is due, and counts it", async () => {
    const { file } = await keep(manifest, cabNamed("old"));
    rmSync(join(place.folder, (await keep(manifest, cabNamed("gone"))).file));
    clock.pass(31);
    const { lines, outcome } = await said();
    assert.deepEqual(lines, [
      "Destroyed 1 files that were due.",
      "1 files that were due had been removed already.",
    ]);
    assert.equal(existsSync(join(place.folder, file)), false);
    assert.doesNotThrow(() => throwIfOverdue(outcome));
  });

  it("names what it had to leave, and the command does not end well", async () => {
    const { file } = await keep(manifest, cabNamed("changed"));
    writeFileSync(join(place.folder, file), "other");
    clock.pass(31);
    const { lines, outcome } = await said();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^Left: cabs\/changed\.cab: its content was changed/);
    assert.throws(() => throwIfOverdue(outcome), OverdueError);
  });

  it("says that a file is gone whose row could not be written, and knows a fault of its own from one of the disk", async () => {
    const { file } = await keep(manifest, cabNamed("old"));
    clock.pass(31);
    const failing = (error: Error): Manifest =>
      Object.assign(Object.create(manifest), { destroyed: () => Promise.reject(error) });
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    const { left } = await purge(failing(full), { now: clock.now() });
    assert.match(left[0]?.why ?? "", /^it is destroyed, but the manifest could not be written \(ENOSPC\)/);
    assert.equal(existsSync(join(place.folder, file)), false);
    const other = await purge(failing(new Error("lost the lock")), { now: clock.now() });
    assert.equal(other.left[0]?.why, "lost the lock");
  });

  it("leaves the beginning of a file and its folder in a dry run", async () => {
    await manifest.begin(cabNamed("begun", "one/begun.cab"));
    const part = place.write("one/begun.cab.part", "x");
    clock.pass(31);
    const { destroyed } = await purge(manifest, { now: clock.now(), dryRun: true });
    assert.deepEqual([destroyed.length, existsSync(part)], [1, true]);
    rmSync(part);
    await purge(manifest, { now: clock.now(), dryRun: true });
    assert.deepEqual([existsSync(join(place.folder, "one")), manifest.unfinished().length], [true, 1]);
  });

  it("has no more than sixteen files in hand at a time, however many are due", async () => {
    for (let count = 0; count < 40; count++) await keep(manifest, cabNamed(`${count}`));
    let [atOnce, most] = [0, 0];
    const counted: Manifest = Object.assign(Object.create(manifest), {
      destroyed: async (file: KeptFile) => {
        most = Math.max(most, ++atOnce);
        await manifest.destroyed(file);
        atOnce--;
      },
    });
    const { destroyed } = await purge(counted, { now: clock.now(), olderThanMs: 0 });
    assert.equal(destroyed.length, 40);
    assert.ok(most <= 16, `${most} at once`);
  });

  it("touches no link beside the beginning of a file, whatever else of it is there", async () => {
    await manifest.begin(cabNamed("begun", "begun.cab"));
    const link = join(place.folder, "begun.cab.part.json");
    symlinkSync(place.outside, link);
    const { left } = await purge(manifest, { now: clock.now(), olderThanMs: 0 });
    assert.match(left[0]?.why ?? "", /its .part is a link/);
    assert.ok(lstatSync(link).isSymbolicLink());
  });

  it("touches no folder that lies where the beginning of a file was", async () => {
    await manifest.begin(cabNamed("begun", "begun.cab"));
    mkdirSync(join(place.folder, "begun.cab.part"));
    clock.pass(31);
    const { left } = await purge(manifest, { now: clock.now() });
    assert.match(left[0]?.why ?? "", /its .part is a folder/);
  });

  it("knows a folder in which files were kept from one in which none were", async () => {
    assert.equal(await hasManifest(place.folder), true);
    assert.equal(await hasManifest(place.outside), false);
    mkdirSync(place.outside);
    assert.equal(await hasManifest(place.outside), false);
  });
});

describe("a folder for downloads", () => {
  let place: ReturnType<typeof keptFolder>;
  beforeEach(() => {
    place = keptFolder();
    place.write("a-file", "x");
  });
  afterEach(() => place.remove());

  it("takes what lies below a file for nothing", async () => {
    assert.equal(await entryTypeAt(join(place.folder, "a-file", "below")), undefined);
  });

  it("fails where its manifest cannot be written for another reason than a full disk", async () => {
    const path = join(place.folder, "log");
    mkdirSync(`${path}.new`);
    await assert.rejects(AppendLog.open(path, "new\n", "old\n"), /EISDIR/);
    await assert.rejects(AppendLog.open(path, "new\n", undefined), /EISDIR/);
  });
});
