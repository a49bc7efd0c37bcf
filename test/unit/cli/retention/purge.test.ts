import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import type { KeptFile, Manifest } from "../../../../cli/src/retention/manifest";
import { readManifest } from "../../../../cli/src/retention/manifest-folder";
import { destroy, purge } from "../../../../cli/src/retention/purge";
import { downloadFolderOfEachTest, filesOf, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed } from "../../../../harness/kept-folder";

const dayMs = 24 * 60 * 60 * 1000;

describe("purge", () => {
  const downloads = downloadFolderOfEachTest();

  it("of 1,000 files of ages 0 to 60 days destroys exactly those due, and nothing else", async () => {
    const due: string[] = [];
    const fresh: string[] = [];
    const foreign: string[] = [];
    for (let age = 60.5; age > 0; age -= 0.5) {
      const files = ["cabs", "reports/15", "converted"]
        .flatMap((one) => [`${one}/${age}.bin`, `${one}/again/${age}.bin`, `${age} ${one.slice(0, 3)}.bin`])
        .slice(0, 1000 - due.length - fresh.length);
      await Promise.all(files.map((file) => downloads.keep(cabNamed(file, file))));
      (age >= 30 ? due : fresh).push(...files);
      const theirs = [`theirs/${age}.bin`, `cabs/${age}.txt`];
      for (const file of theirs) downloads.write(file, file);
      foreign.push(...theirs);
      symlinkSync(downloads.path(`cabs/${age}.bin`), downloads.path(`cabs/${age}.link`));
      downloads.clock.pass(0.5);
    }
    assert.equal(due.length + fresh.length, 1000);
    const outcome = await downloads.purge();
    assert.deepEqual([filesOf(outcome.destroyed), outcome.gone, outcome.left], [due.sort(), [], []]);
    assert.deepEqual(due.filter(downloads.has), []);
    assert.deepEqual(
      [...fresh, ...foreign].filter((file) => !downloads.has(file)),
      [],
    );
    const links = readdirSync(downloads.path("cabs")).filter((name) => name.endsWith(".link"));
    assert.equal(links.length, 121);
    assert.deepEqual(
      filesOf(downloads.manifest.rows().filter(({ destroyedAt }) => destroyedAt !== undefined)),
      due,
    );
  });

  it("notes when a file was destroyed, for the next process as well", async () => {
    await downloads.keep(cabNamed("a"));
    downloads.clock.pass(30);
    await downloads.purge();
    await downloads.reopen();
    assert.equal(downloads.manifest.find("cab", "a")?.destroyedAt, downloads.clock.now().toISOString());
    assert.deepEqual(await downloads.purge({ olderThanMs: 0 }), { destroyed: [], gone: [], left: [] });
  });

  it("destroys earlier when told so, and all at 0", async () => {
    await downloads.keep(cabNamed("old"));
    downloads.clock.pass(1);
    await downloads.keep(cabNamed("new"));
    assert.deepEqual(filesOf((await downloads.purge({ olderThanMs: dayMs })).destroyed), ["cabs/old.cab"]);
    assert.deepEqual(filesOf((await downloads.purge({ olderThanMs: 0 })).destroyed), ["cabs/new.cab"]);
  });

  it("destroys a converted file when its report is due", async () => {
    const report = await downloads.keep({ kind: "report", key: "15/x", file: "x.txt" });
    downloads.clock.pass(29);
    const { destroyBy } = report;
    await downloads.keep({ kind: "converted", key: "15/x/csv", file: "x.csv", destroyBy });
    downloads.clock.pass(1);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["x.csv", "x.txt"]);
  });

  it("forgets a replacement that never came, and leaves the file that it was for", async () => {
    await downloads.keep(cabNamed("a"));
    await downloads.keep(cabNamed("b"));
    downloads.clock.pass(-10);
    await downloads.begin(cabNamed("a"));
    downloads.clock.pass(30);
    const { gone, left } = await downloads.purge();
    assert.deepEqual([filesOf(gone), left], [["cabs/a.cab"], []]);
    assert.ok(downloads.has("cabs/a.cab"));
    assert.deepEqual(downloads.manifest.unfinished(), []);
  });

  it("destroys one file at once", async () => {
    const kept = await downloads.keep(cabNamed("a"));
    assert.equal(await destroy(downloads.manifest, kept), "destroyed");
    assert.ok(!downloads.has(kept.file));
    assert.equal(await destroy(downloads.manifest, kept), "gone");
  });

  it("destroys the beginning of a download that was never finished", async () => {
    await downloads.begin(cabNamed("a"));
    downloads.write("cabs/a.cab.part", "personal");
    downloads.write("cabs/a.cab.part.json", "{}");
    downloads.clock.pass(29);
    assert.deepEqual((await downloads.purge()).destroyed, []);
    downloads.clock.pass(1);
    assert.deepEqual(filesOf((await downloads.purge()).destroyed), ["cabs/a.cab"]);
    assert.deepEqual(downloads.manifest.unfinished(), []);
    assert.ok(!downloads.has("cabs"));
  });

  it("only says what it would do in a dry run", async () => {
    await downloads.keep(cabNamed("a"));
    await downloads.begin(cabNamed("begun", "one/begun.cab"));
    const part = downloads.write("one/begun.cab.part", "x");
    const before = downloads.manifestText();
    const { destroyed } = await downloads.purge({ olderThanMs: 0, dryRun: true });
    assert.deepEqual(filesOf(destroyed), ["cabs/a.cab", "one/begun.cab"]);
    assert.ok(downloads.has("cabs/a.cab") && existsSync(part));
    rmSync(part);
    await downloads.purge({ olderThanMs: 0, dryRun: true });
    assert.ok(downloads.has("one"));
    assert.equal(downloads.manifestText(), before);
  });

  it("writes nothing at all in a dry run of a folder that was only looked at", async () => {
    await downloads.keep(cabNamed("a"));
    await downloads.keep(cabNamed("a"), "again");
    await downloads.begin(cabNamed("b"));
    downloads.write("cabs/b.cab", "whole, without a row");
    await downloads.close();
    appendFileSync(downloads.path(MANIFEST), '{"half a li');
    // No lock, no shorter manifest, no change of rights: its folder keeps its times.
    const state = () =>
      ["", "cabs", MANIFEST].map((name) => {
        const { mtimeMs, ctimeMs, mode, size } = statSync(downloads.path(name));
        return { mtimeMs, ctimeMs, mode, size };
      });
    const before = state();
    const looked = await readManifest(downloads.path(), downloads.clock);
    const outcome = await purge(looked, { now: downloads.clock.now(), olderThanMs: 0, dryRun: true });
    await looked.close();
    assert.deepEqual(filesOf(outcome.destroyed), ["cabs/a.cab", "cabs/b.cab"]);
    assert.deepEqual(state(), before);
  });

  it("removes the folders that were made, when nothing is in them", async () => {
    mkdirSync(downloads.path("theirs"));
    await downloads.keep(cabNamed("a", "made/deep/a.cab"));
    await downloads.keep(cabNamed("b", "theirs/b.cab"));
    await downloads.keep(cabNamed("c", "kept/c.cab"));
    downloads.write("kept/other", "");
    await downloads.purge({ olderThanMs: 0 });
    assert.deepEqual(
      readdirSync(downloads.path()).filter((name) => !name.startsWith("devcenter")),
      ["kept", "theirs"],
    );
  });

  it("marks what somebody has removed, and reports it", async () => {
    await downloads.keep(cabNamed("a"));
    rmSync(downloads.path("cabs"), { recursive: true });
    assert.deepEqual(filesOf((await downloads.purge({ olderThanMs: 0 })).gone), ["cabs/a.cab"]);
    assert.notEqual(downloads.manifest.find("cab", "a")?.destroyedAt, undefined);
  });

  it("has no more than sixteen files in hand at a time, however many are due", async () => {
    for (let count = 0; count < 40; count++) await downloads.keep(cabNamed(`${count}`));
    let [atOnce, most] = [0, 0];
    const counted: Manifest = Object.assign(Object.create(downloads.manifest), {
      destroyed: async (file: KeptFile) => {
        most = Math.max(most, ++atOnce);
        await downloads.manifest.destroyed(file);
        atOnce--;
      },
    });
    const { destroyed } = await purge(counted, { now: downloads.clock.now(), olderThanMs: 0 });
    assert.equal(destroyed.length, 40);
    assert.ok(most <= 16, `${most} at once`);
  });
});
