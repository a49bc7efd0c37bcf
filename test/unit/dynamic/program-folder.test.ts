import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOfAllTests } from "../../../harness/test-folder";
import { refuseResources, registration } from "../../../provider/dynamic/dev-center-resource";
import { missingFrom } from "../../../provider/dynamic/program-folder";
import { productKind } from "../../../provider/kinds/product";

describe("a program whose folder does not lead to this package", () => {
  const folder = folderOfAllTests();
  afterEach(() => refuseResources(undefined));

  it("reports what to put where", () => {
    assert.equal(
      missingFrom(folder()),
      `pulumi-devcenter is not installed where Pulumi's provider process looks for it: in ${folder()}, the folder of the program, and above. Run npm install pulumi-devcenter beside Pulumi.yaml, also where another package of yours brings it (pnpm, Plug'n'Play); keep it external in a bundle and ship it in node_modules.`,
    );
  });

  it("is told so by its first resource, as an error that Pulumi shows without a stack", () => {
    refuseResources(missingFrom(folder()));
    const declare = () => registration(productKind, "a", undefined, undefined);
    assert.throws(declare, { name: "Error", __pulumiRunError: true, message: /^pulumi-devcenter is not/ });
  });

  it("is not, where a folder above has it: a hoisted workspace", () => {
    const installed = folder("node_modules", "pulumi-devcenter");
    mkdirSync(installed, { recursive: true });
    mkdirSync(folder("packages", "infra"), { recursive: true });
    writeFileSync(join(installed, "runtime.js"), "");
    assert.equal(missingFrom(folder("packages", "infra")), undefined);
  });
});
