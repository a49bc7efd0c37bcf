import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { submissionDetails } from "../../../../provider/api/endpoints/submission-details";
import { submissions } from "../../../../provider/api/endpoints/submissions";

const productId = "14631253285588838";
const submissionId = "1152921504621465124";
const path = `/v2.0/my/hardware/products/${productId}/submissions`;
const record = (rest = "") => ({
  status: 200,
  body: `{"id":${submissionId},"productId":${productId}${rest}}`,
});

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, submissions: submissions(client, "v2.0") };
}

describe("the calls of submissions", () => {
  it("create by POST of name and type to the product", async () => {
    const { submissions: calls, sent } = over(record());
    await calls.create(productId, { name: "first", type: "initial" });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["POST", path, { name: "first", type: "initial" }],
    );
  });

  it("read one by both ids, all digits in the path", async () => {
    const { submissions: calls, sent } = over(record());
    await calls.get(productId, submissionId);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["GET", `${path}/${submissionId}`]);
  });

  it("patch the name", async () => {
    const { submissions: calls, sent } = over({ status: 204 });
    await calls.update(productId, submissionId, { name: "second" });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["PATCH", `${path}/${submissionId}`, { name: "second" }],
    );
  });

  it("keep every digit of both ids", async () => {
    const read = await over(record()).submissions.get(productId, submissionId);
    assert.deepEqual([read.submissionId, read.productId], [submissionId, productId]);
  });

  it("do not repeat a creation after 500", async () => {
    const { submissions: calls, sent } = over({ status: 500 }, record());
    await failureOf(calls.create(productId, { name: "a", type: "initial" }));
    assert.equal(sent.length, 1);
  });

  it("read a workflow that has not begun as none", async () => {
    const read = await over(record(',"workflowStatus":null')).submissions.get(productId, submissionId);
    assert.equal(read.workflowStatus, undefined);
  });

  for (const inCase of [(text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()]) {
    it(`read what the documentation knows in its spelling: ${inCase("commitPending")}`, async () => {
      const workflow = { currentStep: inCase("packageInfoValidation"), state: inCase("notStarted") };
      const item = { type: inCase("signedPackage"), url: "https://blobs.example/a" };
      const rest = {
        commitStatus: inCase("commitFailed"),
        workflowStatus: workflow,
        downloads: { items: [item] },
      };
      const read = await over(record(`,${JSON.stringify(rest).slice(1, -1)}`)).submissions.get(
        productId,
        submissionId,
      );
      assert.deepEqual(
        [read.commitStatus, read.workflowStatus?.currentStep, read.workflowStatus?.state],
        ["commitFailed", "packageInfoValidation", "notStarted"],
      );
      assert.deepEqual(submissionDetails(read).downloads, ["signedPackage"]);
    });
  }

  it("read a step that is a number as a text", async () => {
    const rest = ',"workflowStatus":{"currentStep":3,"state":"started","messages":["a"]}';
    const read = await over(record(rest)).submissions.get(productId, submissionId);
    assert.deepEqual(read.workflowStatus, { currentStep: "3", state: "started", messages: ["a"] });
  });

  it("read a workflow whose messages are null as one without", async () => {
    const rest = ',"workflowStatus":{"currentStep":"signing","state":"started","messages":null}';
    const read = await over(record(rest)).submissions.get(productId, submissionId);
    assert.deepEqual(read.workflowStatus?.messages, []);
  });

  it("leave out the links, for they are secrets", async () => {
    const rest =
      ',"downloads":{"items":[{"type":"initialPackage","url":"https://a.example/?sig=hush"}],"messages":[]}';
    const read = await over(record(rest)).submissions.get(productId, submissionId);
    assert.doesNotMatch(JSON.stringify(read), /hush/);
  });

  it("leave out the link to the error report of a workflow", async () => {
    const rest =
      ',"workflowStatus":{"currentStep":"validation","state":"failed","messages":[],"errorReport":"https://a.example/?sig=hush"}';
    const read = await over(record(rest)).submissions.get(productId, submissionId);
    assert.doesNotMatch(JSON.stringify(read), /hush/);
  });

  it("ask for publisher metadata by POST without a body, once", async () => {
    const { submissions: calls, sent } = over({ status: 500 }, { status: 202 });
    await failureOf(calls.createPublisherMetadata(productId, submissionId));
    assert.deepEqual(
      [sent.length, sent[0]?.verb, sent[0]?.path, sent[0]?.text],
      [1, "POST", `${path}/${submissionId}/createpublishermetadata`, undefined],
    );
  });

  it("look a shared one up by the misspelling that the service wants", async () => {
    const { submissions: calls, sent } = over(record());
    const related = await calls.related({ publisherId: "27691110", productId: "1", submissionId: "2" });
    assert.equal(
      sent[0]?.path,
      "/v2.0/my/hardware/products/relationships/sourcepubliherid/27691110/sourceproductid/1/sourcesubmissionid/2",
    );
    assert.deepEqual([related.productId, related.submissionId], [productId, submissionId]);
  });
});

describe("the details of a submission", () => {
  it("name the files that are offered, without their links", async () => {
    const rest =
      ',"downloads":{"items":[{"type":"SignedPackage","url":"https://a.example/?sig=hush"}],"messages":[]}';
    const details = submissionDetails(await over(record(rest)).submissions.get(productId, submissionId));
    assert.deepEqual(details.downloads, ["signedPackage"]);
    assert.doesNotMatch(JSON.stringify(details), /hush|example/);
  });

  it("offer nothing in a row of a list", async () => {
    const details = submissionDetails(await over(record()).submissions.get(productId, submissionId));
    assert.deepEqual(details.downloads, []);
  });
});
