import assert from "node:assert/strict";
import { LocalDevCenter, program } from "../../harness/local-dev-center";
import { dieAt } from "../../harness/process-kill";
import { canFindProcesses } from "../../harness/pulumi-processes";
import { describeDeaths, projectWithPackage, source, stages } from "./killed-creation";

// The provider; below, the engine. `npm run test:long` has every stage.
describeDeaths([{ victim: "provider", stage: "the product is posted", effect: true }]);

describe("a run that is killed, and a program that is edited before the next", () => {
  let center: LocalDevCenter;

  before(async function () {
    if (!canFindProcesses) this.skip();
    center = await LocalDevCenter.open();
  });
  after(() => center?.close());

  it("goes on with what it has made as the program is by then", async () => {
    const project = await projectWithPackage(center);
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
