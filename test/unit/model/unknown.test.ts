import assert from "node:assert/strict";
import { SAMPLES, UNKNOWN } from "../../../harness/sample-inputs";
import { shippingLabel } from "../../../provider/lifecycles/shipping-label/shipping-label";
import { check } from "../../../provider/model/check";
import { containsUnknown, withUnknownsMarked } from "../../../provider/model/unknown";

describe("what is not known yet", () => {
  it("is found at any depth, and nowhere else", () => {
    for (const value of [UNKNOWN, [UNKNOWN], { a: [{ b: UNKNOWN }] }])
      assert.equal(containsUnknown(value), true);
    for (const value of [null, undefined, "", [], { a: [{ b: "text" }, null] }]) {
      assert.equal(containsUnknown(value), false);
    }
  });

  it("leaves what it stands in as the program has it", () => {
    const [id] = SAMPLES.ShippingLabel.targeting.hardwareIds;
    const hardwareIds = [{ ...id, pnpString: "HID\\VID_1", infId: UNKNOWN }];
    const inputs = { ...SAMPLES.ShippingLabel, targeting: { hardwareIds } };
    assert.deepEqual(check(shippingLabel, inputs), { inputs, failures: [] });
  });

  it("is neither text nor number to a rule, and all beside it is as it was", () => {
    const marked = withUnknownsMarked({ a: [UNKNOWN, null, 1], b: "text" }) as { a: unknown[] };
    assert.deepEqual(marked, { a: [marked.a[0], null, 1], b: "text" });
    assert.equal(typeof marked.a[0], "symbol");
  });
});
