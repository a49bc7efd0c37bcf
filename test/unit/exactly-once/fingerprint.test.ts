import assert from "node:assert/strict";
import { fingerprint } from "../../../provider/exactly-once/fingerprint";

describe("the hash of inputs in a journal", () => {
  const inputs = {
    productName: "nic",
    testHarness: "attestation",
    nothing: null,
    requestedSignatures: ["WINDOWS_v100_X64_22H2_FULL", "WINDOWS_v100_ARM64_22H2_FULL"],
    additional: { b: 1, a: [true, { z: 0, y: null }] },
  };

  it("is the same in every version, or what a killed run created would look edited", () => {
    assert.equal(fingerprint(inputs), "6d0bbf52bd461edeaf69fa4d19df7aeebc6ebf6b2eab631b58fffc37e6201ab9");
  });

  it("is the same in whatever order the properties come", () => {
    const { additional, ...rest } = inputs;
    const turned = { additional: { a: additional.a, b: 1 }, ...rest };
    assert.equal(fingerprint(turned), fingerprint(inputs));
  });

  it("is another one where a list has another order, or is an object of the same entries", () => {
    const [first, second] = inputs.requestedSignatures;
    for (const requestedSignatures of [[second, first], { 0: first, 1: second }, null]) {
      assert.notEqual(fingerprint({ ...inputs, requestedSignatures }), fingerprint(inputs));
    }
  });
});
