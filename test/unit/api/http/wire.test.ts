import assert from "node:assert/strict";
import { Settings } from "luxon";
import {
  notOffered,
  someOf,
  utcMoment,
  wireDate,
  wireFlag,
  wireId,
  wireObject,
  wireText,
  wireTexts,
} from "../../../../provider/api/http/wire";

const nothings = [undefined, null, {}, [], true];

describe("what the service writes in more than one way", () => {
  it("is an id by its digits, as a number or a text, and nothing else is one", () => {
    for (const [given, id] of [
      [15, "15"],
      [0, "0"],
      ["1152921504621465124", "1152921504621465124"],
      ["007", "007"],
    ]) {
      assert.equal(wireId.parse(given), id);
    }
    for (const wrong of [-1, 1.5, "", "-1", "1.5", "1a", "a1", " 1", "1\n2", null, undefined, true, [1]]) {
      assert.equal(wireId.safeParse(wrong).success, false, JSON.stringify(wrong));
    }
  });

  it("is a text, also where it is a number, and nothing where it is something else", () => {
    assert.deepEqual([wireText.parse("a"), wireText.parse(7), wireText.parse("")], ["a", "7", ""]);
    for (const given of nothings) assert.equal(wireText.parse(given), undefined);
  });

  it("is a flag, also where it is a text or a number, and nothing where it is something else", () => {
    for (const given of [true, "true", "True", "TRUE", "1", 1]) assert.equal(wireFlag.parse(given), true);
    for (const given of [false, "false", "False", "0", 0]) assert.equal(wireFlag.parse(given), false);
    for (const given of [undefined, null, {}, [], "", "yes", 2]) {
      assert.equal(wireFlag.parse(given), undefined, JSON.stringify(given));
    }
  });

  it("is a list of texts, also where one stands alone, without what is no text", () => {
    assert.deepEqual(wireTexts.parse(["a", 1, null, {}, ""]), ["a", "1", ""]);
    assert.deepEqual([wireTexts.parse([]), wireTexts.parse([null])], [[], []]);
    assert.deepEqual([wireTexts.parse("a"), wireTexts.parse(7)], [["a"], ["7"]]);
    for (const given of [undefined, null, {}, true]) assert.equal(wireTexts.parse(given), undefined);
  });

  it("is an object, and nothing where it is something else", () => {
    assert.deepEqual(wireObject.parse({ a: 1 }), { a: 1 });
    for (const given of [undefined, null, [], ["a"], "a", 1, true]) {
      assert.equal(wireObject.parse(given), undefined, JSON.stringify(given));
    }
  });

  it("is a list of what can be read of it, and an empty one where it is no list", () => {
    assert.deepEqual(someOf(wireId).parse([1, null, "2", {}]), ["1", "2"]);
    for (const given of [undefined, null, {}, "1", 1]) assert.deepEqual(someOf(wireId).parse(given), []);
    assert.deepEqual(someOf(wireText).parse(null), []);
  });
});

describe("a moment of the service", () => {
  const zone = Settings.defaultZone;
  // Of the machine that this runs on.
  before(() => {
    Settings.defaultZone = "America/New_York";
  });
  after(() => {
    Settings.defaultZone = zone;
  });

  const moments: [written: string, moment: string | undefined][] = [
    ["2026-03-31T01:02:03", "2026-03-31T01:02:03Z"],
    ["2026-03-31T01:02:03.000Z", "2026-03-31T01:02:03Z"],
    ["2026-03-31T01:02:03+02:00", "2026-03-30T23:02:03Z"],
    [" 2026-03-31T01:02:03Z\n", "2026-03-31T01:02:03Z"],
    ["2026-03-31 01:02:03", "2026-03-31T01:02:03Z"],
    [" 2026-03-31 01:02:03 ", "2026-03-31T01:02:03Z"],
    ["soon", undefined],
    ["", undefined],
  ];
  for (const [written, moment] of moments) {
    it(`is ${moment} where it is written ${JSON.stringify(written)}`, () => {
      assert.equal(utcMoment(written), moment);
    });
  }

  it("is UTC in a record as well, and nothing where it cannot be read", () => {
    assert.equal(wireDate.parse("2026-03-31T01:02:03")?.toISOString(), "2026-03-31T01:02:03.000Z");
    assert.equal(wireDate.parse("2026-03-31T01:02:03+02:00")?.toISOString(), "2026-03-30T23:02:03.000Z");
    for (const given of [undefined, null, "soon", "", 20260331, {}]) {
      assert.equal(wireDate.parse(given), undefined);
    }
  });
});

describe("a refusal of the reporting API", () => {
  it("means that it is not offered where nothing is there, and nowhere else", () => {
    for (const status of [404, 410]) assert.match(notOffered({ status }) ?? "", /does not offer/);
    for (const status of [400, 401, 403, 429, 500, 503]) assert.equal(notOffered({ status }), undefined);
  });
});
