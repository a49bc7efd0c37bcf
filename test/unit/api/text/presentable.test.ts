import assert from "node:assert/strict";
import { harmlessCause, presentable } from "../../../../provider/api/text/service-text";

const link = "https://store.example/c/b?sig=HUSH";

describe("what is shown of an object", () => {
  it("has clean texts at any depth, in names and in values", () => {
    const shown = presentable({ "a\u001b[2J": [{ b: `see ${link}` }, ["x\u202ey"]], c: "one\ntwo" });
    assert.deepEqual(Object.keys(shown), ["a", "c"]);
    for (const piece of ["HUSH", "\u001b", "\u202e"]) assert.ok(!JSON.stringify(shown).includes(piece));
    assert.deepEqual((shown as unknown as { a: unknown[] }).a[1], ["xy"]);
    assert.equal(shown.c, "one\ntwo");
  });

  it("keeps what is no text", () => {
    const date = new Date(0);
    const shown = { a: 1, b: true, c: null, d: undefined, date, f: link.length };
    assert.deepEqual(presentable(shown), shown);
    assert.equal(presentable(date), date);
    assert.equal(presentable(null), null);
    assert.equal(presentable(7), 7);
  });

  it("has texts of 2,000 characters and names of 200 at most", () => {
    const [name, value] = Object.entries(presentable({ ["n".repeat(300)]: "v".repeat(3_000) }))[0] ?? [];
    assert.equal(name, `${"n".repeat(200)}…`);
    assert.equal(value, `${"v".repeat(2_000)}…`);
  });
});

describe("an error of a library, as a cause", () => {
  it("is itself where nothing in it is to be hidden", () => {
    const error = new TypeError("terminated");
    assert.equal(harmlessCause(error), error);
  });

  it("is nothing where it is no error", () => assert.equal(harmlessCause(`failed: ${link}`), undefined));

  it("loses links, and keeps name and code", () => {
    const error = Object.assign(new TypeError(`Invalid URL ${link}`), { code: "ERR_INVALID_URL" });
    const cause = harmlessCause(error) as TypeError & { code?: string };
    assert.notEqual(cause, error);
    assert.doesNotMatch(cause.message, /HUSH/);
    assert.equal(cause.name, "TypeError");
    assert.equal(cause.code, "ERR_INVALID_URL");
  });

  it("has no code where there was none", () => {
    assert.equal("code" in (harmlessCause(new Error(link)) as Error), false);
  });

  for (const property of ["input", "request"]) {
    it(`loses ${property}, which may hold a link or a header`, () => {
      const error = Object.assign(new Error("Invalid URL"), { [property]: link });
      const cause = harmlessCause(error) as Error;
      assert.equal(cause.message, "Invalid URL");
      assert.equal(property in cause, false);
    });
  }
});
