import assert from "node:assert/strict";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../../cli/src/program";
import { openManifest } from "../../../../cli/src/retention/manifest-folder";
import { terminalOn } from "../../../../cli/src/terminal";
import { cabNamed, keep, keptFolder, movedClock } from "../../../../harness/kept-folder";

const name = "devcenter-manifest.jsonl";
const longAgo = "2026-01-01T00:00:00.000Z";

describe("devcenter purge, in a folder where one file is due", () => {
  let place: ReturnType<typeof keptFolder>;
  beforeEach(async () => {
    place = keptFolder();
    await keptSince(longAgo, "old", "gone");
    rmSync(join(place.folder, "cabs/gone.cab"));
  });
  afterEach(() => place.remove());

  async function keptSince(iso: string, ...keys: string[]): Promise<void> {
    const manifest = await openManifest(place.folder, movedClock(iso));
    for (const key of keys) await keep(manifest, cabNamed(key));
    await manifest.close();
  }
  async function purge(...args: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const terminal = terminalOn({ write: (text) => out.push(text) }, { write: (text) => err.push(text) });
    const exitCode = await run(["purge", "--out", place.folder, ...args], terminal, {});
    return { exitCode, out: out.join(""), err: err.join("") };
  }
  const isThere = (key: string) => existsSync(join(place.folder, `cabs/${key}.cab`));

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
      ["", "cabs", "cabs/old.cab", name].map((path) => {
        const { ino, mtimeMs, ctimeMs, size } = statSync(join(place.folder, path));
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

  it("ends with 1 as long as a row is from the future, until 0d has destroyed its file", async () => {
    await keptSince("2999-01-01T00:00:00.000Z", "future");
    assert.equal((await purge("--dry-run")).exitCode, 1);
    const { exitCode, err } = await purge();
    assert.equal(exitCode, 1);
    assert.match(err, /Left: cabs\/future\.cab: its row is of 2999-/);
    assert.deepEqual(["old", "future"].map(isThere), [false, true]);
    assert.equal((await purge("--older-than", "0d")).exitCode, 0);
    assert.deepEqual([isThere("future"), (await purge()).exitCode], [false, 0]);
  });

  it("gives the folder back also where it had to leave a file", async () => {
    place.write("cabs/old.cab", "changed");
    assert.deepEqual([(await purge()).exitCode, isThere("old")], [1, true]);
    assert.equal(existsSync(join(place.folder, `${name}.lock`)), false);
  });

  it("ends with 4 in a folder that holds other files only, and leaves it as it is", async () => {
    rmSync(join(place.folder, name));
    const { exitCode, err } = await purge();
    assert.equal(exitCode, 4);
    assert.match(err, /Nothing was ever downloaded to /);
    assert.deepEqual([readdirSync(place.folder), isThere("old")], [["cabs"], true]);
  });
});
