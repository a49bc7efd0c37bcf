import assert from "node:assert/strict";
import { pathText, valueAt } from "../../../provider/model/paths";

describe("property paths", () => {
  const cases: [path: (string | number)[], text: string][] = [
    [["limit"], "limit"],
    [["condition", "and", 0, "operator"], "condition.and[0].operator"],
    [["selectedProductTypes", "windows v100.1"], 'selectedProductTypes["windows v100.1"]'],
    [[], ""],
  ];
  for (const [path, text] of cases) {
    it(`writes ${JSON.stringify(path)} as Pulumi does`, () => assert.equal(pathText(path), text));
  }

  it("finds the value at a path", () => {
    assert.equal(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"]), 1);
  });

  it("finds nothing where a path leads through a text", () => {
    assert.equal(valueAt({ a: "text" }, ["a", "b", "c"]), undefined);
  });

  it("finds nothing where a path leads through null", () => {
    assert.equal(valueAt({ a: null }, ["a", "b"]), undefined);
  });
});
