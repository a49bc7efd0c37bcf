import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { FolderBusyError } from "../../../cli/src/retention/folder-lock";
import type { Manifest } from "../../../cli/src/retention/manifest";
import { openManifest } from "../../../cli/src/retention/manifest-folder";
import { runDevcenter } from "../../../harness/devcenter-command";
import { cabNamed, keep, keptFolder, movedClock } from "../../../harness/kept-folder";

const longAgo = "2026-01-01T00:00:00.000Z";

describe("devcenter purge", () => {
  let place: ReturnType<typeof keptFolder>;
  let manifest: Manifest;
  beforeEach(async () => {
    place = keptFolder();
    const clock = movedClock(longAgo);
    manifest = await openManifest(place.folder, clock);
    await keep(manifest, cabNamed("old"));
    clock.pass((Date.now() - Date.parse(longAgo)) / (24 * 60 * 60 * 1000));
    await keep(manifest, cabNamed("new"));
  });
  afterEach(async () => {
    await manifest.close();
    place.remove();
  });

  // It needs no settings, and no service.
  const run = async (...args: string[]) => {
    await manifest.close();
    return runDevcenter(["purge", "--out", place.folder, ...args], {});
  };
  const there = () => ["old", "new"].filter((key) => existsSync(join(place.folder, `cabs/${key}.cab`)));

  it("destroys what is due, and says what", async () => {
    assert.deepEqual(await run(), {
      exitCode: 0,
      out: "destroyed  cabs/old.cab\n1 destroyed, 0 gone already, 0 left.\n",
      err: "",
    });
    assert.deepEqual(there(), ["new"]);
  });

  it("destroys all that it has written when told 0d", async () => {
    const { exitCode } = await run("--older-than", "0d");
    assert.deepEqual([exitCode, there()], [0, []]);
  });

  it("only says what is due in a dry run", async () => {
    const { exitCode, out } = await run("--dry-run");
    assert.deepEqual([exitCode, there()], [0, ["old", "new"]]);
    assert.match(out, /^due {2}cabs\/old\.cab\n1 would be destroyed/);
  });

  it("says the same as JSON", async () => {
    assert.deepEqual(JSON.parse((await run("--json")).out), {
      dryRun: false,
      destroyed: [cabNamed("old")],
      gone: [],
      left: [],
    });
  });

  it("ends with 1 when it had to leave something that is due", async () => {
    appendFileSync(join(place.folder, "cabs/old.cab"), "changed");
    const { exitCode, out, err } = await run();
    assert.equal(exitCode, 1);
    assert.match(out, /0 destroyed, 0 gone already, 1 left/);
    assert.match(err, /^Left: cabs\/old\.cab: its content was changed/);
    assert.deepEqual(there(), ["old", "new"]);
  });

  it("destroys what is due also where no file may grow, and ends with 1 for the row that it could not write", async () => {
    await manifest.close();
    const under = ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash"];
    const { exitCode, err } = await runDevcenter(["purge", "--out", place.folder], {}, { under });
    assert.deepEqual([exitCode, there()], [1, ["new"]]);
    assert.match(err, /could not be made shorter, for the disk is full \(EFBIG\)/);
    assert.match(
      err,
      /Left: cabs\/old\.cab: it is destroyed, but the manifest could not be written \(EFBIG\)/,
    );
    assert.equal((await run()).out, "gone already  cabs/old.cab\n0 destroyed, 1 gone already, 0 left.\n");
  });

  it("ends with 4 where nothing was ever downloaded, and makes nothing there", async () => {
    await manifest.close();
    const { exitCode } = await runDevcenter(["purge", "--out", place.outside], {});
    assert.deepEqual([exitCode, existsSync(place.outside)], [4, false]);
  });

  for (const wrong of ["soon", "31d"]) {
    it(`ends with 2 for --older-than ${wrong}`, async () => {
      assert.equal((await run("--older-than", wrong)).exitCode, 2);
      assert.deepEqual(there(), ["old", "new"]);
    });
  }

  describe("beside another process", () => {
    let other: ChildProcess;
    beforeEach(async () => {
      await manifest.close();
      const built = join(
        require.resolve("devcenter-cli/package.json"),
        "..",
        "dist",
        "retention",
        "manifest-folder.js",
      );
      const script = `
        require(${JSON.stringify(built)}).openManifest(${JSON.stringify(place.folder)}, { now: () => new Date() })
          .then(() => { console.log("open"); setInterval(() => {}, 1000); });`;
      other = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
      await once(other.stdout as NodeJS.ReadableStream, "data");
    });
    afterEach(async () => {
      if (other.exitCode === null && other.signalCode === null) {
        other.kill("SIGKILL");
        await once(other, "close");
      }
    });

    it("touches nothing while that works, and reports it", async () => {
      const { exitCode, err } = await run();
      assert.deepEqual([exitCode, there()], [1, ["old", "new"]]);
      assert.match(err, /Another devcenter works in/);
    });

    it("goes on in the place of one that was killed", async () => {
      other.kill("SIGKILL");
      await once(other, "close");
      const { exitCode } = await run();
      assert.deepEqual([exitCode, there()], [0, ["new"]]);
    });

    it("lets nobody in within this process either", () =>
      assert.rejects(openManifest(place.folder, { now: () => new Date() }), FolderBusyError));
  });
});
