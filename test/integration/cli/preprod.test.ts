import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import { runDevcenter } from "../../../harness/devcenter-command";
import { emulatorSettings } from "../../../harness/emulator-settings";
import { folderOfEachTest } from "../../../harness/test-folder";
import { at, call, startAtNoon } from "../emulator/dev-center-client";

const content = Buffer.concat([Buffer.from("MSCF", "latin1"), Buffer.alloc(700_000, "driver")]);
const sha256 = createHash("sha256").update(content).digest("hex");
const packages = "/v2.0/my/hardware/preprod/packages/";
const noteName = "driver.cab.preprod.json";

describe("devcenter preprod", () => {
  let emulator: Emulator;
  const folder = folderOfEachTest();
  before(async () => {
    emulator = await startAtNoon();
  });
  beforeEach(() => {
    emulator.reset();
    writeFileSync(folder("driver.cab"), content);
  });
  after(() => emulator.close());

  const run = (...args: string[]) =>
    runDevcenter(["preprod", ...args], emulatorSettings(emulator), { cwd: folder() });
  const sign = (...more: string[]) => run("sign", "driver.cab", "--out", "out", ...more);
  const out = () => readdirSync(folder("out"));
  const asked = (method: string) => emulator.requests.filter((request) => request.method === method);
  const quickly = () => emulator.setWorkflowMinutes(0);
  const idOf = () => emulator.state().entities.preprodPackage[0]?.id ?? "";

  it("hands a package in, waits, and fetches what comes of it under its own name", async () => {
    quickly();
    const { exitCode, out: printed, err } = await sign("--json");
    assert.deepEqual([exitCode, err.split("\n").length], [0, 3]);
    const path = folder("out", `Signed_${idOf()}.zip`);
    assert.deepEqual(JSON.parse(printed), {
      packageId: idOf(),
      files: [{ path, bytes: content.length, sha256 }],
    });
    assert.deepEqual([readFileSync(path).equals(content), out()], [true, [`Signed_${idOf()}.zip`]]);
    assert.equal(asked("PUT")[0]?.headers["content-type"], "application/octet-stream");
    const shown = await run("show", idOf(), "--json");
    assert.deepEqual(
      [at(JSON.parse(shown.out), "signingStatus"), at(JSON.parse(shown.out), "assets.0.sha256")],
      ["succeeded", sha256],
    );
  });

  it("goes on where an earlier run stopped, and hands nothing in twice", async () => {
    const first = await sign("--timeout-minutes", "0.001");
    assert.deepEqual([first.exitCode, out()], [5, [noteName]]);
    assert.match(
      first.err,
      /is notStarted after 0\.001 minutes \(--timeout-minutes\)\. The same command waits on/,
    );
    quickly();
    const hash = Buffer.from(sha256, "hex").toString("base64");
    emulator.edit("preprodPackage", idOf(), { contentHash: hash });
    const second = await sign();
    assert.deepEqual([second.exitCode, asked("PUT").length], [0, 1]);
    assert.deepEqual(out(), [`Signed_${idOf()}.zip`]);
  });

  it("ends with 1 and the service's words when the package fails, and forgets it", async () => {
    quickly();
    emulator.scriptNext("preprodPackage", { failMessage: "It carries no signature." });
    const { exitCode, err } = await sign();
    assert.deepEqual([exitCode, out()], [1, []]);
    assert.match(err, /was not signed: It carries no signature\./);
  });

  it("ends with 1 and keeps no file whose SHA-256 is another one", async () => {
    quickly();
    emulator.scriptNext("preprodPackage", { contentHash: "0".repeat(64) });
    const { exitCode, err } = await sign();
    assert.deepEqual([exitCode, out()], [1, [noteName]]);
    assert.match(err, /its SHA-256 is another one/);
  });

  it("gives two files of one name two names, and neither that of the package", async () => {
    quickly();
    const assets = ["a", "b"].map((id) => ({ id, assetType: "Signed" }));
    const answer = (path: RegExp, respond: object) =>
      emulator.fail({
        match: { method: "GET", path },
        times: "always",
        action: { respond: { status: 200, ...respond } },
      });
    answer(/packages\/[^/]+$/, { body: { id: "1", signingStatus: "Succeeded", assets } });
    for (const { id } of assets) {
      const headers = {
        "content-type": "application/octet-stream",
        "content-disposition": "filename=Driver.cab",
      };
      answer(new RegExp(`assets/${id}/download$`), { headers, body: `signed ${id}` });
    }
    const { exitCode, out: printed } = await run("sign", "driver.cab", "--out", ".", "--json");
    assert.equal(exitCode, 0);
    const paths = (at(JSON.parse(printed), "files") as { path: string }[]).map(({ path }) => path);
    assert.deepEqual(paths, [folder("2-Driver.cab"), folder("3-Driver.cab")]);
    assert.deepEqual(
      paths.map((path) => readFileSync(path, "utf8")),
      ["signed a", "signed b"],
    );
    assert.deepEqual(readFileSync(folder("driver.cab")), content);
  });

  it("refuses what is no cabinet, before anything is sent", async () => {
    writeFileSync(folder("driver.cab"), "PK");
    const { exitCode, err } = await sign();
    assert.deepEqual([exitCode, emulator.requests.length], [2, 0]);
    assert.match(err, /expected a cabinet file/);
  });

  it("has refusals and bare lists on its service", async () => {
    const headers = { "content-type": "application/octet-stream" };
    assert.equal((await call(emulator, "PUT", packages, { body: "no cabinet", headers })).status, 422);
    const made = await call(emulator, "PUT", packages, { body: "MSCF", headers });
    assert.deepEqual([made.status, at(made.body, "signingStatus")], [200, "NotStarted"]);
    emulator.clock.advance(6 * 60_000);
    const assets = await call(emulator, "GET", `${packages}${at(made.body, "id")}/assets`);
    assert.equal(at(assets.body, "0.assetType"), "SignedFilesZip");
    assert.equal((await call(emulator, "GET", `${packages}none`)).status, 404);
  });
});
