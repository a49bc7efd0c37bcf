import assert from "node:assert/strict";
import { did, LocalDevCenter, program } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import { CALLBACK, type Existing, inEach, makeOthers, PRODUCT, TEMPLATE, writes } from "./existing-objects";

describe("get", () => {
  let devCenter: LocalDevCenter;
  let ids: Existing;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    ids = await makeOthers(devCenter);
    project = await devCenter.program(`
      const template = devcenter.ReportTemplate.get("template", "${ids.template}");
      const schedule = devcenter.ReportSchedule.get("schedule", "${ids.schedule}");
      const product = devcenter.Product.get("product", "${ids.product}");
      const submission = devcenter.Submission.get("submission", "${ids.submission}");
      Object.assign(exports, {
        templateId: template.templateId, condition: template.condition,
        reportId: schedule.reportId, paused: schedule.paused, callbackUrl: schedule.callbackUrl,
        productId: product.productId, marketingNames: product.marketingNames, isCommitted: product.isCommitted,
        submissionId: submission.submissionId, commitStatus: submission.commitStatus,
      });`);
  });
  after(() => devCenter.close());

  it("reads each in preview", async () => {
    const { outcome, requests } = await devCenter.run(() => project.preview());
    assert.deepEqual({ did: did(outcome), requests: requests.length }, { did: inEach("read"), requests: 4 });
  });

  it("reads each in up, and changes nothing", async () => {
    const up = await devCenter.run(() => project.up());
    assert.deepEqual({ did: did(up.outcome), writes: writes(up) }, { did: inEach("read"), writes: [] });
  });

  it("gives everything that the service shows, secrets marked as such", async () => {
    const outputs = await project.outputs();
    const [productId, submissionId] = ids.submission.split("/");
    assert.deepEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, { value, secret }]) => [name, [value, secret]])),
      {
        templateId: [Number(ids.template), false],
        condition: [TEMPLATE.condition, false],
        reportId: [Number(ids.schedule), false],
        paused: [true, false],
        callbackUrl: [CALLBACK, true],
        productId: [productId, false],
        marketingNames: [PRODUCT.marketingNames, false],
        isCommitted: [false, false],
        submissionId: [submissionId, false],
        commitStatus: ["commitPending", false],
      },
    );
  });

  it("leaves the state without touching anything", async () => {
    const { requests } = await devCenter.run(() => project.destroy());
    assert.deepEqual(requests, []);
  });

  it("fails for what is not there", async () => {
    project.write(program(`devcenter.Submission.get("missing", "4711/12");`));
    const outcome = await project.preview();
    assert.equal(outcome.ok, false);
    assert.match(outcome.output, /4711\/12: could not be read\.\s+Dev Center has no such object/);
  });
});
