import assert from "node:assert/strict";
import { parseJson, wireNumber, writeJson } from "../../../../provider/api/http/json";

describe("lossless JSON", () => {
  for (const digits of [
    "1152921504621465124",
    "14631253285588838",
    "9007199254740993",
    "18446744073709551615",
  ]) {
    it(`keeps every digit of ${digits} when it reads`, () => {
      assert.deepEqual(parseJson(`{"id":${digits}}`), { id: digits });
    });

    it(`writes ${digits} as a number with the same digits`, () => {
      assert.equal(writeJson({ id: wireNumber(digits) }), `{"id":${digits}}`);
    });
  }

  it("reads what a double can carry as a number", () => {
    assert.deepEqual(parseJson('{"a":15,"b":-2.5,"c":1e3,"d":9007199254740991}'), {
      a: 15,
      b: -2.5,
      c: 1000,
      d: Number.MAX_SAFE_INTEGER,
    });
  });

  it("reads a fraction with more digits than a double has as the nearest number", () => {
    assert.deepEqual(parseJson("[0.12345678901234567890123]"), [0.12345678901234568]);
  });

  it("reads negative integers beyond 2^53 without loss", () => {
    assert.deepEqual(parseJson("[-9007199254740993]"), ["-9007199254740993"]);
  });

  it("leaves out what is undefined when it writes", () => {
    assert.equal(writeJson({ name: "a", callbackUrl: undefined }), '{"name":"a"}');
  });

  it("refuses text after the end of a value", () => {
    assert.throws(() => parseJson('{"id":1} and more'));
  });
});
