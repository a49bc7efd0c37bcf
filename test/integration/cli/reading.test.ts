import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { type CommandOutcome, runDevcenter } from "../../../harness/devcenter-command";
import { emulatorSettings } from "../../../harness/emulator-settings";
import { at, call, startAtNoon } from "../emulator/dev-center-client";
import { hardwareIdsOf, minuteMs, type Release, release } from "../emulator/driver-release";
import { publishing, sharing } from "../emulator/sample-labels";

const missing = "14631253285588999";
/** The emulated account itself: what it shares with itself arrives at once. */
const publisher = "29963920";

const partnerCenter = "https://partner.microsoft.com/dashboard/hardware/driver";

describe("devcenter, reading", () => {
  let emulator: Emulator;
  let released: Release;
  let productId: string;
  let id: string;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    released = await release(emulator);
    productId = String(released.submissions.split("/").at(-2));
    id = `${productId}/${released.id}`;
  });
  after(() => emulator.close());

  const run = (...args: string[]): Promise<CommandOutcome> => runDevcenter(args, emulatorSettings(emulator));

  async function json(...args: string[]): Promise<unknown> {
    const { out, err } = await run(...args, "--json");
    assert.equal(err, "");
    return JSON.parse(out);
  }

  async function label(body: object): Promise<string> {
    const made = await call(emulator, "POST", `${released.path}/shippingLabels`, { body });
    return String(at(made.body, "id"));
  }

  it("lists products as a table", async () => {
    const { exitCode, out } = await run("products", "list");
    assert.equal(exitCode, 0);
    assert.match(out, /^PRODUCT +NAME +HARNESS/);
    assert.match(out, new RegExp(`^${productId}  Test_Network_Product2-R`, "m"));
  });

  it("lists products as JSON, every digit of their ids as text", async () => {
    assert.deepEqual(at(await json("products", "list"), "0.productId"), productId);
  });

  it("shows one product", async () => {
    const { out } = await run("products", "show", productId);
    assert.match(out, /^productName +Test_Network_Product2-R$/m);
    assert.ok(out.includes(`${partnerCenter}/${productId}\n`), out);
  });

  it("lists the submissions of a product", async () => {
    assert.match((await run("submissions", "list", productId)).out, new RegExp(`^${id}  initial`, "m"));
  });

  it("shows a submission with the files that it offers, and without a link", async () => {
    const shown = await json("submissions", "show", id);
    assert.deepEqual(
      [at(shown, "submissionId"), at(shown, "workflowStatus.currentStep"), at(shown, "downloads.0")],
      [released.id, "finalizeIngestion", "initialPackage"],
    );
    assert.equal(at(shown, "partnerCenterUrl"), `${partnerCenter}/${productId}/submission/${released.id}`);
    assert.doesNotMatch(JSON.stringify(shown).replace(partnerCenter, ""), /http|sig=/);
  });

  it("lists labels", async () => {
    const labelId = await label(publishing(await hardwareIdsOf(emulator, released)));
    const { out } = await run("labels", "list", id);
    assert.match(out, new RegExp(`^${id}/${labelId}  First wave  windowsUpdate`, "m"));
  });

  it("shows a label with its targeting", async () => {
    const [hardwareId] = await hardwareIdsOf(emulator, released);
    assert.ok(hardwareId);
    const labelId = await label(publishing([hardwareId]));
    const { out } = await run("labels", "show", `${id}/${labelId}`);
    assert.ok(out.includes(hardwareId.pnpString));
    assert.ok(out.includes(`/submission/${released.id}/ShippingLabel/${labelId}\n`), out);
  });

  it("waits for a label until it is up for approval, and no longer", async () => {
    const labelId = await label(publishing(await hardwareIdsOf(emulator, released)));
    emulator.edit("shippingLabel", labelId, { holdStep: "microsoftApproval" });
    emulator.clock.advance(60 * minuteMs);
    const args = ["labels", "wait", `${id}/${labelId}`, "--timeout-minutes", "0.001"];
    const [approval, all] = await Promise.all([run(...args, "--for", "microsoftApproval"), run(...args)]);
    assert.equal(approval.exitCode, 0);
    assert.match(approval.out, /^workflow +microsoftApproval started$/m);
    assert.equal(all.exitCode, 5);
    assert.match(
      all.err,
      /microsoftApproval started after 0\.001 minutes \(--timeout-minutes\)\. Dev Center goes on/,
    );
  });

  it("cancels a label", async () => {
    const labelId = await label(publishing(await hardwareIdsOf(emulator, released)));
    emulator.edit("shippingLabel", labelId, { holdStep: "microsoftApproval" });
    emulator.clock.advance(60 * minuteMs);
    const { exitCode, err } = await run("labels", "cancel", `${id}/${labelId}`);
    assert.deepEqual([exitCode, err], [0, ""]);
    assert.equal(emulator.requests.at(-1)?.method, "PUT");
  });

  it("lists audiences", async () => {
    emulator.addAudience({ name: "Insiders" });
    assert.match((await run("audiences")).out, /Insiders/);
  });

  it("finds the submission that stands for a shared one", async () => {
    await label(sharing(publisher));
    emulator.clock.advance(30 * minuteMs);
    const source = ["--publisher", publisher, "--product", productId, "--submission", released.id];
    const found = await json("translate", ...source);
    assert.notEqual(at(found, "submissionId"), released.id);
    assert.deepEqual(at(found, "downloads"), ["signedPackage", "certificationReport"]);
  });

  it("ends with 4 when nothing of these ids is shared", async () => {
    const source = ["--publisher", publisher, "--product", productId, "--submission", released.id];
    assert.equal((await run("translate", ...source)).exitCode, 4);
  });

  it("asks for the metadata of a shared submission", async () => {
    await label(sharing(publisher));
    emulator.clock.advance(30 * minuteMs);
    const source = ["--publisher", publisher, "--product", productId, "--submission", released.id];
    const found = await json("translate", ...source);
    const twin = `${at(found, "productId")}/${at(found, "submissionId")}`;
    assert.equal((await run("submissions", "create-metadata", twin)).exitCode, 0);
    assert.match(emulator.requests.at(-1)?.path ?? "", /createpublishermetadata$/);
  });

  it("ends with 4 when there is no such product", async () => {
    const { exitCode, out, err } = await run("products", "show", missing);
    assert.deepEqual([exitCode, out], [4, ""]);
    assert.match(err, /^devcenter: Dev Center refused GET .* with 404/);
  });

  it("shows no stack", async () => {
    assert.doesNotMatch((await run("products", "show", missing)).err, /^\s+at /m);
  });

  it("takes the endpoint as an option", async () => {
    const settings = { ...emulatorSettings(emulator), DEVCENTER_ENDPOINT: "http://127.0.0.1:1" };
    const { exitCode } = await runDevcenter(["products", "list", "--endpoint", emulator.url], settings);
    assert.equal(exitCode, 0);
  });
});
