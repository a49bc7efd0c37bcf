import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "devcenter-emulator";
import { LocalDevCenter, program } from "../../harness/local-dev-center";
import { canFindProcesses } from "../../harness/pulumi-processes";
import { dieAt } from "../../harness/sudden-death";

// A zip archive by its first bytes, and larger than one block.
const packageBytes = Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(6 * 1024 * 1024)]);

const source = `
  const product = new devcenter.Product("nic", {
    productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });
  new devcenter.Submission("nic-initial", {
    productId: product.productId, name: "VST_apdevtest1_init", type: "initial", package: "driver.hlkx", waitFor: "none",
  });
`;

/** Requests of a creation, in their order. */
const stages: Record<string, NonNullable<Fault["match"]>> = {
  "the product is posted": { method: "POST", path: /\/products$/ },
  "the submission is posted": { method: "POST", path: /\/submissions$/ },
  "the link for the upload is asked for": { method: "GET", path: /\/submissions\/\d+$/ },
  "a block is put": { method: "PUT", path: /comp=block&/, door: "blobs" },
  "the blob is put together": { method: "PUT", path: /comp=blocklist/, door: "blobs" },
  "the package is committed": { method: "POST", path: /\/commit$/ },
};

describe("a run that is killed while it creates", () => {
  let center: LocalDevCenter;

  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());

  for (const victim of ["provider", "engine"] as const) {
    for (const [stage, match] of Object.entries(stages)) {
      for (const effect of [false, true]) {
        it(`makes everything once when the ${victim} dies ${effect ? "after" : "before"} ${stage}`, async () => {
          center.emulator.reset();
          const project = await center.program(source);
          writeFileSync(join(project.folder, "driver.hlkx"), packageBytes);
          await dieAt(center, project, victim, { match, action: { hang: "forever", effect } });

          await center.run(() => project.up());

          const { product, submission } = center.emulator.state().entities;
          const commits = center.emulator.requests.filter(
            ({ path, status }) => path.endsWith("/commit") && status === 202,
          );
          assert.deepEqual(
            { products: product.length, submissions: submission.length, commits: commits.length },
            { products: 1, submissions: 1, commits: 1 },
          );
          const again = await center.run(() => project.up());
          assert.deepEqual(again.requests, []);
        });
      }
    }
  }

  it("goes on with what it has made as the program is by then", async () => {
    center.emulator.reset();
    const project = await center.program(source);
    writeFileSync(join(project.folder, "driver.hlkx"), packageBytes);
    await dieAt(center, project, "engine", { match: stages["a block is put"], action: { hang: "forever" } });
    project.write(program(source.replace("VST_apdevtest1_init", "renamed")));

    await center.run(() => project.up());

    const { submission } = center.emulator.state().entities;
    assert.deepEqual(
      submission.map(({ name }) => name),
      ["renamed"],
    );
    assert.deepEqual((await center.run(() => project.up())).requests, []);
    assert.deepEqual((await center.run(() => project.refresh())).outcome.changes, { same: 3 });
  });
});
