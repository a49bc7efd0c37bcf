import assert from "node:assert/strict";
import type { Emulator } from "devcenter-emulator";
import { at, call, products, startAtNoon } from "./dev-center-client";
import { linkOf, metadataOf, minuteMs, type Release, release, show } from "./driver-release";
import { sharing } from "./sample-labels";
import { zipOf } from "./sample-packages";

const self = "29963920";

describe("sharing with a partner", () => {
  let emulator: Emulator;
  let source: Release;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
    source = await release(emulator);
  });
  after(() => emulator.close());

  async function share(receiver: string): Promise<string> {
    const { body } = await call(emulator, "POST", `${source.path}/shippingLabels`, {
      body: sharing(receiver),
    });
    return String(at(body, "id"));
  }

  function related() {
    const productId = source.submissions.split("/").at(-2);
    const path = `${products}/relationships/sourcepubliherid/${self}/sourceproductid/${productId}/sourcesubmissionid/${source.id}`;
    return call(emulator, "GET", path);
  }

  async function received(): Promise<Release> {
    await share(self);
    emulator.clock.advance(30 * minuteMs);
    const { body } = await related();
    const submissions = `${products}/${at(body, "productId")}/submissions`;
    const id = String(at(body, "id"));
    return { submissions, id, path: `${submissions}/${id}` };
  }

  it("shows nothing before the label has finished", async () => {
    await share(self);
    assert.equal((await related()).status, 404);
  });

  it("translates the ids of the source once it has", async () => {
    const twin = await received();
    assert.notEqual(twin.id, source.id);
    assert.equal(at(await show(emulator, twin), "id"), twin.id);
  });

  it("lists the shared product with its source", async () => {
    await received();
    const { body } = await call(emulator, "GET", products);
    const [own, shared] = at(body, "value") as unknown[];
    assert.deepEqual(
      [at(shared, "originType"), at(shared, "sourceProductId"), at(shared, "sourcePublisherId")],
      ["shared", at(own, "id"), Number(self)],
    );
  });

  it("offers the signed package, but neither the uploaded one nor metadata", async () => {
    const submission = await show(emulator, await received());
    const bytes = await (await fetch(String(linkOf(submission, "signedPackage")))).arrayBuffer();
    assert.deepEqual(Buffer.from(bytes), zipOf("a package"));
    assert.deepEqual(
      [linkOf(submission, "initialPackage"), linkOf(submission, "driverMetadata")],
      [undefined, undefined],
    );
  });

  it("makes metadata when asked to, in two hours, with the bundles of the source", async () => {
    const twin = await received();
    const { status, text } = await call(emulator, "POST", `${twin.path}/createpublishermetadata`);
    emulator.clock.advance(119 * minuteMs);
    const before = linkOf(await show(emulator, twin), "driverMetadata");
    emulator.clock.advance(minuteMs);
    assert.deepEqual([status, text, before], [202, "", undefined]);
    assert.deepEqual(await metadataOf(emulator, twin), await metadataOf(emulator, source));
  });

  it("leaves what is shared with others to receiveShared", async () => {
    const label = await share("27691110");
    assert.throws(() => emulator.receiveShared(label), /has shared nothing yet/);
    emulator.clock.advance(30 * minuteMs);
    assert.equal((await related()).status, 404);
    const { submissionId } = emulator.receiveShared(label);
    assert.equal(at((await related()).body, "id"), submissionId);
  });

  it("receives only once", async () => {
    const label = await share("27691110");
    emulator.clock.advance(30 * minuteMs);
    assert.deepEqual(emulator.receiveShared(label), emulator.receiveShared(label));
  });
});
