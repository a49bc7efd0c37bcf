import assert from "node:assert/strict";
import { redact } from "../../../../provider/api/text/redact";

describe("redact", () => {
  const cases: [what: string, text: string, expected: string][] = [
    [
      "cuts a SAS link to its host",
      "PUT https://store.blob.core.windows.net/c/b?sv=1&sig=abc%3D failed",
      "PUT https://store.blob.core.windows.net/… failed",
    ],
    ["cuts the path of a callback", "notify https://example.com/hooks/KEY", "notify https://example.com/…"],
    ["cuts user and password out of a link", "https://ada:pw@example.com/x", "https://example.com/…"],
    [
      "cuts a password that stands before a bare host",
      "see http://ada:pw@example.com",
      "see http://example.com/…",
    ],
    ["keeps the port of a link", "http://127.0.0.1:8080/a?b", "http://127.0.0.1:8080/…"],
    ["keeps the quotes around a link", 'to "https://a.example/x"!', 'to "https://a.example/…"!'],
    [
      "cuts every link of a text",
      "https://a.example/1 https://b.example/2",
      "https://a.example/… https://b.example/…",
    ],
    [
      "cuts keys by every name out of a link without a host",
      "/a?secret=K1&amp;subscription-key=K2&x-functions-key=K3&-key=K4&code=K5?key=K6&monkey=1",
      "/a?secret=…&amp;subscription-key=…&x-functions-key=…&-key=…&code=…&monkey=1",
    ],
    ["cuts bearer tokens", "Authorization: Bearer eyJ0.eyJh.c-_~+/==", "Authorization: Bearer …"],
    [
      "cuts a client secret out of a form",
      "client_id=a&client_secret=s%7Ecret&x=1",
      "client_id=a&client_secret=…&x=1",
    ],
    ["cuts a client assertion out of a form", "client_assertion=eyJ.a.b", "client_assertion=…"],
    ["cuts an access token out of a query", "?access_token=abc&x=1", "?access_token=…&x=1"],
    ["cuts a signature that lost its link", "sv=2026-01-01&sig=abc%3D&se=1", "sv=2026-01-01&sig=…&se=1"],
    [
      "keeps a port that is written in code",
      "https%3A%2F%2Fa.example%3A8443%2Fx",
      "https://a.example:8443/…",
    ],
    ["cuts a bearer token after more than one blank", "Bearer \t abc.def", "Bearer …"],
    ["cuts a secret right after a colon", "client_secret:s3cret x", "client_secret:… x"],
    ["cuts a secret after a colon between blanks", "client_secret  :  s3cret x", "client_secret  :  … x"],
    [
      "leaves other words alone",
      "Validation Failed. targetingInfo.chids",
      "Validation Failed. targetingInfo.chids",
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => assert.equal(redact(text), expected));
  }

  const names =
    "client_secret client_assertion access_token refresh_token account_key shared_access_key shared_access_signature";
  for (const name of names.split(" ")) {
    it(`cuts what follows ${name}, spelled either way`, () => {
      for (const spelling of [name, name.replaceAll("_", "")]) {
        assert.equal(redact(`${spelling}: HUSH, then`), `${spelling}: …, then`);
        assert.equal(redact(`${spelling}=HUSH&then`), `${spelling}=…&then`);
      }
    });
  }
});

describe("redact, however a mark is written", () => {
  const spellings = (mark: string, name: string) => {
    const code = mark.charCodeAt(0);
    const hex = code.toString(16);
    const all = [
      mark,
      `\\${mark}`,
      `\\\\${mark}`,
      `%${hex}`,
      `%${hex.toUpperCase()}`,
      `%25${hex}`,
      `%2525${hex}`,
      `\\u00${hex}`,
      `\\\\u00${hex}`,
      `&#${code};`,
      `&#0${code};`,
      `&#x${hex};`,
      `&#x0${hex};`,
      `&${name};`,
      `&amp;#${code};`,
      `&amp;amp;${name};`,
    ];
    return [...new Set(all)];
  };

  for (const equals of spellings("=", "equals")) {
    it(`cuts a signature after ${equals}`, () => {
      assert.equal(redact(`sig${equals}HUSH12`), `sig${equals}…`);
    });
  }

  for (const [mark, name] of [
    ['"', "quot"],
    ["'", "apos"],
  ] as const) {
    for (const quote of spellings(mark, name)) {
      it(`cuts a signature between ${quote} and ${quote}`, () => {
        assert.doesNotMatch(redact(`${quote}sig${quote}=${quote}HUSH12${quote}`), /HUSH/);
      });
    }
  }

  for (const slash of spellings("/", "sol")) {
    it(`cuts a link with ${slash}`, () => {
      assert.doesNotMatch(redact(`https:${slash}${slash}a.example${slash}HUSH`), /HUSH/);
    });
  }

  for (const colon of spellings(":", "colon")) {
    it(`cuts a link with ${colon}`, () => {
      assert.doesNotMatch(redact(`https${colon}//a.example/HUSH`), /HUSH/);
    });
  }
});

describe("redact, by what a key looks like", () => {
  const key = "abc123XYZ4567890abc";
  for (const told of [
    "x-api-key: ",
    "apikey: ",
    "myapi-key: ",
    "x-functions-key: ",
    "subscription-key : ",
    "token:  ",
  ]) {
    it(`cuts a key after ${JSON.stringify(told)}`, () => {
      assert.equal(redact(`It sent ${told}${key} to us`), `It sent ${told}… to us`);
    });
  }

  for (const plain of [
    "0123456789abcdef0123, and on",
    "0123456789abcdef0123. Then",
    "0123456789abcdef0123",
  ]) {
    it(`keeps a hash: ${plain}`, () => assert.equal(redact(`signature: ${plain}`), `signature: ${plain}`));
  }

  it("keeps a long word without a digit", () => {
    assert.equal(redact("token: abcdefghijklmnopqrst"), "token: abcdefghijklmnopqrst");
  });

  it("cuts credentials after more than one blank", () => {
    assert.equal(redact("authorization: Basic  aHVzaA=="), "authorization: Basic  …");
  });

  for (const kind of ["", "RSA ", "EC "]) {
    it(`cuts a private key, whole or not: ${kind}`, () => {
      const begin = `-----BEGIN ${kind}PRIVATE KEY-----`;
      assert.equal(redact(`${begin}\nHUSH\nHUSH\n-----END ${kind}PRIVATE KEY----- after`), `${begin}… after`);
      assert.equal(redact(`${begin}\nHUSH\nHUSH`), `${begin}…`);
    });
  }
});
