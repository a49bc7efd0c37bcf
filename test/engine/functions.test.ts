import assert from "node:assert/strict";
import { delimiter, dirname, join } from "node:path";
import { ensureEngine } from "../../engine/find-or-install";
import { runDevcenter } from "../../harness/devcenter-command";
import { asked, LocalDevCenter, program } from "../../harness/local-dev-center";
import type { PulumiProject } from "../../harness/pulumi-project";
import type { Outcome } from "../../harness/pulumi-run";

const PRODUCT = `
  const product = new devcenter.Product("volcano", {
    productName: "Volcano", testHarness: "hlk", deviceType: "internal",
    requestedSignatures: ["WINDOWS_v100_X64_RS3_FULL"], selectedProductTypes: { windows_v100_RS3: "Unclassified" },
  });`;

const PROGRAM = `${PRODUCT}
  const submission = new devcenter.Submission("first", {
    productId: product.productId, name: "first", type: "initial",
  });
  exports.productName = devcenter.getProductOutput({ productId: product.productId }).productName;
  exports.downloads = devcenter.getSubmissionOutput(submission).downloads;`;

const reads = (requests: readonly string[]) => requests.filter((request) => request.startsWith("GET"));

describe("functions in a program", () => {
  let devCenter: LocalDevCenter;
  let project: PulumiProject;
  before(async () => {
    devCenter = await LocalDevCenter.open();
    const { url, authorityHost, credentials } = devCenter.emulator;
    const { NODE_EXTRA_CA_CERTS = "", NO_PROXY = "" } = devCenter.env;
    project = await devCenter.program(PROGRAM, {
      // All settings come from the stack, so that the functions cannot have them from anywhere else.
      env: {
        ...Object.fromEntries(Object.keys(devCenter.env).map((name) => [name, ""])),
        NODE_EXTRA_CA_CERTS,
        NO_PROXY,
      },
      config: {
        "devcenter:endpoint": { value: url },
        "devcenter:authorityHost": { value: authorityHost },
        "devcenter:tenantId": { value: credentials.tenantId },
        "devcenter:clientId": { value: credentials.clientId },
        "devcenter:clientSecret": { value: credentials.clientSecret, secret: true },
      },
    });
  });
  after(() => devCenter.close());

  it("ask nothing in the preview of what they depend on", async () => {
    const { requests } = await devCenter.run(() => project.preview());
    assert.deepEqual(asked(requests), []);
  });

  it("read what was made just now, with the settings of the stack", async () => {
    await devCenter.run(() => project.up());
    const { productName, downloads } = await project.outputs();
    assert.deepEqual([productName?.value, downloads?.value], ["Volcano", ["initialPackage"]]);
  });

  it("read in a preview what is there already", async () => {
    const { requests } = await devCenter.run(() => project.preview());
    assert.equal(reads(asked(requests)).length, 2);
  });

  it("let the devcenter command use the same settings by --stack", async () => {
    const { bin } = await ensureEngine();
    const home = dirname(project.folder);
    const { exitCode, out, err } = await runDevcenter(
      ["products", "list", "--stack", "test"],
      {
        PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
        PULUMI_HOME: join(home, "pulumi-home"),
        PULUMI_CONFIG_PASSPHRASE: "only for tests",
        NODE_EXTRA_CA_CERTS: devCenter.emulator.caFile,
        NO_PROXY: "127.0.0.1",
        PATH: `${bin}${delimiter}${process.env.PATH}`,
      },
      { cwd: project.folder },
    );
    assert.deepEqual([exitCode, err], [0, ""]);
    assert.match(out, /Volcano/);
  });

  describe("that find nothing", () => {
    let failed: Outcome;
    before(async () => {
      project.write(program(`${PRODUCT} exports.none = devcenter.getProduct({ productId: "15" });`));
      failed = await project.preview();
    });

    it("make the program fail with the service's own words", () => {
      assert.equal(failed.ok, false);
      assert.match(failed.output, /Dev Center refused GET \/v2\.0\/my\/hardware\/products\/15 with 404/);
    });

    it("show no stack of this package", () =>
      assert.doesNotMatch(failed.output, /pulumi-devcenter\/dist|\/api\//));
  });
});
