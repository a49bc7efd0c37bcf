import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Emulator } from "devcenter-emulator";
import * as devcenter from "pulumi-devcenter";
import { systemClock } from "pulumi-devcenter/internal";
import { failureOf } from "../../../harness/scripted-service";
import { at, call, startAtNoon } from "../emulator/dev-center-client";
import { hardwareIdsOf, type Release, release } from "../emulator/driver-release";

/** The token that the emulator of these tests takes. */
const token = "a-token-for-tests";

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply((value) => resolve(value as T)));
}

describe("the functions for programs", () => {
  let emulator: Emulator;
  let released: Release;
  let productId: string;
  let submissionId: string;
  before(async () => {
    emulator = await startAtNoon();
    released = await release(emulator);
    productId = String(released.submissions.split("/").at(-2));
    submissionId = released.id;
    pulumi.runtime.setConfig("devcenter:endpoint", emulator.url);
    pulumi.runtime.setConfig("devcenter:accessToken", token);
  });
  after(async () => {
    pulumi.runtime.setAllConfig({});
    await emulator.close();
  });

  it("read a product, every digit of its id", async () => {
    const product = await devcenter.getProduct({ productId });
    assert.deepEqual([product.productId, product.productName], [productId, "Test_Network_Product2-R"]);
  });

  it("say why a program waits", async () => {
    const log = require("@pulumi/pulumi/log") as { info: (message: string) => Promise<void> };
    const { info } = log;
    const { wait } = systemClock;
    const said: string[] = [];
    log.info = async (message) => void said.push(message);
    systemClock.wait = async () => undefined;
    try {
      const action = { respond: { status: 503, headers: { "retry-after": "120" } } };
      emulator.fail({ match: { path: /products/ }, action });
      assert.equal((await devcenter.getProducts()).length, 1);
    } finally {
      Object.assign(log, { info });
      Object.assign(systemClock, { wait });
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^Dev Center asks for a pause: the next attempt is in 12\d s\.$/);
  });

  it("read all products", async () => {
    assert.deepEqual(
      (await devcenter.getProducts()).map((product) => product.productId),
      [productId],
    );
  });

  it("read a submission with its workflow, and without a link", async () => {
    const submission = await devcenter.getSubmission({ productId, submissionId });
    assert.equal(submission.workflowStatus?.currentStep, "finalizeIngestion");
    assert.ok(submission.downloads.includes("signedPackage"));
    assert.doesNotMatch(JSON.stringify(submission), /http|sig=/);
  });

  it("read a package that was handed in for tests before production", async () => {
    const path = "/v2.0/my/hardware/preprod/packages/";
    const headers = { "content-type": "application/octet-stream" };
    const made = await call(emulator, "PUT", path, { body: "MSCF", headers });
    const packageId = String(at(made.body, "id"));
    assert.equal((await devcenter.getPreprodPackage({ packageId })).signingStatus, "notStarted");
    await assert.rejects(
      devcenter.getPreprodPackage({ packageId: "" }),
      /packageId: expected the id of a package/,
    );
  });

  it("read all submissions of a product", async () => {
    const found = await devcenter.getSubmissions({ productId });
    assert.deepEqual(
      found.map((submission) => [submission.submissionId, submission.type]),
      [[submissionId, "initial"]],
    );
  });

  it("read driver metadata, with the combinations that a label can target", async () => {
    const metadata = await devcenter.getDriverMetadata({ productId, submissionId });
    const [first] = await hardwareIdsOf(emulator, released);
    assert.ok(first);
    assert.ok(first.bundleId in metadata.BundleInfoMap);
    assert.ok(metadata.hardwareIds.some((id) => JSON.stringify(id) === JSON.stringify(first)));
  });

  it("read audiences", async () => {
    emulator.addAudience({ name: "Insiders" });
    assert.equal((await devcenter.getAudiences()).at(-1)?.name, "Insiders");
  });

  it("take outputs for arguments", async () => {
    const output = devcenter.getSubmissionOutput({ productId: pulumi.output(productId), submissionId });
    assert.equal((await settled(output)).submissionId, submissionId);
  });

  it("give outputs without arguments", async () => {
    assert.equal((await settled(devcenter.getProductsOutput())).length, 1);
  });

  it("fail with an error that a program can tell apart", async () => {
    const failure = await failureOf(devcenter.getProduct({ productId: "15" }));
    assert.ok(failure instanceof devcenter.ApiError && failure.status === 404);
  });

  it("fail without a stack, which would lead into this package", async () => {
    const failure = await failureOf(devcenter.getProduct({ productId: "15" }));
    assert.equal(failure.stack, `ApiError: ${failure.message}`);
  });

  it("refuse an id that cannot be one before anything is sent", async () => {
    const before = emulator.requests.length;
    const failure = await failureOf(devcenter.getProduct({ productId: "15/../16" }));
    assert.deepEqual([pulumi.RunError.isInstance(failure), emulator.requests.length], [true, before]);
  });

  it("refuse an id that is a number, for its digits are lost already", async () => {
    const productId = 14631253285588838 as unknown as string;
    assert.match((await failureOf(devcenter.getProduct({ productId }))).message, /productId: expected an id/);
  });

  it("say what to do while there is no driver metadata", async () => {
    const early = await release(emulator, 1);
    const ids = { productId: String(early.submissions.split("/").at(-2)), submissionId: early.id };
    assert.match((await failureOf(devcenter.getDriverMetadata(ids))).message, /--for metadata/);
  });

  it("find nothing where nothing is shared", async () => {
    const failure = await failureOf(
      devcenter.getRelatedSubmission({ publisherId: "28004321", productId, submissionId }),
    );
    assert.ok(failure instanceof devcenter.ApiError && failure.meansGone);
  });
});
