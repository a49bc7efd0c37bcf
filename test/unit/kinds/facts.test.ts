import assert from "node:assert/strict";
import { kinds } from "../../../provider/kinds/all-kinds";
import { isEqual } from "../../../provider/lifecycles/core/equality";
import { lifecycles } from "../../../provider/lifecycles/registry";

describe("the facts about a kind", () => {
  it("are there for each lifecycle, under the same name", () => {
    assert.deepEqual(Object.keys(kinds), Object.keys(lifecycles));
  });

  for (const [kind, lifecycle] of Object.entries(lifecycles)) {
    it(`take the id that they give as an example: ${kind}`, () => {
      const { pattern, example } = lifecycle.idFormat;
      assert.match(example, pattern);
      for (const other of ["0", "015", `${example}/1`, `/${example}`, "a", ""]) {
        assert.doesNotMatch(other, pattern);
      }
    });
  }

  for (const [kind, { properties }] of Object.entries(kinds)) {
    for (const [name, facts] of Object.entries(properties).filter(([, given]) => "default" in given)) {
      const property = lifecycles[kind]?.properties[name] ?? assert.fail();

      it(`make the default and nothing one and the same: ${kind}.${name}`, () => {
        assert.ok(isEqual(property.inputEquality, facts.default, undefined));
        assert.ok(isEqual(property.remoteEquality ?? property.inputEquality, facts.default, undefined));
      });

      if (typeof facts.default === "boolean") {
        it(`keep the other value apart from it: ${kind}.${name}`, () => {
          assert.ok(!isEqual(property.inputEquality, !facts.default, facts.default));
        });
      }
    }
  }
});
