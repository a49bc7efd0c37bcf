import assert from "node:assert/strict";
import { asked, did, kept, keptIds, LocalDevCenter, program } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { type Existing, inEach, makeOthers, programOf, TEMPLATE, writes } from "./existing-objects";

describe("import", () => {
  let devCenter: LocalDevCenter;
  let ids: Existing;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    ids = await makeOthers(devCenter);
  });
  after(() => devCenter.close());

  describe("of what is as the program says", () => {
    let project: PulumiProject;
    before(async () => {
      project = await devCenter.program(programOf(ids, ids));
    });

    it("is a creation in preview, which looks and says what it adopts", async () => {
      const preview = await devCenter.run(() => project.preview());
      assert.deepEqual(
        { did: did(preview.outcome), writes: writes(preview) },
        { did: inEach("create"), writes: [] },
      );
      assert.match(
        preview.outcome.output,
        new RegExp(`template: adopts report template ${ids.template}, which is`),
      );
    });

    it("only reads", async () => {
      const up = await devCenter.run(() => project.up());
      assert.deepEqual({ did: did(up.outcome), writes: writes(up) }, { did: inEach("create"), writes: [] });
    });

    it("takes the four with their own ids", async () => assert.deepEqual(await keptIds(project), ids));

    it("keeps nothing that a creation would not keep", async () => {
      const { template, schedule } = await kept(project);
      const { __provider, adoptId, resourceUrn, ...outputs } = template?.outputs ?? {};
      assert.deepEqual(
        { outputs, isActive: schedule?.outputs?.isActive },
        { outputs: TEMPLATE, isActive: false },
      );
    });

    it("changes nothing when it stays in the program", async () => {
      const { outcome, requests } = await devCenter.run(() => project.up());
      assert.deepEqual({ did: did(outcome), requests }, { did: inEach("same"), requests: [] });
    });

    it("finds no drift afterwards", async () => {
      const { outcome } = await devCenter.run(() => project.refresh());
      assert.deepEqual(did(outcome), inEach("same"));
    });

    it("shows no change when it is taken out of the program", async () => {
      project.write(program(programOf(ids, {})));
      const preview = await devCenter.run(() => project.preview());
      const up = await devCenter.run(() => project.up());
      assert.deepEqual(
        [did(preview.outcome), did(up.outcome), up.requests],
        [inEach("same"), inEach("same"), []],
      );
    });

    it("leaves resources that are edited in place like any other", async () => {
      const changes = { template: { limit: 5 }, schedule: { recurrence: 31 } };
      project.write(program(programOf(ids, {}, changes)));
      const { requests } = await devCenter.run(() => project.up());
      assert.deepEqual(asked(requests).sort(), [
        `POST /analytics/driver/report/${ids.schedule}`,
        `POST /analytics/driver/reporttemplate/${ids.template}`,
      ]);
    });
  });
});
