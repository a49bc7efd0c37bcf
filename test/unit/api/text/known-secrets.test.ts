import assert from "node:assert/strict";
import {
  createSecretRegistry,
  rememberMarked,
  withoutMarked,
} from "../../../../provider/api/text/known-secrets";

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
    ["in JavaScript", secret.replaceAll(/[^a-z0-9 ]/g, (sign) => `\\x${hex(sign).slice(2)}`)],
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

  it("is none where what it spells is too short, or blank", () => {
    assert.equal(knowing("%41%42").without("x ab"), "x ab");
    assert.equal(knowing("%20%20%20").without("a%20%20%20b"), "a%20%20%20b");
  });

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

  for (const [spelling, known, text] of [
    ["escaped for a URL three times", "user@of.example", "user%252540of.example"],
    ["escaped for HTML, its ampersand too", "this&that-one", "this&amp;that-one"],
    ["escaped for HTML twice, its ampersand too", "this&that-one", "this&amp;amp;that-one"],
    ["in JSON of .NET within JSON", "this&that-one", String.raw`this\\u0026that-one`],
    ["in JSON of .NET within JSON within JSON", "this&that-one", String.raw`this\\\\u0026that-one`],
    ["in HTML, by a number of seven digits", "this&that-one", "this&#0000038;that-one"],
    ["in HTML, by a number of six digits to the base of sixteen", "this&that-one", "this&#x000026;that-one"],
    ["in HTML, by its number within HTML", "this&that-one", "this&amp;#38;that-one"],
    ["in HTML, by its number within HTML within HTML", "this&that-one", "this&amp;amp;#38;that-one"],
    ["in HTML, with its last character of all", "last-\u{10ffff}-of-all", "last-&#x10ffff;-of-all"],
    ["with many blanks for one", "correct horse", "correct   \t horse"],
    ["with one blank for many", "correct   horse", "correct horse"],
    ["in another case, with a letter that has two in capitals", "straße-nummer", "STRAßE-NUMMER"],
    ["that begins with a sign, in HTML", '"quoted"', "&quot;quoted&quot;"],
    ["that begins with a sign of a pattern", "(in-brackets)", "(in-brackets)"],
    ["in JSON, with a line end before a quote", 'sixteen-and-"more"', String.raw`sixteen-and-\n\"more\"`],
    [
      "in JSON, with line ends escaped twice",
      "sixteen-and-more-signs",
      String.raw`sixteen-\\r\\n\\r\\n  and-more-signs`,
    ],
  ] as const) {
    it(`is cut out ${spelling}`, () => {
      assert.equal(knowing(known).without(`a ${text} b`), "a … b");
    });
  }

  it("takes with it what is escaped in one go with its beginning or its end", () => {
    assert.equal(knowing('"quoted"').without("a%3D%22quoted%22%3Db"), "a…b");
  });

  for (const [which, text] of [
    ["where a character is named that there is not", "&#x110000; &#9999999; … &#xffffff;"],
    ["where a letter has another length in the other case", "İ … and ẞ"],
    ["where the secret is in a line of its own", "before\n…\nafter"],
    ["where the secret is first", "…\nafter"],
    ["where the secret is last", "before\n…"],
  ] as const) {
    it(`is cut out and all else stays ${which}`, () => {
      assert.equal(knowing("secret-one").without(text.replace("…", "secret-one")), text);
    });
  }

  for (const [secret, text] of [
    ["Passw0rd", "İstanbul: Passw0rd"],
    ["Passw0rdΣ", "Passw0rdΣa"],
    ["secret-one", "%73ecret-one"],
    ["secret-one", "\\u0073ecret-one"],
    ["secret-one", "&#115;&#101;&#99;ret-one"],
    ["secret-one", "s\\ecret-one"],
    ["kelvin-one", "\u212aelvin-one"],
    ["a%41secret", "a%41secret"],
    ["c:\\new\\users", "c:\\new\\users"],
    ["c:\\new\\users", "c:\\\\new\\\\users"],
    ["c:\\new\\users", "c%3A%5Cnew%5Cusers"],
    ["DOMAIN\\reader", "DOMAIN%5Creader"],
  ] as const) {
    it(`is cut out, ${JSON.stringify(secret)} in ${JSON.stringify(text)}`, () => {
      assert.match(knowing(secret).without(`so ${text}`), /^so (İstanbul: )?…a?$/);
    });
  }

  it("stays where a line ends within it if it is short, as that may be by chance", () => {
    for (const before of ["", "some words that stand before it: "])
      for (const end of ["\n", "\r\n", "\r", "\n  "]) {
        const text = `${before}abc${end}def`;
        assert.equal(knowing("abcdef").without(text), text);
        const almost = `${before}0123456${end}89abcde`;
        assert.equal(knowing("012345689abcde").without(almost), almost);
        const fifteen = `${before}01234567${end}89abcde`;
        assert.equal(knowing("0123456789abcde").without(fifteen), fifteen);
        assert.equal(knowing("0123456789abcdef").without(`${fifteen}f`), `${before}…`);
      }
  });

  it("is never blank: blanks stay", () => {
    for (const blank of [" ".repeat(8), "\t".repeat(8), "+".repeat(8), "\\".repeat(8), "\n".repeat(8)])
      for (const text of ["a ", "a b", " ", "  ", "a\n"]) assert.equal(knowing(blank).without(text), text);
  });

  it("is cut out as a word of its own where a line end or a backslash parts it from others", () => {
    const registry = createSecretRegistry({ whole: true });
    registry.remember("aurora");
    for (const parted of ["\n", "\\", "\\n"]) {
      assert.equal(registry.without(`word${parted}aurora`), `word${parted}…`);
      assert.equal(registry.without(`aurora${parted}word`), `…${parted}word`);
    }
  });

  it("is cut out of messages as a whole word only where a program marked it", () => {
    rememberMarked("zyxwvu");
    rememberMarked("zyx");
    assert.equal(withoutMarked("zyxwvu zyx zyxwvus azyx zyx1"), "… … zyxwvus azyx zyx1");
  });
});
