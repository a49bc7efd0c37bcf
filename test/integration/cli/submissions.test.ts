import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter } from "../../../harness/devcenter-command";
import { emulatorSettings } from "../../../harness/emulator-settings";
import { folderOfEachTest } from "../../../harness/test-folder";
import { at, startAtNoon } from "../emulator/dev-center-client";
import { begin, commit, minuteMs, type Release, upload } from "../emulator/driver-release";
import { zipOf } from "../emulator/sample-packages";

const content = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), randomBytes(4_000_000), zipOf()]);
const sha256 = createHash("sha256").update(content).digest("hex");

describe("devcenter submissions", () => {
  let emulator: Emulator;
  let begun: Release;
  let id: string;
  const folder = folderOfEachTest();
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(async () => {
    emulator.reset();
    begun = await begin(emulator);
    await upload(emulator, begun, content);
    await commit(emulator, begun);
    id = `${begun.submissions.split("/").at(-2)}/${begun.id}`;
  });
  after(() => emulator.close());

  const run = (...args: string[]) =>
    runDevcenter(["submissions", ...args], emulatorSettings(emulator), { cwd: folder() });
  const finish = () => emulator.clock.advance(40 * minuteMs);
  const cut = (bytes: number) =>
    emulator.fail({ match: { door: "blobs", method: "GET" }, action: { truncate: bytes } });

  describe("wait", () => {
    it("ends at once when the submission has come so far", async () => {
      finish();
      const { exitCode, out, err } = await run("wait", id, "--for", "signed", "--json");
      assert.deepEqual([exitCode, at(JSON.parse(out), "commitStatus")], [0, "commitComplete"]);
      assert.match(err, /finalizeIngestion completed/);
    });

    it("is over sooner for a commit than for a signature", async () => {
      emulator.clock.advance(3 * minuteMs);
      assert.equal((await run("wait", id, "--for", "committed")).exitCode, 0);
    });

    it("waits for driver metadata, which comes later than the signature", async () => {
      emulator.edit("submission", begun.id, { lacksDriverMetadata: true });
      finish();
      const { exitCode, err } = await run("wait", id, "--for", "metadata", "--timeout-minutes", "0.005");
      assert.equal(exitCode, 5);
      assert.match(err, /has no driver metadata after 0\.005 minutes/);
    });

    it("ends with 5 when the time is up", async () => {
      const { exitCode, err } = await run("wait", id, "--timeout-minutes", "0.005");
      assert.equal(exitCode, 5);
      assert.match(err, /--timeout-minutes/);
    });

    it("ends with 1 and the service's words when a step failed", async () => {
      emulator.edit("submission", begun.id, {
        failStep: "scanning",
        failMessages: ["There is a virus in it."],
      });
      finish();
      const { exitCode, err } = await run("wait", id);
      assert.equal(exitCode, 1);
      assert.match(err, /There is a virus in it\./);
    });

    it("waits for nothing that does not exist", async () => {
      assert.equal((await run("wait", "15/16")).exitCode, 4);
    });
  });

  it("has one word for how far a submission is, which answers the question", async () => {
    emulator.edit("submission", begun.id, { failStep: "scanning" });
    finish();
    assert.deepEqual(await run("status", id), { exitCode: 0, out: "failed\n", err: "" });
  });

  describe("download", () => {
    it("writes the signed package, and tells its SHA-256", async () => {
      finish();
      const { exitCode, out, err } = await run(
        "download",
        id,
        "--type",
        "signedPackage",
        "--out",
        "signed.zip",
        "--json",
      );
      assert.deepEqual([exitCode, err], [0, ""]);
      assert.deepEqual(JSON.parse(out), { path: folder("signed.zip"), bytes: content.length, sha256 });
      assert.deepEqual(readFileSync(folder("signed.zip")), content);
    });

    it("names the file itself in a folder", async () => {
      finish();
      await run("download", id, "--type", "driverMetadata", "--out", "new/");
      const file = folder("new", `${begun.id}-driverMetadata.json`);
      assert.ok("BundleInfoMap" in JSON.parse(readFileSync(file, "utf8")));
    });

    it("names it as the service does, where that gives a name (field.md row 39)", async () => {
      finish();
      emulator.edit("submission", begun.id, { fileNames: { initialPackage: "../Shell 1.0.hlkx" } });
      const { out } = await run("download", id, "--type", "initialPackage", "--json");
      assert.equal(at(JSON.parse(out), "path"), folder("Shell 1.0.hlkx"));
      assert.deepEqual(readdirSync(folder()), ["Shell 1.0.hlkx"]);
    });

    it("ends with 1 and no file where the report is a web page, and says where it is (field.md row 36)", async () => {
      finish();
      const page = "<!DOCTYPE html><title>Sign in to your account</title>";
      const respond = { status: 200, headers: { "content-type": "text/html" }, body: page };
      emulator.fail({ match: { door: "blobs", method: "GET" }, action: { respond } });
      const { exitCode, err } = await run("download", id, "--type", "certificationReport");
      assert.deepEqual([exitCode, readdirSync(folder())], [1, []]);
      assert.match(
        err,
        /partner\.microsoft\.com\/dashboard\/hardware\/driver\/\d+\/submission\/\d+\n.*web page/,
      );
    });

    it("names what Dev Center gives instead of a link", async () => {
      const [productId, submissionId] = id.split("/");
      const downloads = { items: [{ type: "signedPackage", url: "no link" }] };
      const body = { productId, id: submissionId, links: [], downloads };
      emulator.fail({ match: { path: /submissions/ }, action: { respond: { status: 200, body } } });
      const { exitCode, err } = await run("download", id, "--type", "signedPackage", "--out", "signed.zip");
      assert.equal(exitCode, 1);
      assert.match(err, /Dev Center gave something else than a link\./);
    });

    it("goes on where the connection was cut", async () => {
      finish();
      cut(1_500_000);
      cut(1_500_000);
      const before = emulator.blobRequests.length;
      const { exitCode, out } = await run("download", id, "--type", "signedPackage", "--out", "signed.zip");
      assert.equal(exitCode, 0);
      assert.ok(out.includes(sha256));
      const ranges = emulator.blobRequests.slice(before).map(({ headers }) => headers.range);
      assert.deepEqual([ranges.length, ranges[0]], [3, undefined]);
      assert.ok(
        ranges.slice(1).every((range) => Number(/^bytes=(\d+)-$/.exec(String(range))?.[1]) > 1_000_000),
      );
    });

    it("goes on with what a run before left, and leaves only the file", async () => {
      finish();
      cut(1_500_000);
      emulator.fail({
        match: { door: "blobs", method: "GET" },
        times: "always",
        action: { respond: { status: 404 } },
      });
      const first = await run("download", id, "--type", "signedPackage", "--out", "signed.zip");
      assert.deepEqual([first.exitCode, existsSync(folder("signed.zip.part"))], [1, true]);
      emulator.forgetFaults();
      const second = await run("download", id, "--type", "signedPackage", "--out", "signed.zip");
      assert.deepEqual([second.exitCode, readdirSync(folder())], [0, ["signed.zip"]]);
      assert.match(String(emulator.blobRequests.at(-1)?.headers.range), /^bytes=1\d{6}-$/);
    });

    it("sends no token to the store", async () => {
      finish();
      await run("download", id, "--type", "signedPackage");
      assert.equal(emulator.blobRequests.at(-1)?.headers.authorization, undefined);
    });

    it("ends with 4 when the submission does not offer it, and makes nothing", async () => {
      const { exitCode, err } = await run("download", id, "--type", "signedPackage");
      assert.deepEqual([exitCode, readdirSync(folder())], [4, []]);
      assert.match(err, /It offers: initialPackage/);
    });

    it("shows nothing of the link, whatever happens", async () => {
      finish();
      emulator.fail({
        match: { door: "blobs", method: "GET" },
        times: "always",
        action: { respond: { status: 403 } },
      });
      const { exitCode, out, err } = await run("download", id, "--type", "signedPackage");
      assert.equal(exitCode, 1);
      assert.doesNotMatch(out + err, /sig=|https?:|Bearer/);
    });
  });
});
