import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "devcenter-emulator";
import {
  type CommandSurroundings,
  runDevcenter,
  startDevcenter,
} from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { FileStore } from "../../../../harness/file-store";
import { until } from "../../../../harness/pulumi-processes";
import { startAtNoon } from "../../emulator/dev-center-client";
import { answerRuns, hourMs, schedule } from "./scheduled-report";

const megabyte = 1_000_000;
const content = randomBytes(6 * megabyte);
const isLinux = process.platform === "linux";

describe("devcenter reports download, whatever hits it", () => {
  let emulator: Emulator;
  let store: FileStore;
  let folder: string;
  before(async () => {
    // So many that a report is more than what fits on its way.
    emulator = await startAtNoon({ rows: 400_000 });
  });
  beforeEach(async () => {
    emulator.reset();
    store = await FileStore.open(content);
    answerRuns(emulator, "17", [store.url]);
    folder = mkdtempSync(join(tmpdir(), "reports-"));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  after(() => emulator.close());

  const start = () =>
    startDevcenter(["reports", "download", "17", "--out", folder], emulatorSettings(emulator));
  const call = (args: readonly string[] = [], options: CommandSurroundings = {}) =>
    runDevcenter(
      ["reports", "download", "17", "--out", folder, ...args],
      emulatorSettings(emulator),
      options,
    );
  const run = (...args: string[]) => call(args);
  const final = () => join(folder, "report-17-20260301T000000Z.txt");
  const part = () => `${final()}.part`;
  const partBytes = () => (existsSync(part()) ? statSync(part()).size : 0);

  /** A call that cannot end well leaves nothing under the final name, and reports why without the link. */
  async function fails(words: RegExp, options: CommandSurroundings = {}): Promise<void> {
    const { exitCode, out, err } = await call([], options);
    assert.equal(exitCode, 1, err);
    assert.match(err, words);
    assert.doesNotMatch(out + err, /HUSH|https?:/);
    assert.equal(existsSync(final()), false);
  }

  /** A call that meets no fault ends well, and leaves the file and the manifest only. */
  async function completes(...args: string[]): Promise<void> {
    store.faults = [];
    const { exitCode, err } = await run(...args);
    assert.deepEqual([exitCode, err], [0, ""]);
    assert.deepEqual(readFileSync(final()), store.content);
    assert.equal(readdirSync(folder).length, 2);
  }

  it("goes on after a body that was cut off", async () => {
    store.faults = [{ cutAfter: 2 * megabyte }];
    const { exitCode } = await run();
    assert.deepEqual([exitCode, store.sent, readFileSync(final())], [0, store.total, content]);
  });

  it("keeps what came when the body is cut off again and again, and fetches only the rest with the next call", async () => {
    store.faults = [{ cutAfter: 2 * megabyte }, ...Array.from({ length: 9 }, () => ({ cutAfter: 0 }))];
    await fails(/What came is kept/);
    store.sent = 0;
    await completes();
    assert.equal(store.sent, 4 * megabyte);
  });

  it("does not take a file for whole that is not as long as was said", async () => {
    store.faults = Array.from({ length: 9 }, () => ({ tooLongBy: 10 }));
    await fails(/the file changed while it was fetched|the connection to the blob store failed/);
    await completes();
  });

  it("does not take a file for whole that has another MD5", async () => {
    store.md5 = randomBytes(16).toString("base64");
    await fails(/the file changed while it was fetched/);
    store.md5 = undefined;
    await completes();
  });

  it("tells that the store refuses, and completes when it does no more", async () => {
    store.faults = Array.from({ length: 9 }, () => ({ status: 403 }));
    await fails(/the blob store refused with 403/);
    await completes();
  });

  it("brings the other runs when one is refused", async () => {
    const other = await FileStore.open(randomBytes(1000));
    try {
      answerRuns(emulator, "18", [store.url, other.url]);
      store.faults = [{ status: 404 }];
      const args = ["reports", "download", "18", "--out", folder, "--json"];
      const { exitCode, out } = await runDevcenter(args, emulatorSettings(emulator));
      const outcomes = JSON.parse(out).runs.map((one: { outcome: string }) => one.outcome);
      assert.deepEqual([exitCode, outcomes], [1, ["stopped", "downloaded"]]);
    } finally {
      await other.close();
    }
  });

  it("goes on with a fresh link when the twelve hours are over in the middle", async () => {
    emulator.forgetFaults();
    const { id } = await schedule(emulator, { startsInHours: -1 });
    emulator.fail(
      { match: { door: "blobs" }, action: { truncate: 600_000 } },
      // Time enough to let time pass.
      { match: { door: "blobs" }, action: { delay: 1_500 } },
    );
    const args = ["reports", "download", id, "--out", folder];
    const { outcome } = startDevcenter(args, emulatorSettings(emulator));
    await until("the second request", () => emulator.blobRequests.length === 2);
    emulator.clock.advance(13 * hourMs);
    const { exitCode, err } = await outcome;
    assert.deepEqual([exitCode, err], [0, ""]);
    const statuses = emulator.blobRequests.slice(1).map(({ status }) => status);
    assert.deepEqual(statuses, [403, 206]);
  });

  it("lets only one command at a time work in a folder", async () => {
    store.faults = [{ stallAfter: 2 * megabyte }];
    const first = start();
    await until("the first to be in the middle", () => partBytes() >= megabyte);
    const second = await run();
    assert.equal(second.exitCode, 1);
    assert.match(second.err, /Another devcenter works in/);
    first.child.kill("SIGTERM");
    assert.equal((await first.outcome).exitCode, 143);
    await completes();
  });

  describe("kill -9", () => {
    it("in the middle leaves what the next call goes on with", async () => {
      store.faults = [{ stallAfter: 2 * megabyte }];
      const { child, outcome } = start();
      await until("the middle", () => partBytes() >= megabyte);
      child.kill("SIGKILL");
      await outcome;
      assert.equal(existsSync(final()), false);
      store.sent = 0;
      await completes();
      assert.ok(store.sent < 5 * megabyte, `${store.sent} bytes were sent again`);
    });
  });

  describe("a disk without room", () => {
    before(function () {
      if (!isLinux) this.skip();
    });

    it("is named with the file, when the system allows no longer files; the next call completes", async () => {
      // In blocks of 1024 bytes, as bash counts them.
      const under = ["bash", "-c", 'ulimit -f 3000; exec "$@"', "bash"];
      await fails(/report-17-20260301T000000Z\.txt could not be written, for no file may be so long/, {
        under,
      });
      assert.ok(partBytes() > 2 * megabyte);
      store.sent = 0;
      await completes();
      assert.ok(store.sent < 4 * megabyte, `${store.sent} bytes were sent again`);
    });

    describe("that is full", () => {
      let disk: string;
      before(function () {
        disk = mkdtempSync(join(tmpdir(), "disk-"));
        try {
          execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], { stdio: "ignore" });
        } catch {
          // Not everybody may mount.
          rmSync(disk, { recursive: true });
          this.skip();
        }
      });
      after(() => {
        if (!existsSync(disk)) return;
        execFileSync("umount", [disk]);
        rmSync(disk, { recursive: true });
      });

      it("is named with the file; with more room the next call completes", async () => {
        const elsewhere = folder;
        folder = join(disk, "data");
        try {
          const words = `report-17-20260301T000000Z.txt could not be written, for the disk is full \\(ENOSPC; the disk is mounted at ${disk} `;
          await fails(new RegExp(words));
          execFileSync("mount", ["-o", "remount,size=9m", disk]);
          await completes();
        } finally {
          folder = elsewhere;
        }
      });
    });
  });
});
