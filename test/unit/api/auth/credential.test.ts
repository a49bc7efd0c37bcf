import assert from "node:assert/strict";
import { createHash, createPrivateKey, verify, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { generate } from "selfsigned";
import { scriptedEntra, tokensFor } from "../../../../harness/scripted-entra";
import { folderOfAllTests } from "../../../../harness/test-folder";
import type { Credential } from "../../../../provider/api/auth/credential";
import { AuthenticationError } from "../../../../provider/api/errors/authentication-error";
import { ConfigurationError } from "../../../../provider/api/errors/configuration-error";

/** The credentials of the one test application, in files. */
const folder = folderOfAllTests();
let cert: string;
let key: string;
let entra: ReturnType<typeof scriptedEntra>;

function write(name: string, ...parts: string[]): string {
  const path = folder(name);
  writeFileSync(path, parts.join("\n"));
  return path;
}

async function assertionFor(credential: Credential): Promise<string> {
  await tokensFor(credential, entra).current();
  return entra.forms.at(-1)?.get("client_assertion") ?? assert.fail("there is no assertion");
}

function partsOf(jwt: string): { header: Record<string, unknown>; signed: string; signature: Buffer } {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  return {
    header: JSON.parse(Buffer.from(header, "base64url").toString("utf8")),
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

before(async () => {
  const made = await generate([{ name: "commonName", value: "test" }], {
    keySize: 2048,
    algorithm: "sha256",
  });
  cert = made.cert;
  key = made.private;
});
beforeEach(() => {
  entra = scriptedEntra();
});
afterEach(() => entra.close());

describe("a certificate", () => {
  it("signs the assertion with its key", async () => {
    const jwt = await assertionFor({ kind: "certificate", path: write("both.pem", key, cert) });
    const { signed, signature, header } = partsOf(jwt);
    assert.match(String(header.alg), /^[RP]S256$/);
    const { publicKey } = new X509Certificate(cert);
    const padding = header.alg === "PS256" ? { padding: 6 } : {};
    assert.ok(verify("sha256", Buffer.from(signed), { key: publicKey, ...padding }, signature));
  });

  it("is named by its SHA-256 thumbprint", async () => {
    const jwt = await assertionFor({ kind: "certificate", path: write("both.pem", key, cert) });
    const thumbprint = createHash("sha256").update(new X509Certificate(cert).raw).digest("base64url");
    assert.equal(partsOf(jwt).header["x5t#S256"], thumbprint);
  });

  it("sends the certificate and nothing else of its file", async () => {
    const jwt = await assertionFor({ kind: "certificate", path: write("both.pem", key, cert) });
    const der = new X509Certificate(cert).raw.toString("base64");
    assert.deepEqual(partsOf(jwt).header.x5c, [der]);
  });

  it("may stand before its key in the file", async () => {
    await assert.doesNotReject(assertionFor({ kind: "certificate", path: write("turned.pem", cert, key) }));
  });

  describe("with a password", () => {
    function encryptedFile(): string {
      const locked = createPrivateKey(key).export({
        type: "pkcs8",
        format: "pem",
        cipher: "aes-256-cbc",
        passphrase: "open sesame",
      });
      return write("locked.pem", locked.toString(), cert);
    }

    it("opens with it", async () => {
      const credential = { kind: "certificate", path: encryptedFile(), password: "open sesame" } as const;
      await assert.doesNotReject(assertionFor(credential));
    });

    it("does not open with another, and shows neither", async () => {
      const credential = { kind: "certificate", path: encryptedFile(), password: "wrong word" } as const;
      await assert.rejects(tokensFor(credential, entra).current(), (error: Error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.doesNotMatch(error.message, /wrong word|sesame/);
        assert.doesNotMatch(error.message, /clientCertificatePassword/, "it asks for what is set");
        assert.ok(error.cause instanceof Error, "what OpenSSL said is lost");
        return true;
      });
    });

    it("says which setting is missing when none is given", async () => {
      const credential = { kind: "certificate", path: encryptedFile() } as const;
      await assert.rejects(tokensFor(credential, entra).current(), /devcenter:clientCertificatePassword/);
    });
  });

  it("is refused when its file holds no key", async () => {
    const credential = { kind: "certificate", path: write("bare.pem", cert) } as const;
    await assert.rejects(
      tokensFor(credential, entra).current(),
      /devcenter:clientCertificatePath: expected a PEM file/,
    );
  });

  it("names its file when that is not there", async () => {
    const path = folder("none.pem");
    await assert.rejects(tokensFor({ kind: "certificate", path }, entra).current(), (error: Error) => {
      assert.ok(error.message.includes(`client certificate ${path} could not be read (ENOENT)`));
      assert.equal((error.cause as NodeJS.ErrnoException).code, "ENOENT");
      return true;
    });
  });
});

describe("a federated token file", () => {
  it("is the assertion, without the line's end", async () => {
    const path = write("token", "jwt.of.platform\n");
    assert.equal(await assertionFor({ kind: "federated token file", path }), "jwt.of.platform");
  });

  it("is read again for every token, since the platform renews it", async () => {
    const path = write("token", "jwt.before");
    const tokens = tokensFor({ kind: "federated token file", path }, entra);
    const first = await tokens.current();
    write("token", "jwt.after");
    await tokens.refresh(first);
    assert.equal(entra.forms.at(-1)?.get("client_assertion"), "jwt.after");
  });

  it("names its path when that is not there", async () => {
    const path = folder("none");
    const { current } = tokensFor({ kind: "federated token file", path }, entra);
    await assert.rejects(current(), /federated token file .*none could not be read \(ENOENT\)/);
  });
});

describe("a federated token file that holds no token", () => {
  for (const [text, fault] of [
    ["", "that is empty"],
    [" \n", "that is empty"],
    ["jwt.of\njwt.hush", "that holds a line break"],
    ["jwt hush", "that holds a space"],
  ] as const) {
    it(`is a fault of the configuration, and not sent: ${JSON.stringify(text)}`, async () => {
      const { current } = tokensFor({ kind: "federated token file", path: write("token", text) }, entra);
      await assert.rejects(current(), (error: Error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.equal(
          error.message,
          `AZURE_FEDERATED_TOKEN_FILE: expected a file with one token; got one ${fault}.`,
        );
        return true;
      });
      assert.deepEqual(entra.forms, []);
    });
  }
});

describe("GitHub Actions", () => {
  const credential = {
    kind: "GitHub Actions",
    requestUrl: "https://actions.example/idtoken?api-version=2.0",
    requestToken: "request-token",
  } as const;
  const path = "/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange";

  function gitHub(status: number, body: unknown): void {
    entra.network
      .get("https://actions.example")
      .intercept({ path, headers: { authorization: "Bearer request-token" } })
      .reply(status, body as object);
  }

  it("gives the assertion for the audience of Entra ID", async () => {
    gitHub(200, { value: "jwt.of.github", count: 1 });
    assert.equal(await assertionFor(credential), "jwt.of.github");
  });

  for (const [what, status, body] of [
    ["refuses", 403, {}],
    ["refuses with a value", 403, { value: "jwt.of.nobody" }],
    ["answers without a token", 200, { value: "" }],
  ] as const) {
    it(`says which permission the job needs when GitHub ${what}`, async () => {
      gitHub(status, body);
      await assert.rejects(tokensFor(credential, entra).current(), (error: Error) => {
        assert.ok(error instanceof AuthenticationError);
        assert.match(error.message, /id-token: write/);
        return true;
      });
    });
  }

  it("is not sent its token where others can read along", async () => {
    const plain = { ...credential, requestUrl: "http://actions.example/idtoken?key=hush" };
    await assert.rejects(tokensFor(plain, entra).current(), (error: Error) => {
      assert.match(error.message, /^ACTIONS_ID_TOKEN_REQUEST_URL: expected an https URL/);
      assert.doesNotMatch(error.message, /hush|request-token/);
      return true;
    });
    assert.deepEqual(entra.forms, []);
  });

  it("does not show the request token", async () => {
    gitHub(501, "Bearer request-token");
    await assert.rejects(tokensFor(credential, entra).current(), (error: Error) => {
      assert.doesNotMatch(error.message, /request-token/);
      assert.match(error.message, /\nGitHub Actions answered with 501\./);
      return true;
    });
  });
});
