import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import {
  ENDPOINT,
  failureOf,
  scriptedClient,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { folderOfEachTest } from "../../../../harness/test-folder";
import { staticToken } from "../../../../provider/api/auth/token";
import { preprodPackageDetails } from "../../../../provider/api/endpoints/preprod-package-details";
import { assetPath, preprodPackages } from "../../../../provider/api/endpoints/preprod-packages";
import { ApiError } from "../../../../provider/api/errors/api-error";
import { downloadFile } from "../../../../provider/api/transfer/download";
import { measureFile } from "../../../../provider/api/transfer/hash-file";

const sha256 = createHash("sha256").update("signed").digest("hex");

describe("a package for tests before production", () => {
  const folder = folderOfEachTest();
  let path: string;
  beforeEach(() => {
    path = folder("driver.cab");
    writeFileSync(path, "MSCF and more");
  });

  const read = (body: object, ...more: unknown[]) => {
    const answers = [{ id: "a", ...body }, ...more].map((answer) => ({ status: 200, body: answer }));
    return preprodPackages(scriptedClient(answers).client).get("a");
  };

  for (const [written, status] of [
    ["NotStarted", "notStarted"],
    [null, "notStarted"],
    ["PROCESSING", "processing"],
    ["Queued", "processing"],
    ["failed", "failed"],
  ] as const) {
    it(`is ${status} where the wire says ${written}`, async () =>
      assert.equal((await read({ signingStatus: written })).signingStatus, status));
  }

  for (const [form, contentHash] of [
    ["hexadecimal digits", sha256.toUpperCase()],
    ["Base64", Buffer.from(sha256, "hex").toString("base64")],
    ["digits with a name", `sha256:${sha256}`],
  ] as const) {
    it(`has the SHA-256 of an asset in ${form}`, async () => {
      const { assets } = await read({ signingStatus: "Succeeded", assets: [{ id: 7, contentHash }] });
      assert.deepEqual([assets[0]?.assetId, assets[0]?.sha256], ["7", sha256]);
    });
  }

  it("has no SHA-256 where none can be read: something else is written, or more than one", async () => {
    const others = [sha256 + sha256, `${sha256}0`, `0${sha256}`, `0sha256:${sha256.slice(1)}`];
    for (const contentHash of ["abc", ...others, 7, null]) {
      const { assets } = await read({ signingStatus: "Succeeded", assets: [{ id: "b", contentHash }] });
      assert.equal(assets[0]?.sha256, undefined, String(contentHash));
    }
  });

  describe("once it is signed", () => {
    const ids = async (...answers: [object, ...unknown[]]) =>
      (await read(...answers)).assets.map(({ assetId }) => assetId);
    const signed = { signingStatus: "Succeeded" };

    it("has its assets by the list of them where it shows none, or says that there are more", async () => {
      assert.deepEqual(await ids(signed, [{ id: "b" }, {}]), ["b"]);
      const some = { ...signed, assets: [{ id: "b" }], assetsContinuationToken: "t" };
      assert.deepEqual(await ids(some, [{ id: "b" }, { id: "c" }]), ["b", "c"]);
      const all = await read({ ...signed, assetsContinuationToken: "t" }, [{ id: "b" }]);
      assert.equal(all.hasMoreAssets, false);
    });

    it("has those that it shows where they are all, without a further question", async () => {
      assert.deepEqual(await ids({ ...signed, assets: [{ id: "b" }] }), ["b"]);
      assert.deepEqual(await ids({ signingStatus: "Processing" }), []);
    });
  });

  it("is handed in once, whatever a gateway answers", async () => {
    const { client, sent } = scriptedClient([{ status: 502, body: "Bad gateway" }]);
    const error = await failureOf(preprodPackages(client).submit({ path, ...(await measureFile(path)) }));
    assert.ok(error instanceof ApiError, String(error));
    assert.deepEqual(
      sent.map(({ verb, headers }) => [verb, headers["content-length"]]),
      [["PUT", "13"]],
    );
  });

  it("comes with a token from Dev Center, and without one from where that leads", async () => {
    const { network, sent } = scriptedService(
      { status: 302, headers: { location: "/store/signed.zip?sig=HUSH" } },
      { status: 200, body: "signed" },
    );
    const target = folder("signed.zip");
    const link = async () => `${ENDPOINT}/asset/download`;
    const tokens = staticToken("a-token-for-dev-center");
    await downloadFile({ network, clock: standingClock() }, { path: target, link, tokens, sha256 });
    assert.deepEqual(
      sent.map(({ headers }) => headers.authorization),
      ["Bearer a-token-for-dev-center", undefined],
    );
  });

  it("tells Dev Center's own words when it refuses a file, and leaves none", async () => {
    const body = { error: { code: "EntityNotFound", message: "No asset found" } };
    const { network } = scriptedService({ status: 404, body });
    const link = async () => `${ENDPOINT}/asset/download`;
    const tokens = staticToken("another-token-for-dev-center");
    const download = { path: folder("signed.zip"), link, tokens };
    const { message } = await failureOf(downloadFile({ network, clock: standingClock() }, download));
    assert.match(message, /Dev Center refused with 404 \(EntityNotFound\)\. No asset found/);
    assert.deepEqual(readdirSync(folder()), ["driver.cab"]);
  });

  it("says why it failed where the service does, and nothing in the place of that", async () => {
    for (const [error, message] of [
      [{ code: "a", message: "No driver in it." }, "No driver in it."],
      // What the documentation's sample has.
      [{ code: "string", message: "string" }, undefined],
      [{ message: "" }, undefined],
      [{ message: 7 }, undefined],
      [{}, undefined],
      [null, undefined],
    ] as const) {
      assert.equal((await read({ signingStatus: "Failed", error })).message, message);
    }
  });

  it("is shown with times in UTC, and its files", async () => {
    const asset = {
      id: "b-1",
      assetType: "SignedFilesZip",
      createdDate: "2026-03-01T12:00:00",
      contentHash: sha256,
    };
    const found = { signingStatus: "Succeeded", lastModified: "2026-03-01T13:00:00+01:00", assets: [asset] };
    const at = "2026-03-01T12:00:00.000Z";
    assert.deepEqual(preprodPackageDetails(await read(found)), {
      packageId: "a",
      signingStatus: "succeeded",
      message: undefined,
      lastModified: at,
      assets: [{ assetId: "b-1", assetType: "SignedFilesZip", sha256, createdDate: at }],
    });
  });

  it("is refused without an id", async () => {
    for (const id of ["", null]) {
      assert.match(
        (await failureOf(read({ id }))).message,
        /id is not what the API documents: expected an id/,
      );
    }
  });

  it("has each file under a path of its own, whatever is in its ids", () => {
    assert.equal(assetPath("a/b", "c?d"), "/v2.0/my/hardware/preprod/packages/a%2Fb/assets/c%3Fd/download");
  });
});
