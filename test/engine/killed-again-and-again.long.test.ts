import assert from "node:assert/strict";
import { RESOURCES, randomKills, upAfterKill } from "../../harness/killed-runs";
import { LocalDevCenter } from "../../harness/local-dev-center";
import { canFindProcesses } from "../../harness/pulumi-processes";

const kills = 10;
/** Other moments: `SEED=7 npm run test:long -- engine --grep killed`. */
const seed = Number(process.env.SEED ?? 20261127);

describe(`a run of ${RESOURCES} resources that is killed at a random moment`, () => {
  let center: LocalDevCenter;

  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());

  for (const kill of randomKills(seed, kills)) {
    const { victims, requests, laterMs } = kill;
    const whose = victims === "both" ? "of engine and provider" : `of the ${victims}`;
    it(`makes everything once after the death ${whose} ${laterMs} ms after request ${requests} (seed ${seed})`, async () => {
      const { orphans, wrong, isOver } = await upAfterKill(center, kill, true);
      assert.deepEqual({ orphans, wrong, isOver }, { orphans: [], wrong: [], isOver: true });
    });
  }
});
