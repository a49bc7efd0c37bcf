import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { run } from "../../../../cli/src/program";
import { terminalOn } from "../../../../cli/src/terminal";
import { downloadFolderOfEachTest, MANIFEST } from "../../../../harness/download-folder";
import { cabNamed, movedClock } from "../../../../harness/kept-folder";

describe("devcenter purge, in a folder where one file is due", () => {
  const downloads = downloadFolderOfEachTest("2026-01-01T00:00:00.000Z");
  beforeEach(async () => {
    for (const key of ["old", "gone"]) await downloads.keep(cabNamed(key));
    rmSync(downloads.path("cabs/gone.cab"));
    await downloads.close();
  });

  async function purge(...args: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = terminalOn({ write: (text) => out.push(text) }, { write: (text) => err.push(text) });
    const exitCode = await run(["purge", "--out", downloads.path(), ...args], terminal, {});
    return { exitCode, out: out.join(""), err: err.join("") };
  }
  const isThere = (key: string) => downloads.has(`cabs/${key}.cab`);

  it("names what it destroyed and what was gone already, and counts them", async () => {
    assert.deepEqual(await purge(), {
      exitCode: 0,
      out: "destroyed  cabs/old.cab\ngone already  cabs/gone.cab\n1 destroyed, 1 gone already, 0 left.\n",
      err: "",
    });
    assert.equal(isThere("old"), false);
  });

  it("writes nothing in a dry run, and warns of nothing", async () => {
    const state = () =>
      ["", "cabs", "cabs/old.cab", MANIFEST].map((path) => {
        const { ino, mtimeMs, ctimeMs, size } = statSync(downloads.path(path));
        return { ino, mtimeMs, ctimeMs, size };
      });
    const before = state();
    assert.deepEqual(await purge("--dry-run"), {
      exitCode: 0,
      out: "due  cabs/old.cab\ngone already  cabs/gone.cab\n1 would be destroyed, 1 gone already, 0 left.\n",
      err: "",
    });
    const { dryRun, destroyed } = JSON.parse((await purge("--dry-run", "--json")).out);
    assert.deepEqual([dryRun, destroyed], [true, [cabNamed("old")]]);
    assert.deepEqual(state(), before);
  });

  it("removes what a killed conversion has left in the folder for temporary files, unless it is a dry run or not there", async () => {
    const { TMPDIR } = process.env;
    const left = downloads.outside("devcenter-spill-00000000-1-abcdef");
    const longAgo = new Date("2026-01-01");
    try {
      process.env.TMPDIR = downloads.outside();
      assert.equal((await purge()).exitCode, 0);
      mkdirSync(left, { recursive: true, mode: 0o700 });
      utimesSync(left, longAgo, longAgo);
      await purge("--dry-run");
      assert.ok(existsSync(left));
      chmodSync(downloads.outside(), 0o777);
      await purge();
      assert.ok(existsSync(left), "where others may rename it, another folder could be meant");
      chmodSync(downloads.outside(), 0o700);
      await purge();
      assert.deepEqual(readdirSync(downloads.outside()), []);
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });

  it("ends with 1 as long as a row is from the future, until 0d has destroyed its file", async () => {
    await downloads.reopen(() => undefined, movedClock("2999-01-01T00:00:00.000Z"));
    await downloads.keep(cabNamed("future"));
    await downloads.close();
    assert.equal((await purge("--dry-run")).exitCode, 1);
    const { exitCode, err } = await purge();
    assert.equal(exitCode, 1);
    assert.match(err, /Left: cabs\/future\.cab: its row is of 2999-/);
    assert.deepEqual(["old", "future"].map(isThere), [false, true]);
    assert.equal((await purge("--older-than", "0d")).exitCode, 0);
    assert.deepEqual([isThere("future"), (await purge()).exitCode], [false, 0]);
  });

  it("says the same as JSON", async () => {
    assert.deepEqual(JSON.parse((await purge("--json")).out), {
      dryRun: false,
      destroyed: [cabNamed("old")],
      gone: [cabNamed("gone")],
      left: [],
    });
  });

  it("ends with 1 where it had to leave a file, names it, and gives the folder back", async () => {
    downloads.write("cabs/old.cab", "changed");
    const { exitCode, out, err } = await purge();
    assert.deepEqual([exitCode, isThere("old")], [1, true]);
    assert.match(out, /0 destroyed, 1 gone already, 1 left/);
    assert.match(err, /^Left: cabs\/old\.cab: its content was changed/);
    assert.equal(downloads.has(`${MANIFEST}.lock`), false);
  });

  for (const wrong of ["soon", "31d"]) {
    it(`ends with 2 for --older-than ${wrong}, and destroys nothing`, async () => {
      assert.equal((await purge("--older-than", wrong)).exitCode, 2);
      assert.equal(isThere("old"), true);
    });
  }

  it("ends with 4 where nothing was ever downloaded, leaves other files as they are, and makes none", async () => {
    rmSync(downloads.path(MANIFEST));
    const { exitCode, err } = await purge();
    assert.equal(exitCode, 4);
    assert.match(err, /Nothing was ever downloaded to /);
    assert.deepEqual([readdirSync(downloads.path()), isThere("old")], [["cabs"], true]);
    rmSync(downloads.path(), { recursive: true });
    assert.equal((await purge()).exitCode, 4);
    assert.equal(downloads.has(""), false);
  });
});
