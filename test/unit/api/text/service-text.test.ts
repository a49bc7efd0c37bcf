import assert from "node:assert/strict";
import { decode, TooDeepError } from "../../../../provider/api/http/decode";
import { isPrivateWay, linkFault } from "../../../../provider/api/http/link";
import { rememberMarked, rememberSecret } from "../../../../provider/api/text/known-secrets";
import {
  harmlessCause,
  printable,
  serviceLines,
  serviceText,
} from "../../../../provider/api/text/service-text";

const secret = "k3y/of+the=session";
rememberSecret(secret);

describe("a text of the service", () => {
  const hidden: [what: string, text: string][] = [
    ["a link", "see https://store.blob.core.windows.net/c/b?sv=1&sig=HUSH%3D"],
    ["a link in JSON", String.raw`{"url":"https:\/\/store.example\/c?sv=1\u0026sig=HUSH"}`],
    ["a link in a query", "next=https%3A%2F%2Fstore.example%2Fc%3Fsv%3D1%26sig%3DHUSH"],
    ["a link twice encoded", "https%253A%252F%252Fstore.example%252Fc%253Fsig%253DHUSH"],
    ["a link of another scheme", "wasbs://c@store.example/HUSH?sig=HUSH"],
    ["a query alone", "?sv=1&sig=HUSH&se=2"],
    ["a token", "Token 'eyJhbGciOiJSUzI1.eyJHUSH.HUSH' is expired"],
    ["a bearer token", "Bearer HUSH.HUSH"],
    ["a client secret in JSON", '{"client_secret":"HUSH"}'],
    ["a client secret in JSON within JSON", String.raw`"{\"client_secret\":\"HUSH\"}"`],
    ["a client secret that is told", "client_secret: HUSH"],
    ["a query in JSON of .NET", String.raw`c/b?se=2\u0026sig=HUSH\u002BHUSH\u003D`],
    ["a query in HTML", "c/b?se=2&amp;sig=HUSH&#x2B;HUSH&amp;se=2"],
    ["a query in HTML by numbers", "c/b?se=2&#38;sig&#61;HUSH&#43;HUSH"],
    ["a query by its parameters in capitals", "c/b?SE=2&SIG=HUSH"],
    ["a link in HTML", "https&#58;&#x2F;&#x2F;store.example&#x2F;c?code=HUSH"],
    ["a link in JSON of .NET", String.raw`https:\u002f\u002fstore.example/c?code=HUSH`],
    ["a link in JSON within JSON", String.raw`https:\\\/\\\/store.example\\\/c?code=HUSH`],
    ["a link with an apostrophe", "https://store.example/it's?code=HUSH"],
    ["a link over two lines", "https://store.example/c?sv=1&sig=abc%2B\n  HUSH%3D and"],
    ["a link over two lines, before its signature", "https://store.example/c?sv=1&\r\nse=2&sig=HUSH%3D and"],
    ["a signature over two lines", "?sv=1&sig=abc%2B\nHUSH= and"],
    ["a link over two lines of quoted-printable", "https://store.example/c?sv=3D1&sig=3Dabc=\nHUSH%3D and"],
    ["the key of a callback without its host", "api/hook?x=1&code=HUSH"],
    ["a token that is told", 'token="HUSH.HUSH"'],
    ["a signature that is told", "Signature: HUSH4HUSH%2BHUSH%2FHUSH%3D"],
    ["credentials of a header", "Authorization: Basic HUSH=="],
    ["a shared key of a header", '"authorization": "SharedKey account:HUSH="'],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nHUSH\nHUSH\n-----END PRIVATE KEY-----"],
    ["a signature whose name has a soft hyphen", "?sv=1&s\u00adig=HUSH"],
    ["an account key", "AccountName=a;AccountKey=HUSH==;EndpointSuffix=x"],
  ];
  for (const [what, text] of hidden) {
    it(`loses ${what}`, () => assert.doesNotMatch(serviceText(text), /HUSH/));
  }

  it("keeps the words after a link, and what is no secret in the lines below", () => {
    const text = "See https://a.example/b?c=1&d=2\nExitCode=1223\nSignature: the package is not signed";
    assert.equal(serviceLines(text, 200), text.replace("b?c=1&d=2", "…"));
    const hash = `Signature: ${"0a".repeat(20)}`;
    assert.equal(serviceText(hash), hash);
  });

  for (const spelling of [secret, encodeURIComponent(secret), JSON.stringify(secret)]) {
    it(`loses a secret of the session, spelled ${spelling.length}`, () => {
      assert.doesNotMatch(serviceText(`your secret ${spelling} is wrong`), /session/);
    });
  }

  it("keeps what is no secret", () => {
    const text =
      "Validation Failed. pci\\ven_8086&dev_1502&subsys_00008086 is not in targetingInfo.hardwareIds";
    assert.equal(serviceText(text), text);
  });

  const steering: [what: string, text: string, expected: string][] = [
    ["a title", "a\u001b]0;owned\u0007b", "ab"],
    ["a screen that is cleared", "a\u001b[2Jb", "ab"],
    ["a clipboard", "a\u001b]52;c;aGk=\u0007b", "ab"],
    ["eight-bit controls", "a\u009bb", "ab"],
    ["another direction", "a\u202eb\u2066c", "abc"],
    ["further lines", "a\r\nMS-RequestId b\u2028c", "a MS-RequestId bc"],
    ["half a character", "a\ud800", "a\ufffd"],
  ];
  for (const [what, text, expected] of steering) {
    it(`loses ${what}`, () => assert.equal(serviceText(text), expected));
  }

  it("keeps its lines where it is printed as a whole", () => {
    assert.equal(printable("a\r\nb\tc\rd"), "a\nb\tc\nd");
    assert.equal(serviceLines(" a\n b\n\n", 100), "a\n b");
  });

  it("is cut", () => assert.equal(serviceText("x".repeat(3_000), 10), `${"x".repeat(10)}…`));

  it("shows no half of what a program marked as secret, where it is cut", () => {
    rememberMarked("codename falcon");
    assert.equal(serviceText("x x x x codename falcon is taken", 14), "x x x x … is t…");
    assert.equal(serviceText("codename falcon is taken"), "codename falcon is taken");
  });

  it("is whole where it is just as long as it may be", () => {
    assert.equal(serviceText("x".repeat(10), 10), "x".repeat(10));
  });

  it("is whole where it is just short enough without what a program marked as secret", () => {
    rememberMarked("codename falcon");
    const text = "codename falcon is taken";
    assert.equal(serviceText(text, text.length), text);
    for (const longest of [10, 11]) assert.equal(serviceText(text, longest), "… is taken");
  });

  it("is cleaned in no time, whatever it is", () => {
    const long = ["a.", "sig ", 'sig"', "https", "\\", "%25", "http://a@"].map((piece) =>
      piece.repeat(5_000),
    );
    const start = performance.now();
    for (const text of long) serviceText(text);
    assert.ok(performance.now() - start < 5_000);
  });

  it("is shown without the word in which its reading stops, which may be half a secret", () => {
    const blanks = (count: number) => " ".repeat(count);
    assert.equal(serviceText(`a b${blanks(19_990)}${secret}`), "a b …");
    assert.equal(serviceText(`a b${blanks(19_987)}k3y/of+the`), "a b k3y/of+the");
    assert.equal(serviceText(`a${blanks(19_995)}${secret}`, 6), "a …");
    assert.equal(serviceText(`a bcd${blanks(20_000)}`, 4), "a bc…");
    assert.equal(serviceText("x".repeat(30_000), 4), "xxxx…");
  });
});

describe("an answer of the service", () => {
  const link = "https://store.example/c?sig=HUSH";

  it("keeps the links that are to be followed", () => {
    const answer = { downloads: { items: [{ type: "initialPackage", url: link }] }, links: [{ href: link }] };
    assert.deepEqual(decode(JSON.stringify({ ...answer, workflowStatus: { errorReport: link } })), {
      ...answer,
      workflowStatus: { errorReport: link },
    });
  });

  it("keeps what a program has declared", () => {
    const answer = { productName: "see https://a.example/b", name: "two\nlines", value: [{ name: link }] };
    assert.deepEqual(decode(JSON.stringify(answer)), answer);
  });

  it("shows no link in words, nor in what this version does not know", () => {
    const step = { messages: [`failed: ${link}`], currentStep: `\u001b[2J${link}`, name: link };
    const answer = { workflowStatus: step, targeting: { portal: { url: link, [link]: 1 } }, url: link };
    assert.doesNotMatch(JSON.stringify(decode(JSON.stringify(answer))), /HUSH|u001b/);
  });

  it("is refused when it is nested too deep", () => {
    assert.throws(() => decode("[".repeat(5_000) + "]".repeat(5_000)), TooDeepError);
    assert.deepEqual(decode('["[[[[\\"[["]'), ['[[[["[[']);
  });
});

describe("a link of the service", () => {
  const ways: [url: string, isPrivate: boolean][] = [
    ["https://a.example/b", true],
    ["http://127.0.0.1:10000/b", true],
    ["http://localhost/b", true],
    ["http://[::1]/b", true],
    ["http://a.example/b", false],
    ["http://127.0.0.1.example/b", false],
    ["http://localhost.example/b", false],
    ["http://127.100.200.255/b", true],
    ["http://not-localhost/b", false],
    ["http://1127.0.0.1.example/b", false],
    ["ftp://a.example/b", false],
    ["ftp://localhost/b", false],
    ["javascript:https://a.example/b", false],
    ["no link", false],
  ];
  for (const [url, isPrivate] of ways) {
    it(`${isPrivate ? "may" : "may not"} be ${url} where the endpoint is https`, () => {
      assert.equal(isPrivateWay(url), isPrivate);
      assert.equal(linkFault({ refusesPlainLinks: true }, url) === undefined, isPrivate);
    });
  }
});

describe("what is no link", () => {
  for (const text of ["no link", "ftp://localhost/b", "javascript:https://a.example/b", "https//a"]) {
    it(`is not followed anywhere: ${text}`, () => {
      assert.match(linkFault({ refusesPlainLinks: false }, text) ?? "", /something else than a link/);
    });
  }
});

describe("the cause of an error", () => {
  it("holds no link, whatever the library keeps", () => {
    const cause = (() => {
      try {
        return new URL("//HUSH?sig=HUSH");
      } catch (error) {
        return harmlessCause(error) as Error;
      }
    })() as Error;
    assert.doesNotMatch(JSON.stringify([cause.message, Object.values(cause)]), /HUSH/);
  });

  it("stays itself where there is nothing to hide", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    assert.equal(harmlessCause(cause), cause);
    assert.equal(harmlessCause("a text may hold anything"), undefined);
  });

  for (const hidden of [
    { request: { url: "HUSH" } },
    { input: "HUSH" },
    { data: "HUSH" },
    { message: "Bearer HUSH" },
  ]) {
    it(`keeps name and code, and leaves out what ${Object.keys(hidden)} holds`, () => {
      const cause = Object.assign(new Error("broken"), { name: "SocketError", code: "EPIPE" }, hidden);
      const { name, code, ...rest } = harmlessCause(cause) as { name: string; code?: unknown };
      assert.deepEqual([name, code], ["SocketError", "EPIPE"]);
      assert.doesNotMatch(JSON.stringify(rest) + (rest as { message?: string }).message, /HUSH/);
      assert.doesNotMatch((harmlessCause(cause) as Error).message, /HUSH/);
    });
  }

  it("gets no code that it had not", () => {
    const cause = harmlessCause(Object.assign(new Error("broken"), { input: "HUSH" }));
    assert.equal("code" in (cause as object), false);
  });
});
