import assert from "node:assert/strict";
import {
  asNumber,
  asText,
  type Canonicalizer,
  fields,
  ignoringCase,
  ignoringCaseAndBlanks,
  inAnyOrder,
  inOrder,
  isEqual,
  keyedIgnoringCase,
  orDefault,
  sameMoment,
  strict,
} from "../../../../provider/lifecycles/core/equality";

describe("sameness", () => {
  const cases: [rule: string, canonical: Canonicalizer, one: unknown, other: unknown, expected: boolean][] = [
    ["exactly: null and nothing", strict, null, undefined, true],
    ["exactly: 1 and its text", strict, 1, "1", false],
    ["ignoring case", ignoringCase, "CommitPending", "commitpending", true],
    ["ignoring case: another word", ignoringCase, "a", "b", false],
    ["ignoring blanks", ignoringCaseAndBlanks, " SUM( EventCount )", "sum(eventcount)", true],
    ["the same moment", sameMoment, "2026-04-01T02:00:00+02:00", "2026-04-01T00:00:00", true],
    ["another moment", sameMoment, "2026-04-01", "2026-04-02", false],
    ["texts that are no moments", sameMoment, "soon", "later", false],
    ["a default", orDefault(false), undefined, false, true],
    ["not the default", orDefault(false), undefined, true, false],
    ["a list in order", inOrder(ignoringCase), ["a", "b"], ["A", "B"], true],
    ["a list in another order", inOrder(ignoringCase), ["a", "b"], ["b", "a"], false],
    ["an empty list and nothing", inOrder(strict), [], undefined, true],
    ["a list whose order means nothing", inAnyOrder(ignoringCase), ["a", "b"], ["B", "a"], true],
    ["a list with one twice", inAnyOrder(strict), ["a", "a", "b"], ["a", "b", "b"], false],
    ["known fields", fields({ a: ignoringCase }), { a: "X", b: "y" }, { b: "y", a: "x" }, true],
    ["an unknown field says nothing", fields({ a: ignoringCase }), { b: "y" }, undefined, true],
    ["a field that has its default and none", fields({ a: orDefault(false) }), { a: false }, {}, true],
    ["a field that has not its default", fields({ a: orDefault(false) }), { a: true }, {}, false],
    ["an empty text and nothing", asText, "", null, true],
    ["digits as text", asNumber, "17135", 17135, true],
    ["a number for a text", asText, 7, "7", true],
    ["an object without anything in it and nothing", fields({}), { a: undefined }, undefined, true],
    [
      "keys that are data",
      keyedIgnoringCase(ignoringCase),
      { Windows_v100: "A" },
      { windows_v100: "a" },
      true,
    ],
    ["keys that are data: one more", keyedIgnoringCase(strict), { a: "x" }, { a: "x", b: "y" }, false],
  ];
  for (const [rule, canonical, one, other, expected] of cases) {
    it(`${expected ? "sees no difference" : "sees the difference"}: ${rule}`, () => {
      assert.equal(isEqual(canonical, one, other), expected);
    });
  }
});
