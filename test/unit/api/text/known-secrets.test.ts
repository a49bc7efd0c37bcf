import assert from "node:assert/strict";
import { createSecretRegistry } from "../../../../provider/api/text/known-secrets";

/** A registry that knows these. */
function knowing(...secrets: unknown[]) {
  const registry = createSecretRegistry();
  for (const secret of secrets) registry.remember(secret);
  return registry;
}

const secret = 'p@ss word/"1+1=2"(*)[a-z]$^|\\end.';
const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(4, "0");
const inUrl = encodeURIComponent(secret);

describe("a known secret", () => {
  for (const [spelling, text] of [
    ["as it is", secret],
    ["in a query", inUrl],
    ["in a form", inUrl.replaceAll("%20", "+")],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in another case", secret.toUpperCase()],
    ["in a form of a browser", new URLSearchParams({ a: secret }).toString().slice(2)],
    ["in a query, each sign of it", secret.replaceAll(/[^a-z0-9]/g, (sign) => `%${hex(sign).slice(2)}`)],
    ["in a query within a query", encodeURIComponent(inUrl)],
    ["in JSON of .NET", secret.replaceAll(/[^a-z0-9 ]/g, (sign) => `\\u${hex(sign).toUpperCase()}`)],
    ["in JSON within JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ["in HTML", secret.replaceAll('"', "&quot;").replaceAll("+", "&#x2B;").replaceAll("/", "&#47;")],
    ["in HTML within HTML", secret.replaceAll('"', "&amp;quot;")],
    ["over two lines", `${secret.slice(0, 9)}\r\n  ${secret.slice(9)}`],
    [
      "over three lines of a text in JSON",
      [inUrl.slice(0, 5), inUrl.slice(5, 9), inUrl.slice(9)].join("\\n"),
    ],
  ]) {
    it(`is cut out of a text ${spelling}, as often as it is there`, () => {
      assert.equal(knowing(secret).without(`a ${text} b ${text}`), "a … b …");
    });
  }

  it("is cut out of megabytes, of which all else stays", () => {
    const line = (index: number) => `${"x".repeat(5_000)} ${index} ${secret}\n`;
    const text = Array.from({ length: 500 }, (_, index) => line(index)).join("");
    assert.equal(knowing(secret).without(text), text.replaceAll(secret, "…"));
  });

  it("leaves the lines around it as they are", () => {
    const text = `a\nb ${secret.slice(0, 30)}\n${secret.slice(30)} c\n\nd`;
    assert.equal(knowing(secret).without(text), "a\nb … c\n\nd");
  });

  it("is cut out as often as lines end within it", () => {
    const [start, end] = [secret.slice(0, 12), secret.slice(12)];
    assert.equal(knowing(secret).without(`${start}\n${end}, ${start}\n${end}`), "…, …");
  });

  it("is found in no time among many thousands, such as the hardware ids of a label", () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `PCI\\VEN_8086&DEV_${index}&SUBSYS_8086`);
    const registry = knowing(...ids);
    const begun = performance.now();
    for (const id of ids) assert.equal(registry.without(`${id} is refused`), "… is refused");
    assert.ok(performance.now() - begun < 5_000);
  });

  it("is found in no time, whatever the text is", () => {
    const registry = knowing(secret, "\\begins-with-a-backslash");
    const begun = performance.now();
    for (const piece of ["\\", " ", "\n", "\n ", "&amp;", "%25", "\\n"])
      registry.without(piece.repeat(50_000));
    assert.ok(performance.now() - begun < 5_000);
  });

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
    registry.remember("Zen");
    registry.remember("AB");
    assert.equal(registry.without("Zen, zenith, AB"), "…, zenith, AB");
  });
});
