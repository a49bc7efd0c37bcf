import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { canFindProcesses, pressControlC, until } from "../../harness/pulumi-processes";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

const source = `
  const product = new devcenter.Product("nic", {
    productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });
  new devcenter.Submission("nic-initial", {
    productId: product.productId, name: "VST_apdevtest1_init", type: "initial", package: "driver.hlkx", waitFor: "signed",
  });
`;
const packageBytes = Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(6 * 1024 * 1024)]);

describe("a run that is interrupted", () => {
  let center: LocalDevCenter;
  let project: PulumiProject;

  beforeEach(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
    project = await center.program(source);
    writeFileSync(join(project.folder, "driver.hlkx"), packageBytes);
  });
  afterEach(() => center?.close());

  /** Interrupts when it is so far, as somebody does who will not wait: ^C, and ^C again. */
  async function interruptWhen(what: string, isSo: () => boolean): Promise<Outcome> {
    const running = project.up();
    await until(what, isSo);
    pressControlC(project.folder);
    await pause(500);
    pressControlC(project.folder);
    return running;
  }

  function assertReported({ ok, output }: Outcome): void {
    assert.equal(ok, false);
    const { product, submission } = center.emulator.state().entities;
    assert.match(
      output,
      new RegExp(`submission ${product[0]?.id}/${submission[0]?.id}: was created, but is not finished`),
    );
    assert.match(output, /The run was interrupted/);
  }

  async function assertNextUpFinishes(): Promise<void> {
    center.emulator.setWorkflowMinutes(0);
    center.emulator.clock.advance(60_000);
    await center.run(() => project.up());
    const { product, submission } = center.emulator.state().entities;
    assert.deepEqual([product.length, submission.length], [1, 1]);
    assert.deepEqual((await center.run(() => project.up())).requests, []);
  }

  it("stops waiting, says what is half made, and is finished by the next up", async () => {
    const isCommitted = () => center.emulator.requests.some(({ path }) => path.endsWith("/commit"));
    assertReported(await interruptWhen("the package to be committed", isCommitted));
    await assertNextUpFinishes();
  });

  it("stops uploading, says what is half made, and is finished by the next up", async () => {
    center.emulator.fail({
      match: { method: "PUT", path: /comp=block&/, door: "blobs" },
      action: { hang: "forever", effect: false },
    });
    const hangs = () => center.emulator.faults.length === 0;
    assertReported(await interruptWhen("a block to be on its way", hangs));
    await assertNextUpFinishes();
  });
});
