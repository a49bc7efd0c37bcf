import assert from "node:assert/strict";
import { createSecretRegistry } from "../../../../provider/api/text/known-secrets";

/** A registry that knows these. */
function knowing(...secrets: unknown[]) {
  const registry = createSecretRegistry();
  for (const secret of secrets) registry.remember(secret);
  return registry;
}

const secret = 'p@ss word/"1+1=2"(*)[a-z]$^|\\end.';
const inUrl = encodeURIComponent(secret);

describe("a known secret", () => {
  for (const [spelling, text] of [
    ["as it is", secret],
    ["in a query", inUrl],
    ["in a form", inUrl.replaceAll("%20", "+")],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in another case", secret.toUpperCase()],
  ]) {
    it(`is cut out of a text ${spelling}, as often as it is there`, () => {
      assert.equal(knowing(secret).without(`a ${text} b ${text}`), "a … b …");
    });
  }

  it("is cut out also where half a character is in it", () => {
    const half = "half-\ud83d-character";
    assert.equal(knowing(half).without(`q=${encodeURIComponent("half-\ufffd-character")}`), "q=…");
  });

  it("is no pattern: what only looks like it stays", () => {
    assert.equal(knowing("a.c+e?g").without("abccceg"), "abccceg");
  });

  it("is cut out whole, also where another one begins it", () => {
    assert.equal(knowing("secret", "secret-and-more").without("secret-and-more, secret"), "…, …");
  });

  it("is known from the moment on that it is remembered", () => {
    const registry = knowing("first-one");
    assert.equal(registry.without("first-one second-one"), "… second-one");
    registry.remember("second-one");
    assert.equal(registry.without("first-one second-one"), "… …");
  });

  it("has six characters at least: a shorter one stands in too many texts by chance", () => {
    assert.equal(knowing("abcde").without("abcde"), "abcde");
    assert.equal(knowing("abcdef").without("abcdef"), "…");
  });

  it("is a text: nothing else is remembered, and nothing fails", () => {
    assert.equal(
      knowing(undefined, null, 1234567, { a: 1 }).without("undefined 1234567"),
      "undefined 1234567",
    );
  });

  it("is not cut out of a longer word where it may be an ordinary word", () => {
    const registry = createSecretRegistry({ whole: true });
    registry.remember("aurora");
    assert.equal(
      registry.without("aurora, auroras, preaurora, aurora2 and Aurora."),
      "…, auroras, preaurora, aurora2 and ….",
    );
    assert.equal(knowing("aurora").without("auroras"), "…s");
  });
});
