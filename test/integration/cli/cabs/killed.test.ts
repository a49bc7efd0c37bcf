import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Emulator, Failure } from "devcenter-emulator";
import { runDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { until } from "../../../../harness/pulumi-processes";
import { extracted } from "../../../../harness/seven-zip";
import { folderOfAllTests } from "../../../../harness/test-folder";
import { startAtNoon } from "../../emulator/dev-center-client";
import { failuresWithCab, reportOf } from "./failures";

const command = join(dirname(require.resolve("devcenter-cli/package.json")), "dist", "command.js");

describe("devcenter cabs download, killed in the middle of a file", function () {
  this.timeout(120_000);
  let emulator: Emulator;
  let failures: Failure[];
  const folder = folderOfAllTests();
  before(async () => {
    emulator = await startAtNoon();
    emulator.clock.set(new Date().toISOString());
    // Large ones, of which a piece comes through before a connection is cut.
    failures = (await failuresWithCab(emulator)).filter(({ CabType }) => CabType === "FULL").slice(0, 4);
    writeFileSync(folder("report.txt"), reportOf(failures, ["CabIdHash"]));
  });
  after(async () => {
    await emulator.close();
  });

  const names = () => failures.map(({ CabIdHash }) => `${CabIdHash}.cab`);
  const there = () => (existsSync(folder("cabs")) ? readdirSync(folder("cabs")) : []);
  const args = () => ["cabs", "download", "--out", folder(), "--from", folder("report.txt"), "--json"];

  it("leaves nothing half under a final name, and the next call does the rest", async () => {
    // The first two cabs pass, of the third comes a piece and then nothing more.
    emulator.fail(
      { match: { door: "blobs" }, after: 2, action: { truncate: 100_000 } },
      { match: { door: "blobs" }, after: 2, times: "always", action: { hang: "forever" } },
    );
    const { PATH = "", HOME = "" } = process.env;
    const killed = spawn(process.execPath, [command, ...args(), "--concurrency", "1"], {
      env: { PATH, HOME, ...emulatorSettings(emulator) },
      stdio: "ignore",
    });
    const part = folder("cabs", `${names()[2]}.part`);
    await until("a piece of the third", () => existsSync(part) && statSync(part).size > 0, 30_000);
    killed.kill("SIGKILL");
    await once(killed, "close");
    const whole = there().filter((name) => name.endsWith(".cab"));
    assert.deepEqual(whole.sort(), names().slice(0, 2).sort());

    emulator.reset();
    emulator.clock.set(new Date().toISOString());
    const before = emulator.blobRequests.length;
    const { exitCode, out } = await runDevcenter(args(), emulatorSettings(emulator));
    assert.equal(exitCode, 0);
    const { downloaded, kept } = JSON.parse(out);
    assert.deepEqual([downloaded.length, kept.length], [2, 2]);
    assert.deepEqual(there().sort(), names().sort());
    for (const name of names()) {
      assert.equal((await extracted(readFileSync(folder("cabs", name)))).size, 2);
    }
    // The part was gone on with, not fetched again.
    assert.equal(
      emulator.blobRequests.slice(before).filter(({ headers }) => headers.range !== undefined).length,
      1,
    );
  });
});
