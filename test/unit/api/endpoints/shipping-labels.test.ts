import assert from "node:assert/strict";
import { bodyOf, failureOf, type ScriptedAnswer, scriptedClient } from "../../../../harness/scripted-service";
import { shippingLabels } from "../../../../provider/api/endpoints/shipping-labels";
import { wireNumber, writeJson } from "../../../../provider/api/http/json";

const productId = "14631253285588838";
const submissionId = "1152921504621465124";
const labelId = "1152921504606978422";
const path = `/v2.0/my/hardware/products/${productId}/submissions/${submissionId}/shippingLabels`;
const record = (more: object = {}) => ({
  status: 200,
  body: writeJson({
    id: wireNumber(labelId),
    productId: wireNumber(productId),
    submissionId: wireNumber(submissionId),
    ...more,
  }),
});

function over(...answers: ScriptedAnswer[]) {
  const { client, ...rest } = scriptedClient(answers);
  return { ...rest, labels: shippingLabels(client, "v2.0") };
}

/** One whose record holds this, too. */
const readLabel = (more: object = {}) => over(record(more)).labels.get(productId, submissionId, labelId);

describe("the calls of shipping labels", () => {
  it("create by POST to the submission", async () => {
    const { labels, sent } = over(record());
    await labels.create(productId, submissionId, { name: "a", destination: "anotherPartner" });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["POST", path, { name: "a", destination: "anotherPartner" }],
    );
  });

  it("write the ids of sellers as numbers, every digit", async () => {
    const { labels, sent } = over(record());
    const publishingSpecifications = { visibleToAccounts: ["27691110", "9223372036854775807"] };
    await labels.create(productId, submissionId, { name: "a", destination: "b", publishingSpecifications });
    assert.match(sent[0]?.text ?? "", /"visibleToAccounts":\[27691110,9223372036854775807\]/);
  });

  it("read the ids of sellers with every digit", async () => {
    const rest = {
      publishingSpecifications: { visibleToAccounts: [27691110, wireNumber("9223372036854775807")] },
    };
    const read = await readLabel(rest);
    assert.deepEqual(read.publishingSpecifications?.visibleToAccounts, ["27691110", "9223372036854775807"]);
  });

  it("keep every digit of all three ids", async () => {
    const read = await readLabel();
    assert.deepEqual([read.productId, read.submissionId, read.labelId], [productId, submissionId, labelId]);
  });

  it("read one with its targeting", async () => {
    const { labels, sent } = over(record());
    await labels.get(productId, submissionId, labelId);
    assert.deepEqual([sent[0]?.verb, sent[0]?.path], ["GET", `${path}/${labelId}?includeTargetingInfo=true`]);
  });

  it("patch nothing but targeting", async () => {
    const { labels, sent } = over({ status: 204 });
    const chids = [{ chid: "346511cf-ccee-5c6d-8ee9-3c70fc7aae83", action: "add" }] as const;
    await labels.update(productId, submissionId, labelId, { chids, restrictedToAudiences: [] });
    assert.deepEqual(
      [sent[0]?.verb, sent[0]?.path, bodyOf(sent[0])],
      ["PATCH", `${path}/${labelId}`, { targeting: { chids, restrictedToAudiences: [] } }],
    );
  });

  it("do not repeat a patch after 500, for it may have taken effect", async () => {
    const { labels, sent } = over({ status: 500 }, { status: 204 });
    await failureOf(labels.update(productId, submissionId, labelId, { restrictedToAudiences: [] }));
    assert.equal(sent.length, 1);
  });

  it("cancel by PUT without a body, and again after 500", async () => {
    const { labels, sent } = over({ status: 500 }, { status: 204 });
    await labels.cancel(productId, submissionId, labelId);
    assert.deepEqual(
      [sent.length, sent[1]?.verb, sent[1]?.path, sent[1]?.text],
      [2, "PUT", `${path}/${labelId}/cancel`, undefined],
    );
  });

  it("read what is missing, null or new", async () => {
    const rest = {
      name: null,
      targeting: null,
      publishingSpecifications: null,
      recipientSpecifications: null,
      workflowStatus: null,
      colour: "red",
    };
    const read = await readLabel(rest);
    assert.deepEqual(
      [read.name, read.targeting, read.publishingSpecifications, read.workflowStatus],
      [undefined, undefined, undefined, undefined],
    );
  });

  it("read the recipient as the object that it is, and as the list that the documentation calls it", async () => {
    const recipient = { receiverPublisherId: "1" };
    for (const recipientSpecifications of [recipient, [recipient]]) {
      const read = await readLabel({ recipientSpecifications });
      assert.deepEqual(read.recipientSpecifications, recipient);
    }
  });

  it("leave out the link to the error report, for it is a secret", async () => {
    const rest = {
      workflowStatus: {
        currentStep: "MicrosoftApproval",
        state: "Failed",
        messages: null,
        errorReport: "https://a.example/?sig=hush",
      },
    };
    const read = await readLabel(rest);
    assert.doesNotMatch(JSON.stringify(read), /hush/);
    assert.deepEqual(read.workflowStatus, {
      currentStep: "microsoftApproval",
      state: "failed",
      messages: [],
    });
    assert.match(read.links().errorReport ?? "", /hush/);
  });

  it("read what a label targets, without what cannot be read of it", async () => {
    const id = {
      bundleId: "amd64",
      infId: "a.inf",
      operatingSystemCode: "WINDOWS_A",
      pnpString: "pci\\ven_1",
    };
    const hardwareIds = [{ ...id, distributionState: "pendingAdd" }, { pnpString: 7, bundleId: null }, null];
    const targeting = { hardwareIds, chids: [{ chid: "c" }, {}], restrictedToAudiences: ["a"] };
    const rest = { targeting };
    const read = await readLabel(rest);
    const nothing = { bundleId: "", infId: "", operatingSystemCode: "" };
    assert.deepEqual(read.targeting, {
      hardwareIds: [
        { ...id, distributionState: "pendingAdd" },
        { ...nothing, pnpString: "7" },
      ],
      chids: [{ chid: "c" }],
      restrictedToAudiences: ["a"],
    });
    assert.equal(read.links().errorReport, undefined);
  });

  it("list all of a submission, and page by page with their targeting", async () => {
    const answer = { status: 200, body: `{"value":[{"id":${labelId}},{}]}` };
    const { labels, sent } = over(answer, answer, answer);
    const unreadable: number[] = [];
    const listed = await labels.list(productId, submissionId, (rows) => unreadable.push(rows));
    assert.deepEqual([listed.map((label) => label.labelId), unreadable], [[labelId], [1]]);
    for (const query of [undefined, { page: "2" }]) {
      const { rows, ...page } = await labels.page(productId, submissionId, query);
      assert.deepEqual([rows[0]?.labelId, page], [labelId, { next: undefined, unreadable: 1 }]);
    }
    assert.deepEqual(
      sent.map((request) => request.path),
      ["", "?includeTargetingInfo=true", "?includeTargetingInfo=true&page=2"].map(
        (query) => `${path}/${query}`,
      ),
    );
  });

  it("patch whether the receiver makes DUA packages, and again after 500", async () => {
    for (const isBlocked of [true, false]) {
      const { labels, sent } = over({ status: 500 }, { status: 204 });
      await labels.blockDuaCreation(productId, submissionId, labelId, isBlocked);
      assert.deepEqual(
        sent.map(({ verb, path: at }) => [verb, at]),
        [1, 2].map(() => ["PATCH", `${path}/${labelId}`]),
      );
      assert.deepEqual(bodyOf(sent[1]), { recipientSpecifications: { blockDuaCreation: isBlocked } });
    }
  });
});
