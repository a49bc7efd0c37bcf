import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter, startDevcenter } from "../../../../harness/devcenter-command";
import { emulatorSettings } from "../../../../harness/emulator-settings";
import { FileStore } from "../../../../harness/file-store";
import { until } from "../../../../harness/pulumi-processes";
import { startAtNoon } from "../../emulator/dev-center-client";
import { answerRuns } from "./scheduled-report";

describe("devcenter reports download, killed at any moment", () => {
  let emulator: Emulator;
  let store: FileStore;
  let folder: string;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    store = await FileStore.open(randomBytes(6_000_000));
    store.times = 8;
    answerRuns(emulator, "17", [store.url]);
    folder = mkdtempSync(join(tmpdir(), "reports-"));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  after(() => emulator.close());

  for (const options of [[], ["--gzip"]]) {
    it(`loses nothing but time${options.length > 0 ? ", with --gzip" : ""}`, async () => {
      const args = ["reports", "download", "17", "--out", folder, ...options];
      const final = join(folder, "report-17-20260301T000000Z.txt");
      const names = options.length > 0 ? [`${final}.gz`, final] : [final];
      for (let round = 0; round < 4; round++) {
        const { child, outcome } = startDevcenter(args, emulatorSettings(emulator));
        await until("it to begin", () => existsSync(join(folder, "devcenter-manifest.jsonl")));
        await pause(Math.random() * 1500);
        child.kill("SIGKILL");
        await outcome;
        // Whatever has a final name is whole.
        for (const name of names.filter(existsSync)) assert.equal(plainBytes(name), store.total);
      }
      const { exitCode, err } = await runDevcenter(args, emulatorSettings(emulator));
      assert.deepEqual([exitCode, err], [0, ""]);
      assert.deepEqual([plainBytes(names[0] ?? ""), readdirSync(folder).length], [store.total, 2]);
    });
  }
});

/** How long a file is, unpacked when it is packed. */
function plainBytes(path: string): number {
  return path.endsWith(".gz") ? gunzipSync(readFileSync(path)).length : statSync(path).size;
}
