import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fault } from "devcenter-emulator";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { dieAt } from "../../harness/process-kill";
import { canFindProcesses, type Victim } from "../../harness/pulumi-processes";
import type { PulumiProject } from "../../harness/pulumi-project";

// A zip archive by its first bytes, and larger than one block.
const packageBytes = Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(6 * 1024 * 1024)]);

/** A program with a product, and a submission with its package. */
export const source = `
  const product = new devcenter.Product("nic", {
    productName: "VST_apdevtest1", testHarness: "hlk", requestedSignatures: ["WINDOWS_v100_RS3_FULL"],
    selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });
  new devcenter.Submission("nic-initial", {
    productId: product.productId, name: "VST_apdevtest1_init", type: "initial", package: "driver.hlkx", waitFor: "none",
  });
`;

/** Requests of a creation, in their order. */
export const stages = {
  "the product is posted": { method: "POST", path: /\/products$/ },
  "the submission is posted": { method: "POST", path: /\/submissions$/ },
  "the link for the upload is asked for": { method: "GET", path: /\/submissions\/\d+$/ },
  "a block is put": { method: "PUT", path: /comp=block&/, door: "blobs" },
  "the blob is put together": { method: "PUT", path: /comp=blocklist/, door: "blobs" },
  "the package is committed": { method: "POST", path: /\/commit$/ },
} as const satisfies Record<string, NonNullable<Fault["match"]>>;

/** When whose process dies. */
export interface Death {
  readonly victim: Victim;
  readonly stage: keyof typeof stages;
  /** Whether the request is still carried out. */
  readonly effect: boolean;
}

/** A fresh project of the program in front of an empty Dev Center. */
export async function projectWithPackage(center: LocalDevCenter): Promise<PulumiProject> {
  center.emulator.reset();
  const project = await center.program(source);
  writeFileSync(join(project.folder, "driver.hlkx"), packageBytes);
  return project;
}

/** Describes what comes of runs that die so. */
export function describeDeaths(deaths: readonly Death[]): void {
  describe("a run that is killed while it creates", () => {
    let center: LocalDevCenter;

    before(async function () {
      if (!canFindProcesses) this.skip();
      center = await LocalDevCenter.open();
    });
    after(() => center?.close());

    for (const { victim, stage, effect } of deaths) {
      it(`makes everything once when the ${victim} dies ${effect ? "after" : "before"} ${stage}`, async () => {
        const project = await projectWithPackage(center);
        await dieAt(center, project, victim, { match: stages[stage], action: { hang: "forever", effect } });

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
  });
}
