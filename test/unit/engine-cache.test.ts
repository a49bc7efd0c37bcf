import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { isComplete, publish, userCacheFolder, withLock } from "../../engine/cache";
import { findCliOnPath } from "../../engine/path-search";
import { ENGINE_PROGRAMS } from "../../engine/pins";

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

describe("userCacheFolder", () => {
  it("follows the habits of each system", () => {
    assert.equal(userCacheFolder("linux", {}, "/home/ada"), join("/home/ada", ".cache"));
    assert.equal(userCacheFolder("darwin", {}, "/Users/ada"), join("/Users/ada", "Library", "Caches"));
    assert.equal(userCacheFolder("win32", { LOCALAPPDATA: "C:\\Local" }, "C:\\ada"), "C:\\Local");
  });

  it("obeys XDG_CACHE_HOME", () => {
    assert.equal(userCacheFolder("linux", { XDG_CACHE_HOME: "/fast" }, "/home/ada"), "/fast");
  });
});

posixOnly("the engine cache", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "engine-cache-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it("takes the final name only when every program is there", async () => {
    const folder = join(home, "v1");
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
      publish(join(home, "v1"), async () => {
        throw new Error("the disk is full");
      }),
      /the disk is full/,
    );
    assert.deepEqual(readdirSync(home), []);
  });

  it("lets one builder in at a time", async () => {
    const order: string[] = [];
    const firstIsIn = signal();
    const secondWaits = signal();
    const first = withLock(join(home, "v1"), assert.fail, async () => {
      order.push("first in");
      firstIsIn.give();
      await secondWaits.given;
      order.push("first out");
    });
    await firstIsIn.given;
    const second = withLock(join(home, "v1"), secondWaits.give, async () => order.push("second in"));
    await Promise.all([first, second]);
    assert.deepEqual(order, ["first in", "first out", "second in"]);
  });
});

posixOnly("findCliOnPath", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "engine-path-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it("takes a CLI that is new enough and has its language host", async () => {
    writePrograms(home);
    assert.deepEqual(await findCliOnPath(["/nowhere", home].join(delimiter)), {
      bin: home,
      version: "3.250.0",
    });
  });

  it("refuses a CLI that is too old", async () => {
    writePrograms(home, ENGINE_PROGRAMS, "v3.99.0");
    assert.match(String(await findCliOnPath(home)), /is 3\.99\.0, older than 3\.150\.0/);
  });

  it("refuses a CLI without the Node.js language host", async () => {
    writePrograms(home, ["pulumi"]);
    assert.match(String(await findCliOnPath(home)), /comes without pulumi-language-nodejs/);
  });

  it("says when there is none", async () => {
    assert.equal(await findCliOnPath(home), "there is no pulumi on PATH");
  });
});
