import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { engineFolder, isComplete, publish, withLock } from "../../engine/cache";
import { findCliOnPath } from "../../engine/path-search";
import { CLI_VERSION, ENGINE_PROGRAMS } from "../../engine/pins";
import { runCommand } from "../../engine/run-command";
import { folderOfEachTest } from "../../harness/test-folder";

const posixOnly = process.platform === "win32" ? describe.skip : describe;

function writePrograms(
  bin: string,
  programs: readonly string[] = ENGINE_PROGRAMS,
  version = "v3.250.0",
): void {
  for (const program of programs) {
    writeFileSync(join(bin, program), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(bin, program), 0o755);
  }
}

/** Something one side waits for and the other gives. */
function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

const linuxOnly = process.platform === "linux" ? it : it.skip;

describe("engineFolder", () => {
  linuxOnly("lies where every checkout of this user finds it", () => {
    const { XDG_CACHE_HOME } = process.env;
    const inCache = join("pulumi-devcenter", "engine", `v${CLI_VERSION}-linux-${process.arch}`);
    try {
      delete process.env.XDG_CACHE_HOME;
      assert.equal(engineFolder(), join(homedir(), ".cache", inCache));
      process.env.XDG_CACHE_HOME = "/fast";
      assert.equal(engineFolder(), join("/fast", inCache));
    } finally {
      if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
    }
  });
});

posixOnly("the engine cache", () => {
  const home = folderOfEachTest();

  it("takes the final name only when every program is there", async () => {
    const folder = home("v1");
    await assert.rejects(
      publish(folder, async (staging) => writePrograms(join(staging, "bin"), ["pulumi"])),
      /incomplete/,
    );
    assert.equal(existsSync(folder), false);
    await publish(folder, async (staging) => writePrograms(join(staging, "bin")));
    assert.equal(isComplete(folder), true);
  });

  it("leaves nothing of a failed attempt", async () => {
    await assert.rejects(
      publish(home("v1"), async () => {
        throw new Error("the disk is full");
      }),
      /the disk is full/,
    );
    assert.deepEqual(readdirSync(home()), []);
  });

  it("lets one builder in at a time", async () => {
    const order: string[] = [];
    const firstIsIn = signal();
    const secondWaits = signal();
    const first = withLock(home("v1"), assert.fail, async () => {
      order.push("first in");
      firstIsIn.give();
      await secondWaits.given;
      order.push("first out");
    });
    await firstIsIn.given;
    const second = withLock(home("v1"), secondWaits.give, async () => order.push("second in"));
    await Promise.all([first, second]);
    assert.deepEqual(order, ["first in", "first out", "second in"]);
  });

  it("takes over the lock of a process that died", async () => {
    const lock = home("v1.lock");
    mkdirSync(lock);
    const longAgo = new Date(Date.now() - 10 * 60_000);
    utimesSync(lock, longAgo, longAgo);
    assert.equal(await withLock(home("v1"), assert.fail, async () => "built"), "built");
    assert.equal(existsSync(lock), false);
  });
});

posixOnly("findCliOnPath", () => {
  const home = folderOfEachTest();

  it("takes a CLI that is new enough and has its language host", async () => {
    writePrograms(home());
    assert.deepEqual(await findCliOnPath(["/nowhere", home()].join(delimiter)), {
      bin: home(),
      version: "3.250.0",
    });
  });

  it("refuses a CLI that is too old", async () => {
    writePrograms(home(), ENGINE_PROGRAMS, "v3.99.0");
    assert.match(String(await findCliOnPath(home())), /is 3\.99\.0, older than 3\.150\.0/);
  });

  it("refuses a CLI without the Node.js language host", async () => {
    writePrograms(home(), ["pulumi"]);
    assert.match(String(await findCliOnPath(home())), /comes without pulumi-language-nodejs/);
  });

  it("says when there is none", async () => {
    assert.equal(await findCliOnPath(home()), "there is no pulumi on PATH");
  });
});

posixOnly("runCommand", () => {
  it("gives the output of a program, and each line of stderr as it comes", async () => {
    const lines: string[] = [];
    const result = await runCommand("sh", ["-c", "echo out; echo one >&2; echo two >&2"], {
      onStderrLine: (line) => lines.push(line),
    });
    assert.deepEqual(result, { ok: true, stdout: "out\n", stderr: "one\ntwo\n" });
    assert.deepEqual(lines, ["one", "two"]);
  });

  it("gives what a failed program wrote", async () => {
    assert.deepEqual(await runCommand("sh", ["-c", "echo out; echo why >&2; exit 3"]), {
      ok: false,
      stdout: "out\n",
      stderr: "why\n",
    });
  });

  it("names a program that is not there", async () => {
    const { ok, stderr } = await runCommand("no-such-program", []);
    assert.equal(ok, false);
    assert.match(stderr, /no-such-program ENOENT/);
  });
});
