import assert from "node:assert/strict";
import { decimalId, labelIdOf, minutes, submissionIdOf } from "../../../cli/src/ids";

const big = "1152921504621465124";

describe("the arguments of the command", () => {
  it("keep every digit of an id", () => assert.equal(decimalId(big), big));

  for (const text of ["", "0", "-1", "1.5", "1e3", "abc", " 15", "15/16", "../15"]) {
    it(`take ${JSON.stringify(text)} for no id`, () =>
      assert.throws(() => decimalId(text), /decimal digits/));
  }

  it("read a submission as Pulumi shows it", () => {
    assert.deepEqual(submissionIdOf(`15/${big}`), { productId: "15", submissionId: big });
  });

  it("read a label as Pulumi shows it", () => {
    assert.deepEqual(labelIdOf(`15/16/${big}`), { productId: "15", submissionId: "16", labelId: big });
  });

  for (const text of ["15", "15/", "15/16/17", "15/a", "/15"]) {
    it(`take ${text} for no submission`, () => {
      assert.throws(() => submissionIdOf(text), /<productId>\/<submissionId>/);
    });
  }

  it("read parts of a minute", () => assert.equal(minutes("0.5"), 0.5));

  for (const text of ["", "0", "-1", "soon", "Infinity"]) {
    it(`take ${JSON.stringify(text)} for no time`, () => assert.throws(() => minutes(text), /above 0/));
  }
});
