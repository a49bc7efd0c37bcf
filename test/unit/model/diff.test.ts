import assert from "node:assert/strict";
import { KINDS, SAMPLES, UNKNOWN } from "../../../harness/sample-inputs";
import type { Lifecycle, Values } from "../../../provider/lifecycles/core/lifecycle";
import { lifecycles } from "../../../provider/lifecycles/registry";
import { diff } from "../../../provider/model/diff";

const shim = 'exports.handler = () => require("pulumi-devcenter/runtime")("Product");';

describe("diff: every kind", () => {
  for (const kind of KINDS) {
    const lifecycle = lifecycles[kind] as Lifecycle;
    const sample: Values = SAMPLES[kind];

    it(`sees no change in an unchanged ${kind}`, () => {
      assert.deepEqual(diff(lifecycle, "1", sample, sample), { changes: false });
    });

    it(`ignores what only the service says of a ${kind}`, () => {
      const olds = { ...sample, isCommitted: true, sharedProductId: "1", commitStatus: "commitPending" };
      assert.deepEqual(diff(lifecycle, "1", olds, sample), { changes: false });
    });

    it(`ignores another provider text of a ${kind}`, () => {
      const news = { ...sample, __provider: shim };
      assert.deepEqual(diff(lifecycle, "1", { ...sample, __provider: "of an older version" }, news), {
        changes: false,
      });
    });

    it(`ignores that the import of a ${kind} is over`, () => {
      assert.deepEqual(diff(lifecycle, "1", { ...sample, adoptId: "1" }, sample), { changes: false });
    });

    it(`replaces a ${kind} where another one is to be imported`, () => {
      const imported = { ...sample, adoptId: "1" };
      assert.deepEqual(diff(lifecycle, "1", imported, imported), { changes: false });
      assert.deepEqual(diff(lifecycle, "2", imported, imported), { replaces: ["adoptId"] });
    });

    for (const [name, { onChange }] of Object.entries(lifecycle.properties)) {
      it(`expects a change while the ${name} of a ${kind} is not known yet`, () => {
        const difference = diff(lifecycle, "1", sample, { ...sample, [name]: UNKNOWN });
        assert.deepEqual(difference, onChange === "replace" ? { replaces: [name] } : {});
      });
    }
  }
});

describe("diff: what can never be made", () => {
  it("throws why, in preview", () => {
    const lifecycle = lifecycles.Submission ?? assert.fail();
    const olds = { ...SAMPLES.Submission, packageSha256: "1", commitStatus: "commitComplete" };
    assert.throws(
      () => diff(lifecycle, "1/2", olds, { ...olds, packageSha256: "2" }),
      /^Error: its package has changed, but it is committed/,
    );
  });
});
