import assert from "node:assert/strict";
import { createDeclaredResources } from "../../../provider/exactly-once/declared-resources";

describe("the resources that a run has declared", () => {
  it("are none before the first, as in a refresh or a destroy", () => {
    const declared = createDeclaredResources();
    assert.equal(declared.isEmpty, true);
    declared.add("Product", "urn:pulumi:dev::drivers::Product::nic");
    assert.equal(declared.isEmpty, false);
  });

  it("are as before when one comes that has no URN", () => {
    const declared = createDeclaredResources();
    declared.add("Product", undefined, { productName: "nic" });
    assert.equal(declared.isEmpty, true);
  });
});
