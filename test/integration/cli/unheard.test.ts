import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openManifest } from "../../../cli/src/retention/manifest-folder";
import { runDevcenter } from "../../../harness/devcenter-command";
import { MANIFEST } from "../../../harness/download-folder";
import { cabNamed, keep, keptFolder, movedClock } from "../../../harness/kept-folder";
import { type SmallDisk, smallDisk } from "../../../harness/small-disk";

describe("devcenter that is not heard", () => {
  let disk: SmallDisk | undefined;
  const place = keptFolder();
  afterEach(() => disk?.remove());
  after(() => place.remove());

  async function keepOld(folder: string): Promise<void> {
    const manifest = await openManifest(folder, movedClock("2026-01-01T00:00:00.000Z"));
    await keep(manifest, cabNamed("old"));
    await manifest.close();
  }
  /** A shell that leads the output elsewhere, and runs the command. */
  const through = (redirected: string) => ({ under: ["bash", "-c", redirected, "bash"] });

  it("destroys what is due also where the disk is full on which its words are written", async function () {
    disk = smallDisk(this, 256);
    const folder = join(disk.path, "data");
    await keepOld(folder);
    const path = join(folder, MANIFEST);
    // Of a process that was killed while it wrote: the manifest is to be rewritten, and a warning says why it is not.
    writeFileSync(path, `${readFileSync(path, "utf8")}{"state":"kept","ki`);
    disk.fill();
    const { exitCode } = await runDevcenter(["purge", "--out", folder], {}, through('"$@" 2>/dev/full'));
    assert.deepEqual([exitCode, existsSync(join(folder, "cabs/old.cab"))], [0, false]);
  });

  it("ends as it would when its reader has gone: files that are left make it 1, a help 0", async () => {
    await keepOld(place.folder);
    writeFileSync(join(place.folder, "cabs/old.cab"), "changed");
    // The reader has gone before the command begins.
    const unread = through('{ sleep 0.2; "$@"; echo "$?" >&2; } | true');
    const left = await runDevcenter(["purge", "--out", place.folder], {}, unread);
    assert.match(left.err, /Left: cabs\/old\.cab[\s\S]*\n1\n$/);
    assert.equal((await runDevcenter(["--help"], {}, unread)).err, "0\n");
  });

  it("says that its result could not be written, and ends with 1", async () => {
    const { exitCode, err } = await runDevcenter(["--version"], {}, through('"$@" >/dev/full'));
    assert.deepEqual([exitCode, err], [1, "devcenter: The result could not be written (ENOSPC).\n"]);
  });
}).timeout(60_000);
