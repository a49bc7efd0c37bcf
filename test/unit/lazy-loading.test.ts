import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "..", "..");
const manifest: { name: string; exports: object } = require("../../package.json");

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

describe("what our own packages may import", () => {
  const entries = Object.keys(manifest.exports).filter((entry) => entry.startsWith("./internal"));

  it("is a list of entries, each by its name", () => {
    assert.deepEqual(
      entries.filter((entry) => entry.includes("*")),
      [],
    );
  });

  for (const entry of ["./internal", "./internal/node-version"]) {
    it(`loads no package from ${entry}`, async () => {
      assert.ok(entries.includes(entry));
      assert.deepEqual(await packagesLoadedBy(entry.replace(".", manifest.name)), []);
    });
  }

  it("loads nothing for network and tokens from ./internal/lifecycles", async () => {
    const loaded = await packagesLoadedBy("pulumi-devcenter/internal/lifecycles");
    assert.deepEqual(
      loaded.filter((name) => ["undici", "@azure/msal-node"].includes(name)),
      [],
    );
  });

  it("is all in what npm publishes", () => {
    for (const entry of entries) assert.ok(existsSync(require.resolve(entry.replace(".", manifest.name))));
  });
});

describe("devcenter --help", () => {
  it("loads nothing for network, tokens, schemas and data", async () => {
    const loaded = await packagesLoadedBy("./cli/dist/program");
    assert.ok(loaded.includes("commander"));
    const heavy = ["undici", "@azure/msal-node", "zod", "luxon", "@duckdb/node-api", "linkedom"];
    assert.deepEqual(
      loaded.filter((name) => heavy.includes(name)),
      [],
    );
  });
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
