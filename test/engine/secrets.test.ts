import assert from "node:assert/strict";
import { kept, keptIds, LocalDevCenter, program } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";
import { configured, fetchToken, HOOK, leaks, programOf, SECRETS } from "./secret-hunt";

const KINDS = {
  template: "ReportTemplate",
  calls: "ReportSchedule",
  product: "Product",
  submission: "Submission",
};

describe("secrets", () => {
  let devCenter: LocalDevCenter;
  before(async () => {
    devCenter = await LocalDevCenter.open();
  });
  after(() => devCenter.close());

  describe("in the life of a stack", () => {
    let project: PulumiProject;
    const outcomes: Outcome[] = [];

    async function run(command: () => Promise<Outcome>): Promise<void> {
      outcomes.push((await devCenter.run(command)).outcome);
    }

    before(async () => {
      project = await configured(devCenter, programOf({ declared: `${HOOK}/KEY-IN-PATH?code=KEY-IN-QUERY` }));
    });

    it("are looked for by patterns that fit", async () => {
      assert.match(await fetchToken(devCenter), SECRETS["an access token"]);
      assert.match(devCenter.emulator.credentials.clientSecret, SECRETS["the client secret"]);
    });

    it("stay out of state, output and logs when everything is created", async () => {
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    for (const [name, kind] of Object.entries(KINDS)) {
      it(`have no place in the __provider of a ${kind}, which is this text, byte for byte`, async () => {
        const expected = `exports.handler = () => require("pulumi-devcenter/runtime")("${kind}");`;
        const { inputs, outputs } = (await kept(project))[name] ?? {};
        assert.deepEqual([inputs?.__provider, outputs?.__provider], [expected, expected]);
        assert.ok(Buffer.byteLength(expected) <= 200);
      });
    }

    it("come with every submission: the service sends a SAS URL", async () => {
      const [productId, submissionId] = (await keptIds(project)).submission?.split("/") ?? [];
      const path = `/v2.0/my/hardware/products/${productId}/submissions/${submissionId}`;
      assert.match(await devCenter.ask("GET", path), SECRETS["a SAS URL"]);
    });

    it("reach the service whole", () => {
      const { reportSchedule } = devCenter.emulator.state().entities;
      assert.ok(
        reportSchedule.some(({ callbackUrl }) => callbackUrl === `${HOOK}/KEY-IN-PATH?code=KEY-IN-QUERY`),
      );
    });

    it("win from the stack's configuration over the environment", () => {
      assert.deepEqual(
        devCenter.emulator.tokenRequests.filter(({ status }) => status !== 200),
        [],
      );
    });

    it("stay out when a callback is edited", async () => {
      project.write(program(programOf({ declared: `${HOOK}/KEY-EDITED` })));
      await run(() => project.preview());
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when another person changed the callback that the program declares", async () => {
      const { calls } = await kept(project);
      devCenter.emulator.edit("reportSchedule", calls?.id ?? "", { callbackUrl: `${HOOK}/KEY-FROM-OUTSIDE` });
      await run(() => project.refresh());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when another person gave a callback to a schedule that declares none", async () => {
      const { silent } = await kept(project);
      devCenter.emulator.edit("reportSchedule", silent?.id ?? "", {
        callbackUrl: `${HOOK}/KEY-FROM-NOWHERE`,
      });
      await run(() => project.refresh());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when up repairs the drift", async () => {
      await run(() => project.preview());
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when a schedule with a callback is only read", async () => {
      const { calls } = await kept(project);
      const read = `devcenter.ReportSchedule.get("read", "${calls?.id}");`;
      project.write(program(`${programOf({ declared: `${HOOK}/KEY-EDITED` })}\n${read}`));
      await run(() => project.up());
      assert.deepEqual(await leaks(project, outcomes), []);
    });

    it("stay out when everything is destroyed", async () => {
      await run(() => project.destroy());
      assert.deepEqual(await leaks(project, outcomes), []);
    });
  });
});
