import assert from "node:assert/strict";
import { asked, LocalDevCenter } from "../../harness/local-dev-center";

/** The end of a zip archive, which is all of it when nothing is in it. */
const emptyZip = "PK\x05\x06".padEnd(22, "\0");

describe("the example share-with-partner", () => {
  let center: LocalDevCenter;

  before(async () => {
    center = await LocalDevCenter.open();
    center.emulator.setWorkflowMinutes(0);
  });
  after(() => center.close());

  it("shares a signed submission that another program manages, and nothing else", async () => {
    const owner = await center.program(
      `
        const product = new devcenter.Product("nic", {
          productName: "Contoso Network Adapter", testHarness: "hlk",
          requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"],
          selectedProductTypes: { windows_v100_RS3: "Unclassified" },
        });
        exports.submission = new devcenter.Submission("nic", {
          productId: product.productId, name: "1.0", type: "initial",
          package: "driver.hlkx", waitFor: "signed",
        }).id;
      `,
      { files: { "driver.hlkx": emptyZip } },
    );
    await center.run(() => owner.up());
    const { submission } = await owner.outputs();

    const project = await center.project({
      copyOf: "examples/share-with-partner",
      config: {
        "devcenter-share-with-partner:submission": { value: String(submission?.value) },
        "devcenter-share-with-partner:partner": { value: "27691110" },
      },
    });
    const { requests } = await center.run(() => project.up());
    assert.deepEqual(
      asked(requests).filter((request) => request.startsWith("POST")),
      [
        `POST /v2.0/my/hardware/products/${String(submission?.value).replace("/", "/submissions/")}/shippingLabels`,
      ],
    );
    const { sharing } = await project.outputs();
    assert.deepEqual(sharing?.value, { currentStep: "finalizeSharing", state: "completed", messages: [] });
    const again = await center.run(() => project.up());
    assert.deepEqual(
      asked(again.requests).filter((request) => !request.startsWith("GET")),
      [],
    );
    await center.run(() => project.destroy());
  });
});
