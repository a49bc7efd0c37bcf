import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import { openManifest } from "../../../cli/src/retention/manifest-folder";
import { runDevcenter } from "../../../harness/devcenter-command";
import { emulatorSettings } from "../../../harness/emulator-settings";
import { cabNamed, keep, movedClock } from "../../../harness/kept-folder";
import { folderOfEachTest } from "../../../harness/test-folder";
import { startAtNoon } from "../emulator/dev-center-client";
import { schedule } from "./reports/scheduled-report";

describe("a download into a folder where a file had to be left that is overdue", () => {
  let emulator: Emulator;
  const folder = folderOfEachTest();
  let id: string;
  before(async () => {
    emulator = await startAtNoon();
    ({ id } = await schedule(emulator, { startsInHours: -13, recurrence: 2 }));
  });
  after(() => emulator.close());

  async function leaveOverdueFile(): Promise<void> {
    const manifest = await openManifest(folder(), movedClock("2026-01-01T00:00:00Z"));
    await keep(manifest, cabNamed("old"));
    await manifest.close();
    writeFileSync(folder("cabs/old.cab"), "an analysis");
  }
  const run = (...args: string[]) => runDevcenter([...args, "--out", folder()], emulatorSettings(emulator));

  it("ends with 1, whatever else there is to say", async () => {
    await leaveOverdueFile();
    const [first] = emulator.state().entities.reportSchedule;
    assert.ok(first);
    const watched = await run("reports", "download", id, "--watch", "--every", "0.005");
    assert.deepEqual(
      [watched.exitCode, readdirSync(folder()).filter((file) => /\.txt$/.test(file)).length],
      [1, 2],
    );
    assert.match(watched.err, /Left: cabs\/old\.cab: its content was changed/);
    const data = [{ ReportDatetime: "2026-03-01T00:00:00", ReportStatus: "Failed" }];
    emulator.fail({
      match: { path: `/analytics/driver/reportdata/${id}` },
      times: 1,
      action: { respond: { status: 200, body: { data, errors: [] } } },
    });
    assert.equal((await run("reports", "download", id)).exitCode, 1);
    const missed = await run("cabs", "download", "--cab-id-hash", "2f1c9a52b07e4d41");
    assert.match(missed.out, /1 expired/);
    assert.equal(missed.exitCode, 1);
  });

  it("takes a link to a report for no report", async () => {
    await run("reports", "download", id);
    const [file = ""] = readdirSync(folder()).filter((name) => name.endsWith(".txt"));
    const elsewhere = `${folder()}/elsewhere`;
    renameSync(folder(file), elsewhere);
    symlinkSync(elsewhere, folder(file));
    const { out } = await run("reports", "download", id, "--format", "csv");
    assert.match(out, /missing/);
    assert.equal(readdirSync(folder()).filter((name) => name.endsWith(".csv")).length, 1);
    assert.notEqual(readFileSync(elsewhere).length, 0);
  });
});
