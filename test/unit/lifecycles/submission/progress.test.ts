import assert from "node:assert/strict";
import { scriptedClient } from "../../../../harness/scripted-service";
import { submissions } from "../../../../provider/api/endpoints/submissions";
import { isCommitted } from "../../../../provider/lifecycles/submission/commit";
import {
  packageLink,
  remedyFor,
  whatGoesOn,
  workflowStatusOf,
} from "../../../../provider/lifecycles/submission/progress";
import { submission } from "../../../../provider/lifecycles/submission/submission";

const item = (type: string) => ({ type, url: `https://store.example/${type}` });

function read(body: object) {
  const { client } = scriptedClient([{ status: 200, body: { id: 2, ...body } }]);
  return submissions(client, "v2.0").get("1", "2");
}

describe("how far a submission is", () => {
  it("is signed once signedPackage is offered, whatever the step (field.md row 7)", async () => {
    for (const currentStep of [7, "signing", "somethingNew"]) {
      const workflowStatus = { currentStep, state: "completed", messages: [] };
      const record = await read({ workflowStatus, downloads: { items: [item("signedPackage")] } });
      const shown = workflowStatusOf(record);
      assert.deepEqual([shown?.currentStep, shown?.state], ["finalizeIngestion", "completed"]);
    }
  });

  it("is not signed when a step has failed, whatever is offered (field.md row 7)", async () => {
    const workflowStatus = { currentStep: 7, state: "failed", messages: [] };
    const record = await read({ workflowStatus, downloads: { items: [item("signedPackage")] } });
    assert.equal(workflowStatusOf(record)?.state, "failed");
  });

  it("is committed once its workflow has started, whatever commitStatus says (field.md rows 22 and 23)", async () => {
    for (const commitStatus of [undefined, null, "commitPending", "CommitReceived"]) {
      const workflowStatus = { currentStep: "preparation", state: "started" };
      assert.equal((await read({ commitStatus, workflowStatus })).commitStatus, "commitComplete");
    }
  });

  it("is not committed by a workflow that has not started", async () => {
    const workflowStatus = { currentStep: "packageInfoValidation", state: "notStarted" };
    const { commitStatus } = await read({ commitStatus: "CommitPending", workflowStatus });
    assert.equal(isCommitted(commitStatus), false);
  });

  it("stays failed when its commit has failed", async () => {
    const workflowStatus = { currentStep: "packageInfoValidation", state: "failed" };
    assert.equal((await read({ commitStatus: "commitFailed", workflowStatus })).commitStatus, "commitFailed");
  });

  it("takes its package at initialPackage wherever that stands (field.md row 21)", async () => {
    const both = await read({ downloads: { items: [item("derivedPackage"), item("initialPackage")] } });
    assert.equal(packageLink(both), "https://store.example/initialPackage");
    const alone = await read({ downloads: { items: [item("derivedPackage")] } });
    assert.equal(packageLink(alone), "https://store.example/derivedPackage");
  });

  it("does not say that Dev Center goes on with what it has not begun (field.md row 25)", () => {
    assert.match(whatGoesOn("commitPending"), /has not begun/);
    assert.match(whatGoesOn("commitReceived"), /goes on/);
  });

  it("names what can take its place once it has failed (field.md rows 11 and 26)", () => {
    assert.equal(remedyFor({ type: "derived", isExtensionInf: undefined }), "another derived submission");
    assert.equal(remedyFor({ type: "derived", isExtensionInf: true }), "new product");
    assert.equal(remedyFor({ type: "initial", isExtensionInf: undefined }), "new product");
  });
});

describe("what is odd in an answer", () => {
  it("stops nothing beside what is needed", async () => {
    const record = await read({
      name: 5,
      type: null,
      isUniversal: "true",
      workflowStatus: { currentStep: null, messages: [{ message: "a b" }, null, 7] },
      downloads: { items: [null, { type: 3 }, item("DriverMetadata")] },
      surprise: {},
    });
    assert.deepEqual([record.name, record.isUniversal, record.productId], ["5", true, "1"]);
    assert.deepEqual(record.workflowStatus?.messages, ["a b", "7"]);
    assert.deepEqual(record.links().downloads, [
      { type: "driverMetadata", url: "https://store.example/DriverMetadata" },
    ]);
  });

  it("keeps no other row of a list from being read", async () => {
    const { client } = scriptedClient([
      { status: 200, body: { value: [{ id: 1 }, { name: "a" }, null, { id: 3 }] } },
    ]);
    let odd = 0;
    const rows = await submissions(client, "v2.0").list("1", (count) => {
      odd = count;
    });
    assert.deepEqual([rows.map(({ submissionId }) => submissionId), odd], [["1", "3"], 2]);
  });
});

describe("another package for an initial submission that is committed (field.md row 11)", () => {
  const nothingSeen = () => new Map();
  const adviceFor = (path: string) => {
    const olds = { type: "initial", commitStatus: "commitComplete", package: path };
    return (
      submission.forbiddenChange?.(olds, { ...olds, packageSha256: "b" }, ["packageSha256"], nothingSeen) ??
      ""
    );
  };

  it("goes into a new product where it is a cabinet, which only attestation takes", () => {
    assert.match(adviceFor("a.CAB"), /declare a new Product/);
    assert.doesNotMatch(adviceFor("a.CAB"), /of type "derived"/);
  });

  it("goes into a derived submission, or a new product, where it is another", () => {
    assert.match(
      adviceFor("a.hlkx"),
      /declare the new one in a further Submission of type "derived".*new Product/,
    );
  });
});
