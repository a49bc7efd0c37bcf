import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LocalDevCenter } from "../support/local-dev-center";
import { canFindProcesses, peakKilobytesOf, until } from "../support/pulumi-processes";

const small = 5 * 1024 ** 2;
const large = 1024 ** 3;
/** What a package may cost the provider process beyond what it takes anyhow, in kB. */
const limitKilobytes = 100_000;

const source = `
  const product = new devcenter.Product("nic", {
    productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });
  new devcenter.Submission("nic-initial", {
    productId: product.productId, name: "large", type: "initial", package: "driver.hlkx", waitFor: "none",
  });
`;

describe("a package of 1 GiB", () => {
  let center: LocalDevCenter;

  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());

  it("costs the provider process at most 100 MB more than a package of 5 MiB", async () => {
    const peaks = [await peakOfUpload(center, small), await peakOfUpload(center, large)] as const;
    assert.ok(peaks[1] - peaks[0] <= limitKilobytes, `${peaks.join(" kB, then ")} kB`);
  });
});

/** Uploads a package of this size, and gives the most memory that the provider process held, in kB. */
async function peakOfUpload(center: LocalDevCenter, size: number): Promise<number> {
  const { emulator } = center;
  emulator.reset();
  const project = await center.program(source);
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
  const look = () => {
    peak = Math.max(peak, peakKilobytesOf("provider", project.folder));
    return ended;
  };
  await until("the upload", look, 170_000);
  await up;
  const [submission] = emulator.state().entities.submission;
  const stored = await emulator.packageOf(submission?.id ?? "");
  assert.deepEqual({ size: stored?.size, commits: stored?.commits }, { size, commits: 1 });
  return peak;
}
