import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { submissionDetails } from "../../../../provider/api/endpoints/submission-details";
import { submissions } from "../../../../provider/api/endpoints/submissions";
import { wireNumber, writeJson } from "../../../../provider/api/http/json";

const productId = "14631253285588838";
const submissionId = "1152921504621465124";
const path = `/v2.0/my/hardware/products/${productId}/submissions`;
const record = (more: object = {}) => ({
  status: 200,
  body: writeJson({ id: wireNumber(submissionId), productId: wireNumber(productId), ...more }),
});

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, submissions: submissions(client, "v2.0") };
}

/** One whose record holds this, too. */
const readSubmission = (more: object = {}) => over(record(more)).submissions.get(productId, submissionId);

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
    const read = await readSubmission();
    assert.deepEqual([read.submissionId, read.productId], [submissionId, productId]);
  });

  it("do not repeat a creation after 500", async () => {
    const { submissions: calls, sent } = over({ status: 500 }, record());
    await failureOf(calls.create(productId, { name: "a", type: "initial" }));
    assert.equal(sent.length, 1);
  });

  it("read a workflow that has not begun as none", async () => {
    const read = await readSubmission({ workflowStatus: null });
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
      const read = await readSubmission(rest);
      assert.deepEqual(
        [read.commitStatus, read.workflowStatus?.currentStep, read.workflowStatus?.state],
        ["commitFailed", "packageInfoValidation", "notStarted"],
      );
      assert.deepEqual(submissionDetails(read).downloads, ["signedPackage"]);
    });
  }

  it("read a step that is a number as a text", async () => {
    const rest = { workflowStatus: { currentStep: 3, state: "started", messages: ["a"] } };
    const read = await readSubmission(rest);
    assert.deepEqual(read.workflowStatus, { currentStep: "3", state: "started", messages: ["a"] });
  });

  it("read a workflow whose messages are null as one without", async () => {
    const rest = { workflowStatus: { currentStep: "signing", state: "started", messages: null } };
    const read = await readSubmission(rest);
    assert.deepEqual(read.workflowStatus?.messages, []);
  });

  it("leave out the links, for they are secrets", async () => {
    const rest = {
      downloads: { items: [{ type: "initialPackage", url: "https://a.example/?sig=hush" }], messages: [] },
    };
    const read = await readSubmission(rest);
    assert.doesNotMatch(JSON.stringify(read), /hush/);
  });

  it("leave out the link to the error report of a workflow", async () => {
    const rest = {
      workflowStatus: {
        currentStep: "validation",
        state: "failed",
        messages: [],
        errorReport: "https://a.example/?sig=hush",
      },
    };
    const read = await readSubmission(rest);
    assert.doesNotMatch(JSON.stringify(read), /hush/);
  });

  it("refuse a shared one whose product is not said, for nothing else knows it", async () => {
    const { submissions: calls } = over({ status: 200, body: { id: 2 } });
    const error = await failureOf(calls.related({ publisherId: "3", productId: "1", submissionId: "2" }));
    assert.match(error.message, /productId is not what the API documents: expected an integer id/);
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

  it("list all of a product, and page by page", async () => {
    const answer = { status: 200, body: `{"value":[{"id":${submissionId}},{}]}` };
    const { submissions: calls, sent } = over(answer, answer);
    const unreadable: number[] = [];
    const [first] = await calls.list(productId, (rows) => unreadable.push(rows));
    assert.deepEqual([first?.submissionId, first?.productId, unreadable], [submissionId, productId, [1]]);
    const { rows, ...page } = await calls.page(productId, { page: "2" });
    assert.deepEqual([rows[0]?.submissionId, page], [submissionId, { next: undefined, unreadable: 1 }]);
    assert.deepEqual(
      sent.map((request) => request.path),
      [path, `${path}?page=2`],
    );
  });

  it("read many of a product out of the list, and what was patched by a call of its own", async () => {
    const one = (id: string) => ({ status: 200, body: { id, name: "GET" } });
    const list = { value: ["6", "7"].map((id) => ({ id, name: "list" })) };
    const few = ["1", "2", "3", "4", "5"];
    const { submissions: calls, sent } = over(
      ...few.map(one),
      { status: 200, body: list },
      { status: 500 },
      { status: 204 },
      one("6"),
    );
    const name = async (id: string) => (await calls.read(productId, id)).name;
    for (const id of few) assert.equal(await name(id), "GET");
    assert.deepEqual([await name("6"), await name("7"), sent.at(-1)?.path], ["list", "list", path]);
    await calls.update(productId, "6", { name: "second" });
    assert.deepEqual([await name("6"), sent.length], ["GET", 9]);
  });

  it("commit by POST without a body, once", async () => {
    const { submissions: calls, sent } = over({ status: 500 }, { status: 202 });
    await failureOf(calls.commit(productId, submissionId));
    assert.deepEqual(
      [sent.length, sent[0]?.verb, sent[0]?.path, sent[0]?.text],
      [1, "POST", `${path}/${submissionId}/commit`, undefined],
    );
  });

  const started = { currentStep: "scanning", state: "started" };
  const signed = { type: "signedPackage", url: "https://blobs.example/a" };
  const initial = { ...signed, type: "initialPackage" };
  for (const [what, rest, commitStatus] of [
    [
      "its workflow has started",
      { commitStatus: "commitPending", workflowStatus: started },
      "commitComplete",
    ],
    ["its workflow has started, and no more is said", { workflowStatus: started }, "commitComplete"],
    ["its workflow has not", { commitStatus: "commitPending", workflowStatus: { currentStep: "scanning" } }],
    [
      "it was only created",
      { commitStatus: "commitPending", workflowStatus: { currentStep: "Created", state: "started" } },
    ],
    ["nothing is known of a workflow", { commitStatus: "commitPending", downloads: { items: [initial] } }],
    ["there is a signed package", { downloads: { items: [initial, signed] } }, "commitComplete"],
    ["there is a list of a signed package", { downloads: [signed] }, "commitComplete"],
    [
      "the service says that the commit failed",
      { commitStatus: "commitFailed", workflowStatus: started },
      "commitFailed",
    ],
  ] as const) {
    it(`tell whether a package was handed in: ${what}`, async () => {
      const read = await readSubmission(rest);
      assert.equal(read.commitStatus, commitStatus ?? "commitPending");
    });
  }
});

describe("the details of a submission", () => {
  it("name the files that are offered, without their links", async () => {
    const rest = {
      downloads: { items: [{ type: "SignedPackage", url: "https://a.example/?sig=hush" }], messages: [] },
    };
    const details = submissionDetails(await readSubmission(rest));
    assert.deepEqual(details.downloads, ["signedPackage"]);
    assert.doesNotMatch(JSON.stringify(details), /hush|example/);
  });

  it("offer nothing in a row of a list", async () => {
    const details = submissionDetails(await readSubmission());
    assert.deepEqual(details.downloads, []);
  });

  it("offer no file that has no type or no link", async () => {
    const items = [{ type: "signedPackage" }, { url: "https://blobs.example/a" }, null];
    const item = { type: "initialPackage", url: "https://blobs.example/b" };
    const read = await readSubmission({ downloads: { items: [...items, item] } });
    assert.deepEqual(
      [submissionDetails(read).downloads, read.links().downloads],
      [["initialPackage"], [item]],
    );
  });
});
