import assert from "node:assert/strict";
import { asked, LocalDevCenter } from "../../harness/local-dev-center";

describe("a warning", () => {
  let center: LocalDevCenter;

  before(async () => {
    center = await LocalDevCenter.open();
  });
  after(() => center.close());

  it("stands once in a preview that ends well, and asks nothing", async () => {
    const project = await center.program(`
      new devcenter.Product("hub", {
        productName: "Contoso Hub", testHarness: "attestation", requestedSignatures: [],
      });
    `);
    const { outcome, requests } = await center.run(() => project.preview());
    // The engine prints what a provider says while it works, and again among the diagnostics at the end.
    const diagnostics = outcome.output.slice(outcome.output.indexOf("Diagnostics:"));
    assert.equal(diagnostics.split("warning: product hub: testHarness: an attestation product").length, 2);
    assert.deepEqual(asked(requests), []);
  });
});
