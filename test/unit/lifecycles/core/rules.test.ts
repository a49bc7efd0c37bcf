import assert from "node:assert/strict";
import { rule, rulesOf } from "../../../../provider/lifecycles/core/rules";
import {
  flag,
  type KnownOf,
  listOf,
  object,
  text,
  wholeNumber,
} from "../../../../provider/lifecycles/core/shape";

const shapes = {
  name: text(),
  sizes: listOf(wholeNumber(1, "rows"), "a list of sizes", "of both"),
  options: object({ fast: flag(), safe: flag() }, "{ fast, safe }"),
};
type Known = KnownOf<typeof shapes>;
const unknown = Symbol("not known yet");

/** What a rule is shown of these values; undefined: it was not asked. */
function shownOf(values: object, needs: Parameters<typeof rule<Known>>[0] = []): Known | undefined {
  let shown: Known | undefined;
  rulesOf(shapes, [
    rule(needs, (known) => {
      shown = known;
      return [];
    }),
  ])(values as Known);
  return shown;
}

describe("a rule", () => {
  it("sees what is right and known, of a list each at its place", () => {
    const values = { name: 7, sizes: [1, unknown, "x", 4], options: { fast: true, safe: unknown, other: 1 } };
    assert.deepEqual(shownOf(values), { sizes: [1, undefined, undefined, 4], options: { fast: true } });
  });

  it("sees nothing of what has another shape, or is null", () => {
    assert.deepEqual(shownOf({ name: null, sizes: "1", options: [] }), {});
  });

  const asked: [what: string, values: object, isAsked: boolean][] = [
    ["it is missing", {}, true],
    ["it is there", { options: { fast: true } }, true],
    ["another part is not known", { options: { fast: true, safe: unknown } }, true],
    ["it is not known", { options: { fast: unknown } }, false],
    ["what holds it is not known", { options: unknown }, false],
  ];
  for (const [what, values, isAsked] of asked) {
    it(`that needs a path is ${isAsked ? "judged" : "not judged"} while ${what}`, () => {
      assert.equal(shownOf(values, ["options.fast"]) !== undefined, isAsked);
    });
  }

  it("learns what was given, and whether the object exists", () => {
    const judged: unknown[] = [];
    const rules = rulesOf(shapes, [
      rule([], (_, { exists, isGiven }) => {
        judged.push([exists, isGiven("name"), isGiven("sizes"), isGiven("options.fast")]);
        return [];
      }),
    ]);
    rules({ name: "", sizes: 7, options: unknown });
    rules({ name: unknown }, {});
    assert.deepEqual(judged, [
      [false, false, true, true],
      [true, true, false, false],
    ]);
  });

  it("gives its faults in order with those of the others", () => {
    const rules = rulesOf(shapes, [
      rule(["name"], ({ name }) => [{ path: ["name"], expected: `another than ${name}` }]),
      rule([], () => [{ path: ["sizes", 0], expected: "a size" }]),
    ]);
    assert.deepEqual(rules({ name: "a" }), [
      { path: ["name"], expected: "another than a" },
      { path: ["sizes", 0], expected: "a size" },
    ]);
  });
});
