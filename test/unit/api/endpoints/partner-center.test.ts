import assert from "node:assert/strict";
import { partnerCenterUrl } from "../../../../provider/api/endpoints/partner-center";

describe("the page of Partner Center", () => {
  const product = "https://partner.microsoft.com/dashboard/hardware/driver/14631253285588838";

  it("is that of the product, of its submission, or of a label of that", () => {
    const productId = "14631253285588838";
    assert.equal(partnerCenterUrl({ productId }), product);
    assert.equal(partnerCenterUrl({ productId, submissionId: "2" }), `${product}/submission/2`);
    assert.equal(
      partnerCenterUrl({ productId, submissionId: "2", labelId: "3" }),
      `${product}/submission/2/ShippingLabel/3`,
    );
  });
});
