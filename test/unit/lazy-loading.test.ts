import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "..", "..");

/** The packages that a fresh process has loaded after one require. */
async function packagesLoadedBy(specifier: string): Promise<string[]> {
  const script = `require(${JSON.stringify(specifier)}); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: root });
  const files: string[] = JSON.parse(stdout);
  const names = files.map((file) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

describe("the front door", () => {
  let ofProgram: string[];
  before(async () => {
    ofProgram = await packagesLoadedBy("pulumi-devcenter");
  });

  for (const name of ["undici", "zod", "@azure/msal-node", "p-queue", "luxon", "lossless-json"]) {
    it(`loads no ${name} into a user's program`, () => {
      assert.equal(ofProgram.includes(name), false);
    });
  }

  it("loads Pulumi's SDK", () => assert.ok(ofProgram.includes("@pulumi/pulumi")));
});

describe("the runtime", () => {
  it("loads nothing for network and tokens before something is asked of the service", async () => {
    const loaded = await packagesLoadedBy("pulumi-devcenter/runtime");
    assert.deepEqual(
      loaded.filter((name) => ["undici", "@azure/msal-node"].includes(name)),
      [],
    );
  });
});
