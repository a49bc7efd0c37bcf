import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import { type CommandOutcome, startDevcenter } from "../../harness/devcenter-command";
import { emulatorSettings } from "../../harness/emulator-settings";
import { FileStore } from "../../harness/file-store";
import { canFindProcesses, peakKilobytes, until } from "../../harness/pulumi-processes";
import { answerRuns } from "../integration/cli/reports/scheduled-report";
import { startAtNoon } from "../integration/emulator/dev-center-client";

const megabyte = 1024 ** 2;
const total = 2048 * megabyte;
const cuts = 10;
/** What the whole process of the command may take, in the kernel's kB. */
const limitKilobytes = 200_000;

describe("a report of 2 GiB, while its connection is cut ten times", function () {
  this.timeout(300_000);
  let emulator: Emulator | undefined;
  let store: FileStore;
  let folder: string;
  let outcome: CommandOutcome;
  let peak = 0;

  before(async function () {
    if (!canFindProcesses) this.skip();
    emulator = await startAtNoon();
    // Random, so that what is read twice or left out shows in the hash.
    store = await FileStore.open(randomBytes(megabyte + 1), 2047);
    store.faults = Array.from({ length: cuts }, () => ({ cutAfter: Math.floor(total / (cuts + 1)) }));
    answerRuns(emulator, "17", [store.url]);
    folder = mkdtempSync(join(tmpdir(), "reports-"));
    const args = ["reports", "download", "17", "--out", folder, "--json"];
    const command = startDevcenter(args, emulatorSettings(emulator));
    let ended = false;
    const end = command.outcome.finally(() => {
      ended = true;
    });
    const look = () => {
      peak = Math.max(peak, peakKilobytes(command.child.pid ?? 0));
      return ended;
    };
    await until("the download", look, 280_000);
    outcome = await end;
  });
  after(async () => {
    if (emulator === undefined) return;
    await Promise.all([emulator.close(), store.close()]);
    rmSync(folder, { recursive: true });
  });

  it("is downloaded with the right SHA-256", () => {
    assert.deepEqual([outcome.exitCode, outcome.err], [0, ""]);
    const [file] = JSON.parse(outcome.out).runs[0].files;
    assert.deepEqual([file.bytes, file.sha256], [store.total, store.sha256]);
    assert.match(readFileSync(join(folder, "devcenter-manifest.jsonl"), "utf8"), new RegExp(store.sha256));
  });

  it("is fetched hardly more than once", () => {
    assert.equal(store.requests.length, cuts + 1);
    assert.ok(store.sent <= 1.1 * store.total, `${store.sent} of ${store.total} bytes were sent`);
  });

  it("takes 200 MB of memory at most", () => {
    assert.ok(peak > 0 && peak <= limitKilobytes, `${peak} kB`);
  });
});
