import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LocalDevCenter } from "../support/local-dev-center";
import { canFindProcesses, peakKilobytesOf, until } from "../support/pulumi-processes";

const size = 1024 ** 3;
const limitKilobytes = 200_000;

describe("a package of 1 GiB", () => {
  let center: LocalDevCenter;

  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());

  it("is uploaded by a provider process that never takes more than 200 MB", async () => {
    const project = await center.program(`
      const product = new devcenter.Product("nic", {
        productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
        selectedProductTypes: { windows_v100_RS3: "Unclassified" },
      });
      new devcenter.Submission("nic-initial", {
        productId: product.productId, name: "large", type: "initial", package: "driver.hlkx", waitFor: "none",
      });
    `);
    const file = openSync(join(project.folder, "driver.hlkx"), "w");
    writeSync(file, "PK\x03\x04");
    ftruncateSync(file, size);
    closeSync(file);

    let ended = false;
    const up = center
      .run(() => project.up())
      .finally(() => {
        ended = true;
      });
    let peak = 0;
    await until(
      "the upload",
      () => {
        peak = Math.max(peak, peakKilobytesOf("provider", project.folder));
        return ended;
      },
      170_000,
    );
    await up;

    const submission = center.emulator.state().entities.submission[0];
    const stored = await center.emulator.packageOf(submission?.id ?? "");
    assert.deepEqual({ size: stored?.size, commits: stored?.commits }, { size, commits: 1 });
    assert.ok(peak > 0 && peak <= limitKilobytes, `the provider process took ${peak / 1000} MB`);
  });
});
