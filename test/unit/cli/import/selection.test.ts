import assert from "node:assert/strict";
import type { FoundObject } from "../../../../cli/src/import/account";
import { reasonToLeaveOut } from "../../../../cli/src/import/selection";

describe("what an import leaves out", () => {
  const label = (destination: string): FoundObject => {
    const declarable = { destination, targeting: { hardwareIds: [], chids: [] } };
    return { kind: "ShippingLabel", id: "1/2/3", declarable, untold: [], computed: {} };
  };

  it("is a label for Windows Update without a hardware id, unless it is asked for", () => {
    assert.equal(reasonToLeaveOut(label("windowsUpdate"), {}), "finished");
    assert.equal(reasonToLeaveOut(label("windowsUpdate"), { include: ["finished"] }), undefined);
  });

  it("is not a label for a partner, which needs no hardware id", () => {
    assert.equal(reasonToLeaveOut(label("anotherPartner"), {}), undefined);
    assert.equal(reasonToLeaveOut(label("AnotherPartner"), {}), undefined);
  });
});
