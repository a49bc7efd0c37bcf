import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  requestsOf,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { folderOfAllTests } from "../../../harness/test-folder";
import { zipOf } from "../emulator/sample-packages";

const block = 2 * 1024 * 1024;

describe("a submission with a package", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  const folder = folderOfAllTests();
  let inputs: Record<string, unknown>;

  before(async () => {
    emulator = await startEmulator();
  });
  beforeEach(async () => {
    provider = startProvider(emulator, {}, { timePasses: true });
    const product = inputsOf("Product", { testHarness: "hlk" });
    const { id: productId } = await provider.handlers("Product").create(product);
    inputs = inputsOf("Submission", { productId, package: packageOf(zipOf("1.0")) });
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });
  after(async () => {
    await emulator.close();
  });

  const handlers = () => provider.handlers("Submission");
  const checked = async (change: object = {}) =>
    (await handlers().check({}, { ...inputs, ...change })).inputs ?? {};
  const stored = () => emulator.state().entities.submission[0] ?? assert.fail("there is no submission");
  const commits = () => requestsOf(emulator, /^POST .*\/commit$/).length;
  const blocks = () =>
    emulator.blobRequests.filter(({ path, status }) => path.includes("comp=block&") && status === 201);

  function failAfterCommit(): void {
    const match = { method: "GET", path: /\/submissions\/\d+$/ } as const;
    emulator.fail({ match, after: 2, times: 5, action: { respond: { status: 503 } } });
  }

  function packageOf(content: Buffer): string {
    const path = folder("driver.hlkx");
    writeFileSync(path, content);
    return path;
  }

  it("is uploaded, committed and taken by Dev Center", async () => {
    const { outs } = await handlers().create(await checked());
    assert.equal(outs?.commitStatus, "commitComplete");
    assert.equal((await emulator.packageOf(stored().id))?.sha256, outs?.packageSha256);
  });

  it("is waited for until it is signed", async () => {
    const { outs } = await handlers().create(await checked({ waitFor: "signed" }));
    assert.deepEqual(outs?.workflowStatus, {
      currentStep: "finalizeIngestion",
      state: "completed",
      messages: [],
    });
  });

  it("is known by a refresh when a run that ended with an error has committed another package than the state has", async () => {
    const { id, outs = {} } = await handlers().create(await checked({ commit: false }));
    const news = await checked({ package: packageOf(zipOf("2.0")) });
    failAfterCommit();
    await handlerFailure(handlers().update(id, outs, news));
    assert.deepEqual([commits(), outs.packageSha256 === news.packageSha256], [1, false]);
    emulator.forgetFaults();

    const read = await handlers().read(id, outs);
    assert.equal(read.inputs?.packageSha256, news.packageSha256);
    assert.deepEqual((await handlers().diff(id, read.props ?? {}, news)).replaces ?? [], []);
    const { outs: finished } = await handlers().update(id, read.props ?? {}, news);
    assert.deepEqual([finished?.commitStatus, commits()], ["commitComplete", 1]);
  });

  it("is not reported as committed when a run that ended with an error has committed another one", async () => {
    const { id, outs = {} } = await handlers().create(await checked({ commit: false }));
    const edited = await checked({ package: packageOf(zipOf("2.0")) });
    failAfterCommit();
    await handlerFailure(handlers().update(id, outs, edited));
    emulator.forgetFaults();
    const takenBack = await checked({ package: packageOf(zipOf("1.0")) });
    assert.equal(takenBack.packageSha256, outs.packageSha256);
    const { message } = await handlerFailure(handlers().update(id, outs, takenBack));
    assert.match(message, /another package is committed already\. Run pulumi refresh, then pulumi preview/);
    assert.equal(commits(), 1);

    // Where the store does not say which, it is ours.
    const match = { door: "blobs", method: "HEAD" } as const;
    emulator.fail({ match, times: "always", action: { respond: { status: 403 } } });
    const { outs: finished } = await handlers().update(id, outs, takenBack);
    assert.equal(finished?.commitStatus, "commitComplete");
  });

  it("is only uploaded when it is not to be committed", async () => {
    const { outs } = await handlers().create(await checked({ commit: false }));
    assert.deepEqual([commits(), outs?.commitStatus, outs?.isPackageUploaded], [0, "commitPending", true]);
  });

  it("is committed later, when the program asks for it", async () => {
    const { id, outs } = await handlers().create(await checked({ commit: false }));
    const updated = await handlers().update(id, outs ?? {}, await checked());
    assert.equal(updated.outs?.commitStatus, "commitComplete");
  });

  it("counts as committed when the gateway fails although it is done", async () => {
    const body = {
      error: { code: "requestInvalidForCurrentState", message: "Only pending submissions can be committed" },
    };
    emulator.fail({ match: { path: /commit$/ }, action: { respond: { status: 502, body }, effect: true } });
    const { outs } = await handlers().create(await checked());
    assert.deepEqual([outs?.commitStatus, commits()], ["commitComplete", 1]);
  });

  it("is committed again when the first time was lost on the way", async () => {
    emulator.fail({ match: { path: /commit$/ }, action: { drop: "before" } });
    await handlers().create(await checked());
    assert.equal((await emulator.packageOf(stored().id))?.commits, 1);
  });

  it("goes on after a link that has expired", async () => {
    packageOf(Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(3 * block)]));
    const expired = "<?xml version='1.0'?><Error><Code>AuthenticationFailed</Code></Error>";
    emulator.fail({
      match: { path: /comp=block&/, door: "blobs" },
      after: 1,
      action: { respond: { status: 403, headers: { "content-type": "application/xml" }, body: expired } },
    });
    const { outs } = await handlers().create(await checked({ waitFor: "none" }));
    assert.equal((await emulator.packageOf(stored().id))?.sha256, outs?.packageSha256);
  });

  it("is sent again where the blob store never answers, and reported when that goes on", async () => {
    const impatient = startProvider(
      emulator,
      { DEVCENTER_REQUEST_TIMEOUT_SECONDS: "1" },
      { timePasses: true },
    );
    const { id, outs = {} } = await handlers().create(await checked({ commit: false }));
    packageOf(zipOf("1.1"));
    const news = await checked({ commit: false });
    const update = () => impatient.handlers("Submission").update(id, outs, news);
    const hang = { match: { path: /comp=block&/ }, action: { hang: "forever" } } as const;
    emulator.fail({ ...hang, times: 5 });
    const { message } = await handlerFailure(update());
    assert.match(message, /no answer from the blob store within 1 s \(devcenter:requestTimeoutSeconds\)/);
    emulator.fail(hang);
    await update();
    await impatient.close();
    assert.equal((await emulator.packageOf(stored().id))?.sha256, news.packageSha256);
  });

  it("keeps its id when the upload fails, and sends no block twice after that", async () => {
    packageOf(Buffer.concat([Buffer.from("PK\x03\x04"), randomBytes(4 * block)]));
    const refused = { status: 403, headers: { "content-type": "application/xml" }, body: "<Error/>" };
    emulator.fail({
      match: { path: /comp=blocklist/, method: "PUT" },
      times: 2,
      action: { respond: refused },
    });
    const news = await checked({ waitFor: "none" });
    const failed = await handlerFailure(handlers().create(news));
    assert.match(failed.message, /The upload stopped: the blob store refused with 403/);
    const sent = blocks().length;
    await handlers().update(failed.id ?? "", failed.properties ?? {}, news);
    assert.deepEqual([blocks().length, commits(), emulator.state().entities.submission.length], [sent, 1, 1]);
  });

  it("shows by itself that there is something left to do", async () => {
    const refused = { status: 403, headers: { "content-type": "application/xml" }, body: "<Error/>" };
    emulator.fail({
      match: { path: /comp=blocklist/, method: "PUT" },
      times: 2,
      action: { respond: refused },
    });
    const news = await checked();
    const failed = await handlerFailure(handlers().create(news));
    assert.deepEqual(await handlers().diff(failed.id ?? "", failed.properties ?? {}, news), {
      changes: true,
    });
  });

  it("keeps its id when the time to wait is up, and waits on in the next run", async () => {
    emulator.scriptNext("submission", { holdStep: "scanning" });
    const news = await checked({ waitFor: "signed", waitTimeoutMinutes: 30 });
    const failed = await handlerFailure(handlers().create(news));
    assert.match(failed.message, /It is not signed after 30 minutes.*Run pulumi up again/s);
    emulator.edit("submission", stored().id, { holdStep: null });
    const { outs } = await handlers().update(failed.id ?? "", failed.properties ?? {}, news);
    assert.deepEqual(
      [outs?.workflowStatus, commits()],
      [{ currentStep: "finalizeIngestion", state: "completed", messages: [] }, 1],
    );
  });

  it("reports why a step failed, with Dev Center's own report", async () => {
    emulator.scriptNext("submission", { failStep: "scanning", failMessages: ["Malware was found."] });
    const failed = await handlerFailure(handlers().create(await checked({ waitFor: "signed" })));
    assert.match(failed.message, /The step scanning failed: Malware was found\./);
    assert.doesNotMatch(failed.message, /sig=/);
  });

  it("asks for a replacement when another package is given to a derived one after the commit", async () => {
    const { id, outs } = await handlers().create(await checked());
    packageOf(zipOf("1.1"));
    const olds = { ...outs, type: "derived" };
    const news = await checked({ type: "derived" });
    assert.deepEqual((await handlers().diff(id, olds, news)).replaces, ["packageSha256"]);
  });

  it("is no change when its file has moved", async () => {
    const { id, outs } = await handlers().create(await checked());
    const elsewhere = folder("elsewhere.hlkx");
    writeFileSync(elsewhere, zipOf("1.0"));
    assert.deepEqual(await handlers().diff(id, outs ?? {}, await checked({ package: elsewhere })), {
      changes: false,
    });
  });

  it("is refused in check when its file is missing", async () => {
    const { failures } = await handlers().check({}, { ...inputs, package: folder("none.hlkx") });
    assert.deepEqual(
      failures?.map(({ property }) => property),
      ["package"],
    );
  });

  it("never keeps a link", async () => {
    const { id, outs } = await handlers().create(await checked());
    assert.doesNotMatch(JSON.stringify([outs, await handlers().read(id, outs)]), /sig=|https?:\/\//);
  });
});
