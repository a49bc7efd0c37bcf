import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { makePrivateFolder } from "../../../../cli/src/report-data/private-folder";
import { asUser, needsRoot } from "../../../../harness/other-user";

const hourMs = 60 * 60_000;

describe("a private folder for temporary files", () => {
  const before = process.env.TMPDIR;
  let temporary: string;
  // By which its name says where its process id counts.
  let place: string;
  let deadPid: number;
  beforeEach(async () => {
    temporary = realpathSync(mkdtempSync(join(tmpdir(), "devcenter-temporary-")));
    chmodSync(temporary, 0o1777);
    process.env.TMPDIR = temporary;
    const own = await makePrivateFolder();
    place = basename(own.path).split("-")[2] ?? "";
    await own.remove();
    deadPid = spawnSync(process.execPath, ["--version"]).pid;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(temporary, { recursive: true, force: true });
  });

  function left({ pid = deadPid, where = place, mode = 0o700, ageMs = 0 } = {}): string {
    const path = join(temporary, `devcenter-spill-${where}-${pid}-aB3xYz`);
    mkdirSync(path);
    writeFileSync(join(path, "spilled"), "personal");
    chmodSync(path, mode);
    const then = new Date(Date.now() - ageMs);
    utimesSync(path, then, then);
    return path;
  }
  async function openAndClose(): Promise<void> {
    await (await makePrivateFolder()).remove();
  }

  it("can be read by its owner only, has a new name each time, and goes", async () => {
    const [one, other] = [await makePrivateFolder(), await makePrivateFolder()];
    assert.equal(statSync(one.path).mode & 0o777, 0o700);
    assert.notEqual(one.path, other.path);
    await one.remove();
    await other.remove();
    assert.deepEqual(readdirSync(temporary), []);
  });

  it("is there for every user of a machine", async function () {
    needsRoot(this);
    // Node does not believe TMPDIR while it runs as another user, so this happens in the system's folder.
    const folders = [await asUser(64001, makePrivateFolder), await asUser(64002, makePrivateFolder)];
    assert.deepEqual(
      folders.map(({ path }) => [dirname(path), statSync(path).uid, statSync(path).mode & 0o777]),
      [64001, 64002].map((user) => ["/tmp", user, 0o700]),
    );
    for (const folder of folders) await folder.remove();
  });

  it("of a killed process is removed by the next", async () => {
    const path = left();
    await openAndClose();
    assert.ok(!existsSync(path));
  });

  it("of a running process is left", async () => {
    const path = left({ pid: process.ppid });
    await openAndClose();
    assert.ok(existsSync(join(path, "spilled")));
  });

  it("of another container is left while it is in use", async () => {
    const path = left({ where: "00000000" });
    await openAndClose();
    assert.ok(existsSync(path));
  });

  it("of another container is removed when it was not touched for more than an hour", async () => {
    const path = left({ where: "00000000", ageMs: hourMs + 60_000 });
    await openAndClose();
    assert.ok(!existsSync(path));
  });

  it("is not taken for one where a link leads to somebody's files", async () => {
    const home = join(temporary, "home");
    mkdirSync(home, { mode: 0o700 });
    writeFileSync(join(home, "thesis"), "");
    for (const name of [`devcenter-spill-${place}-${deadPid}-aB3xYz`, "devcenter-spill"]) {
      symlinkSync(home, join(temporary, name));
    }
    await openAndClose();
    assert.deepEqual(readdirSync(home), ["thesis"]);
  });

  it("is not taken for one that others can read", async () => {
    const path = left({ mode: 0o755 });
    await openAndClose();
    assert.ok(existsSync(join(path, "spilled")));
  });

  it("is not taken for one of another user", async function () {
    needsRoot(this);
    const path = left();
    chownSync(path, 64001, 64001);
    await openAndClose();
    assert.ok(existsSync(join(path, "spilled")));
  });

  it("leaves other things of such names", async () => {
    const names = [
      "devcenter-spill",
      "devcenter-spill-x",
      `devcenter-spill-${place}-${deadPid}-aB3xYz.old`,
    ].sort();
    for (const name of names) mkdirSync(join(temporary, name), { mode: 0o700 });
    await openAndClose();
    assert.deepEqual(readdirSync(temporary).sort(), names);
  });

  it("is refused where every user can rename it", async () => {
    chmodSync(temporary, 0o777);
    await assert.rejects(makePrivateFolder(), /is no place for personal data: .*Set TMPDIR/);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it("is refused where every user can rename a folder above it, also behind a link", async () => {
    const own = join(temporary, "open/own");
    mkdirSync(own, { recursive: true, mode: 0o700 });
    symlinkSync(own, join(temporary, "link"));
    chmodSync(join(temporary, "open"), 0o777);
    for (const path of [own, join(temporary, "link")]) {
      process.env.TMPDIR = path;
      await assert.rejects(makePrivateFolder(), /is no place for personal data: .*a folder above it/);
    }
    assert.deepEqual(readdirSync(own), []);
    chmodSync(join(temporary, "open"), 0o1777);
    await openAndClose();
  });

  it("is refused where the folder, or one above it, belongs to another user", async function () {
    needsRoot(this);
    const theirs = join(temporary, "theirs");
    mkdirSync(join(theirs, "own"), { recursive: true });
    chownSync(theirs, 64001, 64001);
    for (const mode of [0o755, 0o1777]) {
      chmodSync(theirs, mode);
      for (const path of [theirs, join(theirs, "own")]) {
        process.env.TMPDIR = path;
        await assert.rejects(makePrivateFolder(), /is no place for personal data/);
      }
    }
  });

  it("is made in a folder of one's own, sticky or not", async () => {
    chmodSync(temporary, 0o755);
    await openAndClose();
  });
});
