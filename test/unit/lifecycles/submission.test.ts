import assert from "node:assert/strict";
import { check } from "../../../provider/dynamic/check";
import { diff } from "../../../provider/dynamic/diff";
import { submission } from "../../../provider/lifecycles/submission";
import { SAMPLES } from "../../support/sample-inputs";

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
