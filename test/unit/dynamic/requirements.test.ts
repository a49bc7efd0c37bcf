import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { RunError } from "@pulumi/pulumi";
import { folderOfAllTests } from "../../../harness/test-folder";
import { isOlder } from "../../../provider/api/node-version";
import { checkRequirements } from "../../../provider/dynamic/requirements";

const ROOT = resolve(__dirname, "..", "..", "..");
const NODE_20 = "20.20.2";

const INSTALL = 'Run: npm install "@pulumi/pulumi@^3.216.0"';
const TOO_OLD = (version: string) =>
  `pulumi-devcenter needs @pulumi/pulumi 3.216.0 or later, and this project has ${version}, with which Pulumi neither shows nor repairs drift. ${INSTALL}`;

/** A project that has this version of the SDK. */
const project = (version: string) => () => ({ version });

function faultOf(requireSdk: () => unknown, node = NODE_20): string | undefined {
  try {
    checkRequirements(requireSdk, node);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("what the package needs", () => {
  for (const version of ["3.216.0", "3.216.1", "3.217.0", "3.248.0", "3.1000.0", "4.0.0"]) {
    it(`is there with @pulumi/pulumi ${version}`, () => {
      assert.equal(faultOf(project(version)), undefined);
    });
  }

  for (const version of ["3.215.0", "3.150.0", "3.99.9", "2.999.0"]) {
    it(`is missing with @pulumi/pulumi ${version}`, () => {
      assert.equal(faultOf(project(version)), TOO_OLD(version));
    });
  }

  it("is missing without @pulumi/pulumi", () => {
    const none = () => {
      throw Object.assign(new Error("Cannot find module"), { code: "MODULE_NOT_FOUND" });
    };
    assert.equal(
      faultOf(none),
      `pulumi-devcenter needs @pulumi/pulumi 3.216.0 or later, and this project has none. ${INSTALL}`,
    );
  });

  for (const version of ["18.20.8", "20.18.1", "20.0.0"]) {
    it(`is missing with Node.js ${version}`, () => {
      assert.equal(
        faultOf(project("3.248.0"), version),
        `pulumi-devcenter needs Node.js 20.19 or later, and this is Node.js ${version}. Install Node.js 22 or 24, then run the command again.`,
      );
    });
  }

  for (const version of ["20.19.0", "20.20.2", "22.1.0", "24.0.0"]) {
    it(`is there with Node.js ${version}`, () => {
      assert.equal(faultOf(project("3.248.0"), version), undefined);
    });
  }

  it("is not judged where the SDK is there and does not load: that error stays what it is", () => {
    const broken = new SyntaxError("Unexpected token");
    const load = () => {
      throw broken;
    };
    assert.throws(
      () => checkRequirements(load, NODE_20),
      (error) => error === broken,
    );
  });

  it("is missed in a form that Pulumi shows without a stack", () => {
    try {
      checkRequirements(project("3.150.0"), NODE_20);
      assert.fail("expected an error");
    } catch (error) {
      const { message, stack } = error as Error;
      assert.deepEqual(
        { stack, printed: String(error), isRunError: RunError.isInstance(error) },
        { stack: message, printed: "Error", isRunError: true },
      );
    }
  });
});

describe("versions", () => {
  for (const [version, floor, older] of [
    ["20.19", "20.19.0", false],
    ["20.9.0", "20.19", true],
    ["20.19", "20.19.1", true],
    ["21.0.0", "20.19", false],
    ["3.216.0-alpha.1", "3.216.0", false],
    ["3.216.0+dirty", "3.216.1", true],
  ] as const) {
    it(`${version} is ${older ? "" : "not "}older than ${floor}`, () => {
      assert.equal(isOlder(version, floor), older);
    });
  }
});

describe("the process that Pulumi starts for a project", () => {
  const project = folderOfAllTests();
  let provider: string;
  before(() => {
    const sdk = project("node_modules", "@pulumi", "pulumi");
    const folder = join(sdk, "cmd", "dynamic-provider");
    mkdirSync(folder, { recursive: true });
    // Its own copy of the SDK, as far as the version matters: ours has a newer one beside it.
    writeFileSync(join(sdk, "version.js"), 'exports.version = "3.150.0";');
    provider = join(folder, "index.js");
    writeFileSync(
      provider,
      `try { require(${JSON.stringify(join(ROOT, "dist", "dynamic", "runtime.js"))}); } catch (error) { console.log(error.message); }`,
    );
  });

  it("refuses to work with an SDK that is too old, although this package finds a newer one", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [provider]);
    assert.equal(stdout.trim(), TOO_OLD("3.150.0"));
  });
});
