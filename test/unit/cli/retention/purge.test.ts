import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../../../../cli/src/retention/manifest";
import { openManifest, readManifest } from "../../../../cli/src/retention/manifest-folder";
import { purge } from "../../../../cli/src/retention/purge";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

const dayMs = 24 * 60 * 60 * 1000;

describe("purge", () => {
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

  it("of 1,000 files of ages 0 to 60 days destroys exactly those due, and nothing else", async () => {
    const due: string[] = [];
    const fresh: string[] = [];
    const foreign: string[] = [];
    for (let age = 60.5; age > 0; age -= 0.5) {
      const files = ["cabs", "reports/15", "converted"]
        .flatMap((one) => [`${one}/${age}.bin`, `${one}/again/${age}.bin`, `${age} ${one.slice(0, 3)}.bin`])
        .slice(0, 1000 - due.length - fresh.length);
      await Promise.all(files.map((file) => keep(manifest, cabNamed(file, file))));
      (age >= 30 ? due : fresh).push(...files);
      const theirs = [`theirs/${age}.bin`, `cabs/${age}.txt`];
      for (const file of theirs) place.write(file, file);
      foreign.push(...theirs);
      symlinkSync(join(place.folder, `cabs/${age}.bin`), join(place.folder, `cabs/${age}.link`));
      clock.pass(0.5);
    }
    assert.equal(due.length + fresh.length, 1000);
    const outcome = await run();
    assert.deepEqual([filesOf(outcome.destroyed), outcome.gone, outcome.left], [due.sort(), [], []]);
    assert.deepEqual(due.filter(isThere), []);
    assert.deepEqual(
      [...fresh, ...foreign].filter((file) => !isThere(file)),
      [],
    );
    const links = readdirSync(join(place.folder, "cabs")).filter((name) => name.endsWith(".link"));
    assert.equal(links.length, 121);
    assert.deepEqual(filesOf(manifest.rows().filter(({ destroyedAt }) => destroyedAt !== undefined)), due);
  });

  it("notes when a file was destroyed, for the next process as well", async () => {
    await keep(manifest, cabNamed("a"));
    clock.pass(30);
    await run();
    await manifest.close();
    manifest = await openManifest(place.folder, clock);
    assert.equal(manifest.find("cab", "a")?.destroyedAt, clock.now().toISOString());
    assert.deepEqual(await run({ olderThanMs: 0 }), { destroyed: [], gone: [], left: [] });
  });

  it("destroys earlier when told so, and all at 0", async () => {
    await keep(manifest, cabNamed("old"));
    clock.pass(1);
    await keep(manifest, cabNamed("new"));
    assert.deepEqual(filesOf((await run({ olderThanMs: dayMs })).destroyed), ["cabs/old.cab"]);
    assert.deepEqual(filesOf((await run({ olderThanMs: 0 })).destroyed), ["cabs/new.cab"]);
  });

  it("destroys a converted file when its report is due", async () => {
    const report = await keep(manifest, { kind: "report", key: "15/x", file: "x.txt" });
    clock.pass(29);
    const { destroyBy } = report;
    await keep(manifest, { kind: "converted", key: "15/x/csv", file: "x.csv", destroyBy });
    clock.pass(1);
    assert.deepEqual(filesOf((await run()).destroyed), ["x.csv", "x.txt"]);
  });

  it("destroys the beginning of a download that was never finished", async () => {
    await manifest.begin(cabNamed("a"));
    place.write("cabs/a.cab.part", "personal");
    place.write("cabs/a.cab.part.json", "{}");
    clock.pass(29);
    assert.deepEqual((await run()).destroyed, []);
    clock.pass(1);
    assert.deepEqual(filesOf((await run()).destroyed), ["cabs/a.cab"]);
    assert.deepEqual(manifest.unfinished(), []);
    assert.ok(!isThere("cabs"));
  });

  it("only says what it would do in a dry run", async () => {
    await keep(manifest, cabNamed("a"));
    const before = readFileSync(join(place.folder, "devcenter-manifest.jsonl"), "utf8");
    assert.deepEqual(filesOf((await run({ olderThanMs: 0, dryRun: true })).destroyed), ["cabs/a.cab"]);
    assert.ok(isThere("cabs/a.cab"));
    assert.equal(readFileSync(join(place.folder, "devcenter-manifest.jsonl"), "utf8"), before);
  });

  it("writes nothing at all in a dry run of a folder that was only looked at", async () => {
    await keep(manifest, cabNamed("a"));
    await keep(manifest, cabNamed("a"), "anew");
    await manifest.begin(cabNamed("b"));
    place.write("cabs/b.cab", "whole, without a row");
    await manifest.close();
    appendFileSync(join(place.folder, "devcenter-manifest.jsonl"), '{"half a li');
    // No lock, no shorter manifest, no change of rights: its folder keeps its times.
    const state = () =>
      ["", "cabs", "devcenter-manifest.jsonl"].map((name) => {
        const { mtimeMs, ctimeMs, mode, size } = statSync(join(place.folder, name));
        return { mtimeMs, ctimeMs, mode, size };
      });
    const before = state();
    const looked = await readManifest(place.folder, clock);
    const outcome = await purge(looked, { now: clock.now(), olderThanMs: 0, dryRun: true });
    await looked.close();
    assert.deepEqual(filesOf(outcome.destroyed), ["cabs/a.cab", "cabs/b.cab"]);
    assert.deepEqual(state(), before);
  });

  it("removes the folders that were made, when nothing is in them", async () => {
    mkdirSync(join(place.folder, "theirs"));
    await keep(manifest, cabNamed("a", "made/deep/a.cab"));
    await keep(manifest, cabNamed("b", "theirs/b.cab"));
    await keep(manifest, cabNamed("c", "kept/c.cab"));
    place.write("kept/other", "");
    await run({ olderThanMs: 0 });
    assert.deepEqual(
      readdirSync(place.folder).filter((name) => !name.startsWith("devcenter")),
      ["kept", "theirs"],
    );
  });

  it("marks what somebody has removed, and reports it", async () => {
    await keep(manifest, cabNamed("a"));
    rmSync(join(place.folder, "cabs"), { recursive: true });
    assert.deepEqual(filesOf((await run({ olderThanMs: 0 })).gone), ["cabs/a.cab"]);
    assert.notEqual(manifest.find("cab", "a")?.destroyedAt, undefined);
  });

  describe("leaves, and names,", () => {
    const outside = () => join(place.outside, "a.cab");
    for (const [what, meddle, why] of [
      [
        "a file whose content was changed",
        (path: string) => appendFileSync(path, "!"),
        /changed by somebody/,
      ],
      [
        "a file whose content was changed and is as long",
        (path: string) => writeFileSync(path, "b"),
        /changed by somebody/,
      ],
      [
        "a link that has taken the place of a file",
        (path: string) => {
          renameSync(path, outside());
          symlinkSync(outside(), path);
        },
        /a link now/,
      ],
      [
        "a folder that has taken the place of a file",
        (path: string) => {
          rmSync(path);
          mkdirSync(path);
        },
        /a folder now/,
      ],
      [
        "what lies behind a link in the place of a folder",
        (path: string) => {
          renameSync(path, outside());
          rmSync(join(path, ".."), { recursive: true });
          symlinkSync(place.outside, join(path, ".."));
        },
        /cabs in .* is a link/,
      ],
    ] as const) {
      it(what, async () => {
        mkdirSync(place.outside);
        await keep(manifest, cabNamed("b", "b.cab"));
        const { file } = await keep(manifest, cabNamed("a"));
        meddle(join(place.folder, file));
        const { destroyed, left } = await run({ olderThanMs: 0 });
        assert.deepEqual([filesOf(destroyed), filesOf(left)], [["b.cab"], [file]]);
        assert.match(left[0]?.why ?? "", why);
        assert.ok(isThere(file));
        assert.equal(manifest.find("cab", "a")?.destroyedAt, undefined);
      });
    }

    it("a file that it may not destroy, and goes on with the others", async () => {
      await keep(manifest, cabNamed("a"));
      await keep(manifest, cabNamed("b", "b.cab"));
      for (const open of ["..", "."]) chmodSync(join(place.folder, open), 0o777);
      chmodSync(join(place.folder, "cabs"), 0o555);
      const { destroyed, left } = await asSomebody(() => run({ olderThanMs: 0 }));
      chmodSync(join(place.folder, "cabs"), 0o755);
      assert.deepEqual([filesOf(destroyed), filesOf(left)], [["b.cab"], ["cabs/a.cab"]]);
      assert.match(left[0]?.why ?? "", /\(EACCES\)/);
    });
  });
});

/** For root nothing is forbidden, so it becomes another user for a while. */
async function asSomebody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
