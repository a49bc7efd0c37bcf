import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { emulatorCommand } from "../../../cli/src/emulator";
import { NotFoundError } from "../../../cli/src/exit-codes";
import { runDevcenter, startDevcenter } from "../../../harness/devcenter-command";

describe("devcenter emulator", () => {
  it("runs the local Dev Center with options of its own, until it is stopped", async () => {
    const { child, outcome } = startDevcenter(["emulator", "--port", "0", "--json", "--speed", "3600x"], {});
    assert.ok(child.stdout);
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { url } = JSON.parse(line) as { url: string };
    assert.equal((await fetch(`${url}/_emulator/state`)).status, 200);
    child.kill("SIGTERM");
    assert.equal((await outcome).exitCode, 0);
    await assert.rejects(fetch(`${url}/_emulator/state`));
  });

  it("shows the emulator's own help", async () => {
    const { exitCode, out } = await runDevcenter(["emulator", "--help"], {});
    assert.equal(exitCode, 0);
    assert.match(out, /devcenter-emulator \[options\].*--workflow-minutes/s);
  });

  it("fails when the emulator does", async () => {
    const { exitCode, err } = await runDevcenter(["emulator", "--speed", "soon"], {});
    assert.equal(exitCode, 1);
    assert.match(err, /--speed.*devcenter: devcenter-emulator ended with exit code 1/s);
  });

  it("says how to install the emulator where it is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), "devcenter-nowhere-"));
    try {
      assert.throws(
        () => emulatorCommand([folder]),
        (error: Error) =>
          error instanceof NotFoundError && /npm install devcenter-emulator/.test(error.message),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
