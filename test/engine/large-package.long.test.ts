import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { canFindProcesses, peakKilobytesOf, until } from "../../harness/pulumi-processes";

const small = 5 * 1024 ** 2;
const large = 1024 ** 3;
/** What the whole provider process may take, Pulumi's SDK and all; in the kernel's kB. */
const limitKilobytes = 200_000;
/** What a package may cost beyond what the process takes anyhow. */
const extraKilobytes = 100_000;

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

  it("is uploaded by a provider process of 200 MB at most, 100 MB at most for the package", async () => {
    const peaks = [await peakOfUpload(center, small), await peakOfUpload(center, large)] as const;
    const figures = `${peaks.join(" kB for 5 MiB, ")} kB for 1 GiB`;
    assert.ok(peaks[1] <= limitKilobytes, figures);
    assert.ok(peaks[1] - peaks[0] <= extraKilobytes, figures);
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
