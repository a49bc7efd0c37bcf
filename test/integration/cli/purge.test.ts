import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { FolderBusyError } from "../../../cli/src/retention/folder-lock";
import { openManifest } from "../../../cli/src/retention/manifest-folder";
import { runDevcenter } from "../../../harness/devcenter-command";
import { downloadFolderOfEachTest } from "../../../harness/download-folder";
import { cabNamed } from "../../../harness/kept-folder";

const longAgo = "2026-01-01T00:00:00.000Z";

/** In a process of its own; what else it does is in test/unit/cli/retention. */
describe("devcenter purge", () => {
  const downloads = downloadFolderOfEachTest(longAgo);
  beforeEach(async () => {
    await downloads.keep(cabNamed("old"));
    downloads.clock.pass((Date.now() - Date.parse(longAgo)) / (24 * 60 * 60 * 1000));
    await downloads.keep(cabNamed("new"));
    await downloads.close();
  });

  // It needs no settings, and no service.
  const run = (...args: string[]) => runDevcenter(["purge", "--out", downloads.path(), ...args], {});
  const there = () => ["old", "new"].filter((key) => downloads.has(`cabs/${key}.cab`));

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

  it("destroys what is due also where no file may grow, and ends with 1 for the row that it could not write", async () => {
    const under = ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash"];
    const { exitCode, err } = await runDevcenter(["purge", "--out", downloads.path()], {}, { under });
    assert.deepEqual([exitCode, there()], [1, ["new"]]);
    assert.match(err, /could not be made shorter, for the disk is full \(EFBIG\)/);
    assert.match(
      err,
      /Left: cabs\/old\.cab: it is destroyed, but the manifest could not be written \(EFBIG\)/,
    );
    assert.equal((await run()).out, "gone already  cabs/old.cab\n0 destroyed, 1 gone already, 0 left.\n");
  });

  describe("beside another process", () => {
    let other: ChildProcess;
    beforeEach(async () => {
      const built = join(
        require.resolve("devcenter-cli/package.json"),
        "..",
        "dist",
        "retention",
        "manifest-folder.js",
      );
      const script = `
        require(${JSON.stringify(built)}).openManifest(${JSON.stringify(downloads.path())}, { now: () => new Date() })
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
      assert.rejects(openManifest(downloads.path(), { now: () => new Date() }), FolderBusyError));
  });
});
