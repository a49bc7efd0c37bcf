import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { BlockBlobClient } from "@azure/storage-blob";
import type { Emulator } from "devcenter-emulator";
import { at, call, startAtNoon } from "./dev-center-client";
import { combinationsOf } from "./driver-metadata-file";
import { begin, commit, linkOf, metadataOf, minuteMs, release, show, submit, upload } from "./driver-release";
import { cabinetOf, zip64Of, zipOf } from "./sample-packages";

describe("packages of the emulator", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(() => {
    emulator.reset();
    emulator.clock.set("2026-03-02T12:00:00Z");
  });
  after(() => emulator.close());

  async function committed(bytes: Buffer, testHarness: string): Promise<unknown> {
    const begun = await begin(emulator, { testHarness });
    await upload(emulator, begun, bytes);
    await commit(emulator, begun);
    emulator.clock.advance(3 * minuteMs);
    return show(emulator, begun);
  }

  for (const [what, harness, bytes, message] of [
    ["an HLK package that is no archive", "hlk", Buffer.from("text"), /not an HLK or HCK package/],
    ["a cabinet for HCK", "hck", cabinetOf(), /not an HLK or HCK package/],
    ["an archive for attestation", "attestation", zipOf(), /not a cabinet/],
    ["an empty package", "hlk", Buffer.alloc(0), /is empty/],
    ["a Zip64 archive", "hlk", zip64Of(), /Zip64/],
  ] as const) {
    it(`fail the commit of ${what} and say why`, async () => {
      const submission = await committed(bytes, harness);
      const status = at(submission, "workflowStatus");
      assert.deepEqual(
        [at(submission, "commitStatus"), at(status, "currentStep"), at(status, "state")],
        ["commitFailed", "packageInfoValidation", "failed"],
      );
      assert.match(String(at(status, "messages.0")), message);
      assert.match(await (await fetch(String(at(status, "errorReport")))).text(), message);
    });
  }

  it("take a cabinet for attestation", async () => {
    assert.equal(at(await committed(cabinetOf("x"), "attestation"), "commitStatus"), "commitComplete");
  });

  it("are described to a test, with how they came", async () => {
    const begun = await begin(emulator);
    const bytes = zipOf("what was sent");
    await upload(emulator, begun, bytes);
    await commit(emulator, begun);
    await commit(emulator, begun);
    const md5 = createHash("md5").update(bytes).digest("base64");
    assert.deepEqual(await emulator.packageOf(begun.id), {
      size: bytes.length,
      md5,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      contentMd5: md5,
      uploads: 1,
      commits: 1,
    });
  });

  it("count a blob put together from blocks once", async () => {
    const begun = await begin(emulator);
    const client = new BlockBlobClient(String(linkOf(await show(emulator, begun), "initialPackage")));
    await client.uploadData(zipOf("0123456789"), { blockSize: 10, maxSingleShotSize: 1 });
    const facts = await emulator.packageOf(begun.id);
    assert.deepEqual([facts?.size, facts?.uploads, facts?.commits], [32, 1, 0]);
  });

  it("are none before the upload", async () => {
    const begun = await begin(emulator);
    assert.equal(await emulator.packageOf(begun.id), undefined);
  });

  it("describe every requested system in their metadata, the same each time", async () => {
    const released = await release(emulator);
    const metadata = await metadataOf(emulator, released);
    const codes = new Set(combinationsOf(metadata).map(({ operatingSystemCode }) => operatingSystemCode));
    assert.deepEqual(
      [Object.keys(metadata.BundleInfoMap).length, [...codes].sort()],
      [2, ["WINDOWS_VISTA", "WINDOWS_v100_RS3_FULL", "WINDOWS_v100_X64_RS3_FULL"]],
    );
    assert.deepEqual(await metadataOf(emulator, released), metadata);
  });

  it("come with metadata an edit sets", async () => {
    const released = await release(emulator);
    emulator.edit("submission", released.id, { driverMetadata: { BundleInfoMap: {} } });
    assert.deepEqual(await metadataOf(emulator, released), { BundleInfoMap: {} });
  });

  it("answer a part of a file that was made, with the length of it", async () => {
    const submission = await show(emulator, await release(emulator));
    const url = String(linkOf(submission, "certificationReport"));
    const whole = await fetch(url);
    const text = await whole.text();
    const part = await fetch(url, { headers: { range: "bytes=0-6" } });
    assert.deepEqual(
      [
        Number(whole.headers.get("content-length")),
        whole.headers.has("content-md5"),
        part.status,
        await part.text(),
      ],
      [text.length, true, 206, "Product"],
    );
  });

  it("are offered signed as late as was scripted", async () => {
    emulator.scriptNext("submission", { signedLagMinutes: 600 });
    assert.equal(linkOf(await show(emulator, await release(emulator)), "signedPackage"), undefined);
  });

  it("pass at once when workflows take no time", async () => {
    emulator.setWorkflowMinutes(0);
    const submission = await show(emulator, await release(emulator, 0));
    assert.deepEqual(
      [at(submission, "workflowStatus.currentStep"), linkOf(submission, "driverMetadata") !== undefined],
      ["finalizeIngestion", true],
    );
  });

  it("may follow in a derived submission", async () => {
    const { submissions } = await release(emulator);
    const derived = await submit(emulator, submissions, "derived");
    await upload(emulator, derived);
    await commit(emulator, derived);
    emulator.clock.advance(40 * minuteMs);
    assert.notEqual(linkOf(await show(emulator, derived), "signedPackage"), undefined);
  });

  it("are described over HTTP, too", async () => {
    const begun = await begin(emulator);
    const path = `/_emulator/submissions/${begun.id}/package`;
    const missing = await call(emulator, "GET", path);
    await upload(emulator, begun);
    assert.deepEqual([missing.status, at((await call(emulator, "GET", path)).body, "uploads")], [404, 1]);
  });
});
