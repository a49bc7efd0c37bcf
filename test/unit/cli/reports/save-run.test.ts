import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, utimesSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type OutputForm, type SaveOptions, saveRun } from "../../../../cli/src/reports/save-run";
import type { KeptFile } from "../../../../cli/src/retention/manifest";
import { downloadFolderOfEachTest, filesOf } from "../../../../harness/download-folder";

const time = "2026-03-01T11:00:00Z";
const name = { kind: "report", key: `15/${time}`, file: "report-15-20260301T110000Z.txt" } as const;
const rows = "DriverName\tDeviceId\nnic.sys\tdevice-1\n";

describe("a report that is here, in another form", () => {
  const downloads = downloadFolderOfEachTest("2026-03-01T12:00:00.000Z");
  const stem = "report-15-20260301T110000Z";

  const known = () =>
    downloads.manifest
      .rows()
      .filter(({ kind, destroyedAt }) => kind === "report" && destroyedAt === undefined);

  /** Nothing is fetched: there is no Dev Center. */
  function save(form: Partial<OutputForm>, isThere = (_: KeptFile) => true) {
    const options: Pick<SaveOptions, "manifest" | "reportId" | "form" | "signal" | "exclusive"> = {
      manifest: downloads.manifest,
      reportId: "15",
      form: { gzip: false, format: undefined, ...form },
      signal: new AbortController().signal,
      exclusive: (work) => work(),
    };
    const progress = { move: () => undefined, end: () => undefined };
    const found = known().map((file) => ({ ...file, isThere: isThere(file) }));
    return saveRun(options as SaveOptions, time, found, progress);
  }

  for (const form of [{ gzip: true }, { format: "csv" }] as const) {
    const made = form.gzip ? `${stem}.txt.gz` : `${stem}.csv`;
    it(`is due with the report, also where a row says more than thirty days (${JSON.stringify(form)})`, async () => {
      const { destroyBy } = await downloads.keep(name, rows);
      // Shortened first, so that the row of what was kept is the only one that is edited.
      await downloads.reopen();
      await downloads.reopenEdited((text) => text.replaceAll(destroyBy, "9999-12-31T00:00:00Z"));
      downloads.clock.pass(29);
      await save(form);
      downloads.clock.pass(1);
      assert.ok(filesOf((await downloads.purge()).destroyed).includes(made));
    });

    it(`is due with the report, also where only the disk knows when that came (${JSON.stringify(form)})`, async () => {
      downloads.clock.pass(400);
      await downloads.keep(name, rows);
      downloads.clock.pass(-400);
      const written = new Date(downloads.clock.now());
      utimesSync(downloads.path(name.file), written, written);
      downloads.clock.pass(29);
      await save(form);
      downloads.clock.pass(1);
      assert.ok(filesOf((await downloads.purge()).destroyed).includes(made));
    });

    it(`is not made of a report that somebody has changed (${JSON.stringify(form)})`, async () => {
      await downloads.keep(name, rows);
      const changed = rows.replace("device-1", "(hidden)");
      assert.equal(changed.length, rows.length);
      downloads.write(name.file, changed);
      await assert.rejects(
        save(form),
        /report-15-20260301T110000Z\.txt has changed since devcenter wrote it/,
      );
      assert.equal(readFileSync(downloads.path(name.file), "utf8"), changed);
      assert.ok(!existsSync(downloads.path(made)) && !existsSync(downloads.path(`${made}.part`)));
    });
  }

  it("is made once", async () => {
    await downloads.keep(name, rows);
    const first = await save({ format: "csv" });
    downloads.clock.pass(1);
    assert.deepEqual(await save({ format: "csv" }), first);
  });

  it("is made again where it was removed", async () => {
    await downloads.keep(name, rows);
    const first = await save({ format: "csv" });
    rmSync(downloads.path(`${stem}.csv`));
    const again = await save({ format: "csv" });
    assert.deepEqual(again.converted?.sha256, first.converted?.sha256);
    assert.equal(
      readFileSync(downloads.path(`${stem}.csv`), "utf8"),
      "DriverName,DeviceId\nnic.sys,device-1\n",
    );
  });

  it("is left where somebody has worked on it, also when its report came again", async () => {
    await downloads.keep(name, rows);
    await save({ format: "csv" });
    downloads.write(`${stem}.csv`, "analysis");
    downloads.clock.pass(1);
    await downloads.keep(name, rows);
    await assert.rejects(save({ format: "csv" }), /\.csv has changed since devcenter wrote it/);
    assert.equal(readFileSync(downloads.path(`${stem}.csv`), "utf8"), "analysis");
  });

  it("does not take the place of a report that somebody has changed", async () => {
    await downloads.keep(name, rows);
    downloads.write(name.file, "an analysis");
    await assert.rejects(
      save({}, () => false),
      /\.txt has changed since devcenter wrote it/,
    );
    assert.equal(readFileSync(downloads.path(name.file), "utf8"), "an analysis");
  });

  it("leaves the report that it replaces where somebody has changed that meanwhile", async () => {
    const kept = await downloads.keep(name, rows);
    await save({ gzip: true });
    // As a process leaves it that was killed before it removed the first.
    const zipped = downloads.manifest.find("report", name.key);
    assert.equal(gunzipSync(readFileSync(downloads.path(`${name.file}.gz`))).toString(), rows);
    const { destroyedAt: _, ...row } = kept;
    await downloads.reopenEdited((text) => `${text}${JSON.stringify({ state: "kept", ...row })}\n`);
    downloads.write("mine", "an analysis");
    renameSync(downloads.path("mine"), downloads.path(name.file));
    await assert.rejects(
      save({ gzip: true }, ({ file }) => file === zipped?.file),
      /has changed since devcenter wrote it/,
    );
    assert.equal(readFileSync(downloads.path(name.file), "utf8"), "an analysis");
  });
});
