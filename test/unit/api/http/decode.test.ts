import assert from "node:assert/strict";
import { decode, refuseDepth, TooDeepError } from "../../../../provider/api/http/decode";
import { rememberSecret } from "../../../../provider/api/text/known-secrets";

const read = (value: unknown) => decode(JSON.stringify(value));

describe("the texts of an answer", () => {
  it("are as they were written where nothing in them does harm", () => {
    const plain = ["a", " a  b ", "pci\\ven_8086", "{4d36e96c-e325}", "x".repeat(120), "x".repeat(121)];
    assert.deepEqual(read(plain), plain);
    assert.deepEqual(read({ id: 1, is: true, none: null, list: [0.5, false] }), {
      id: 1,
      is: true,
      none: null,
      list: [0.5, false],
    });
  });

  it("lose what steers a terminal, alone or beside plain words", () => {
    const steering = ["\u202e", "\u0007\u009b", "a\u202eb", "\u202eab", "ab\u202e"];
    assert.deepEqual(read(steering), ["", "", "ab", "ab", "ab"]);
  });

  it("lose tokens and known secrets, however plain they look", () => {
    rememberSecret("plain/secret of-this.session");
    const told = ["eyJhbGciOiJSUzI1.eyJHUSH.HUSH", "Bearer HUSH.HUSH", "plain/secret of-this.session"];
    assert.doesNotMatch(JSON.stringify(read(told)), /HUSH|session/);
  });

  it("are none where the answer is empty", () => {
    for (const text of ["", " ", "\r\n\t"]) assert.equal(decode(text), undefined);
  });
});

describe("an answer that is nested too deep", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const nestedObjects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

  it("is refused, and one that is nested just as deep as it may be is read", () => {
    for (const form of [nested, nestedObjects]) {
      assert.throws(() => refuseDepth(form(501)), TooDeepError);
      assert.throws(() => decode(form(501)), /nested more than 500 deep/);
      refuseDepth(form(500));
    }
  });

  it("is refused behind whatever text", () => {
    for (const text of ["", "a", "ab", '"', "\\", '\\"', "]}", "[{"]) {
      assert.throws(() => refuseDepth(`[${JSON.stringify(text)},${nested(500)}]`), TooDeepError, text);
    }
  });

  it("is not one that is long, or has brackets in its texts", () => {
    for (const one of [[], {}, "a", "[", "{", "]", "}", '"[', '\\"[', 7]) {
      refuseDepth(JSON.stringify(Array.from({ length: 2_000 }, () => one)));
    }
    refuseDepth(JSON.stringify(`\\"${"[{".repeat(600)}`));
  });
});
