import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { SAMPLES } from "../../../harness/sample-inputs";
import * as devcenter from "../../../provider/index";

const ROOT = resolve(__dirname, "..", "..", "..");
const KINDS = [
  "ReportTemplate",
  "ReportSchedule",
  "Product",
  "Submission",
  "ShippingLabel",
  "PublisherMetadata",
] as const;

interface Class {
  readonly __pulumiType: string;
  isInstance(value: unknown): boolean;
  new (name: string, args: unknown, options?: pulumi.CustomResourceOptions): pulumi.CustomResource;
}

const classes = devcenter as unknown as Record<(typeof KINDS)[number], Class>;

describe("a class of resources", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: ({ inputs }) => inputs,
    }),
  );

  for (const kind of KINDS) {
    it(`is what policies by class look for: ${kind}`, () => {
      assert.equal(classes[kind].__pulumiType, `pulumi-nodejs:dynamic/devcenter:${kind}`);
    });

    it(`knows its own, and no other: ${kind}`, () => {
      const made = new classes[kind]("a", SAMPLES[kind]);
      // From another copy of the package, as far as that can be seen.
      const twin = { __pulumiType: `pulumi-nodejs:dynamic/devcenter:${kind}` };
      const known = KINDS.filter((other) => classes[other].isInstance(made));
      assert.deepEqual(
        [
          known,
          classes[kind].isInstance(twin),
          classes[kind].isInstance(undefined),
          classes[kind].isInstance({}),
        ],
        [[kind], true, false, false],
      );
    });

    it(`stands directly above the SDK's, which finds the user's line by that: ${kind}`, () => {
      assert.equal(Object.getPrototypeOf(classes[kind]), pulumi.CustomResource);
    });
  }
});

/** `file: name` of every optional property that a user may not set to undefined. */
function strictProperties(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((file) => {
    const source = ts.createSourceFile(
      file,
      readFileSync(join(ROOT, folder, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const found: string[] = [];
    const visit = (node: ts.Node) => {
      if (
        ts.isPropertySignature(node) &&
        node.questionToken &&
        !/\bundefined$/.test(node.type?.getText() ?? "")
      ) {
        found.push(`${file}: ${node.name.getText()}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

describe("what may be left out", () => {
  for (const folder of ["provider/resources", "provider/functions"]) {
    it(`may be undefined, under exactOptionalPropertyTypes, too: ${folder}`, () => {
      assert.deepEqual(strictProperties(folder), []);
    });
  }
});
