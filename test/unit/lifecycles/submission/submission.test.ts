import assert from "node:assert/strict";
import { SAMPLES } from "../../../../harness/sample-inputs";
import type { Context, Values } from "../../../../provider/lifecycles/core/lifecycle";
import { submission } from "../../../../provider/lifecycles/submission/submission";
import { check } from "../../../../provider/model/check";
import { diff } from "../../../../provider/model/diff";

const sample = SAMPLES.Submission;
const id = `${sample.productId}/1152921504621465124`;

describe("a submission in check", () => {
  it("is right with everything that can be declared", () => {
    assert.deepEqual(check(submission, sample), { inputs: sample, failures: [] });
  });

  it("keeps a productId that comes as a small number in decimal digits", () => {
    assert.equal(check(submission, { ...sample, productId: 15 }).inputs.productId, "15");
  });

  it("keeps every digit of a productId beyond 2^53", () => {
    assert.equal(
      check(submission, { ...sample, productId: "14631253285588839" }).inputs.productId,
      "14631253285588839",
    );
  });

  for (const productId of [2 ** 53, 0, -1, 1.5, "", "12a", "012", null]) {
    it(`refuses the productId ${JSON.stringify(productId)}`, () => {
      const [failure] = check(submission, { ...sample, productId }).failures;
      assert.match(failure?.reason ?? "", /^expected the productId of a product in decimal digits/);
    });
  }

  it("refuses a type that does not exist, and knows which was meant", () => {
    const [failure] = check(submission, { ...sample, type: "initia" }).failures;
    assert.match(failure?.reason ?? "", /one of initial, derived \(did you mean initial\?\)/);
  });

  it("names everything that is mandatory when nothing is given", () => {
    assert.deepEqual(
      check(submission, {}).failures.map(({ property }) => property),
      ["productId", "name", "type"],
    );
  });
});

describe("a submission in diff", () => {
  const compared = (change: object) => diff(submission, id, sample, { ...sample, ...change });

  it("takes the case of its type for no change", () => {
    assert.deepEqual(compared({ type: "Initial" }), { changes: false });
  });

  it("is renamed in place", () => assert.deepEqual(compared({ name: "second" }), {}));

  it("asks for a replacement when productId changes", () => {
    assert.deepEqual(compared({ productId: "2" }), { replaces: ["productId"] });
  });

  it("asks for a replacement when type changes", () => {
    assert.deepEqual(compared({ type: "derived" }), { replaces: ["type"] });
  });

  it("tells both when both ask for a replacement", () => {
    assert.deepEqual(compared({ productId: "2", type: "derived" }), { replaces: ["productId", "type"] });
  });
});

describe("a submission that is signed", () => {
  const signed = {
    commitStatus: "commitComplete",
    workflowStatus: { currentStep: "finalizeIngestion", state: "completed", messages: [] },
  };
  const row = { submissionId: "2", productId: "1", name: "renamed", type: "derived" };

  function read(known: Values) {
    const asked: string[] = [];
    const answer = (how: string) => async () => {
      asked.push(how);
      return row;
    };
    const submissions = { get: answer("get"), read: answer("read") };
    const context = { devCenter: { submissions } } as unknown as Context;
    return { asked, observed: submission.read(context, "1/2", known) };
  }

  it("may be read out of a list, whose rows leave out what cannot change any more", async () => {
    const { asked, observed } = read(signed);
    const { inputs, outputs } = (await observed) ?? assert.fail("it is gone");
    assert.deepEqual([asked, inputs.name], [["read"], "renamed"]);
    assert.deepEqual([outputs.commitStatus, outputs.workflowStatus], Object.values(signed));
  });

  it("is asked for itself as long as it was not", async () => {
    const { asked, observed } = read({ ...signed, workflowStatus: undefined });
    await observed;
    assert.deepEqual(asked, ["get"]);
  });
});

describe("a submission whose response was lost", () => {
  const rows = [undefined, "commitPending", "commitComplete", "commitFailed"].map((commitStatus, index) => ({
    ...{ submissionId: String(index), productId: sample.productId, name: sample.name, type: sample.type },
    commitStatus,
  }));
  const context = { devCenter: { submissions: { list: async () => rows } } } as unknown as Context;
  const idsFor = async (inputs: typeof sample & { package?: string }) =>
    (await submission.list(context, inputs)).map(({ id }) => id.split("/")[1]);

  it("is none in which a package is committed, where one is to be uploaded", async () => {
    assert.deepEqual(await idsFor({ ...sample, package: "driver.hlkx" }), ["0", "1"]);
  });

  it("is any where none is", async () => {
    assert.deepEqual(await idsFor(sample), ["0", "1", "2", "3"]);
  });
});
