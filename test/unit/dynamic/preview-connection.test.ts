import assert from "node:assert/strict";
import { openAnsweringService } from "../../../harness/answering-service";
import { serverOfAllTests } from "../../../harness/local-server";
import { standingClock } from "../../../harness/scripted-service";
import { openNetwork } from "../../../provider/api/http/dispatcher";
import { createSession } from "../../../provider/dynamic/session";
import { lifecycles } from "../../../provider/lifecycles/registry";

const product = lifecycles.Product ?? assert.fail();

describe("the connection of a preview", () => {
  const silent = serverOfAllTests();

  it("goes over the same network as any other, is opened once, and asks once", async () => {
    const service = openAnsweringService();
    try {
      const { session, requests } = service.visit(() => ({ status: 503, body: "" }));
      assert.equal(session.previewContext().devCenter, session.previewContext().devCenter);
      await assert.rejects(product.read(session.previewContext(), "1", {}), /503/);
      assert.deepEqual(requests, ["GET /v2.0/my/hardware/products/1"]);
    } finally {
      await service.close();
    }
  });

  it("waits no longer than the settings say", async () => {
    // Longer than the test, so that the limit of the request is what ends it.
    const network = openNetwork({ requestTimeoutMs: 60_000 });
    const session = createSession({
      network,
      clock: standingClock(),
      say: () => undefined,
      environment: {
        DEVCENTER_ENDPOINT: silent.url(""),
        DEVCENTER_ACCESS_TOKEN: "a-token",
        DEVCENTER_JOURNAL_DIRECTORY: "none",
        DEVCENTER_REQUEST_TIMEOUT_SECONDS: "0.02",
      },
    });
    try {
      const reading = product.read(session.previewContext(), "1", {});
      await assert.rejects(reading, /no answer from .* within 0\.02 s/);
    } finally {
      await network.destroy();
    }
  });
});
