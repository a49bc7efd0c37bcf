import assert from "node:assert/strict";
import { MockAgent } from "undici";
import { APPLICATION, scriptedEntra, tokensFor } from "../../../../harness/scripted-entra";
import { failureOf } from "../../../../harness/scripted-service";
import { staticToken } from "../../../../provider/api/auth/token";
import { AuthenticationError } from "../../../../provider/api/errors/authentication-error";
import { ConnectionError } from "../../../../provider/api/errors/connection-error";

const credential = { kind: "client secret", secret: "s3cret" } as const;
const refusal = {
  status: 401,
  body: JSON.stringify({
    error: "invalid_client",
    error_description: "AADSTS7000215: Invalid client secret provided.",
    error_codes: [7000215],
  }),
};

describe("tokens of an application", () => {
  let entra: ReturnType<typeof scriptedEntra>;
  beforeEach(() => {
    entra = scriptedEntra();
  });
  afterEach(() => entra.close());

  it("asks for the Dev Center by client credentials", async () => {
    await tokensFor(credential, entra).current();
    const form = entra.forms[0];
    assert.deepEqual(
      [form?.get("grant_type"), form?.get("client_id")],
      ["client_credentials", APPLICATION.clientId],
    );
  });

  it("asks for the scope of the Dev Center", async () => {
    await tokensFor(credential, entra).current();
    assert.match(
      entra.forms[0]?.get("scope") ?? "",
      /^https:\/\/manage\.devcenter\.microsoft\.com\/\.default/,
    );
  });

  it("proves itself by its secret", async () => {
    await tokensFor(credential, entra).current();
    assert.equal(entra.forms[0]?.get("client_secret"), "s3cret");
  });

  it("keeps the token", async () => {
    const tokens = tokensFor(credential, entra);
    assert.deepEqual([await tokens.current(), await tokens.current()], ["token-1", "token-1"]);
  });

  it("fetches one token for fifty who ask at once", async () => {
    const tokens = tokensFor(credential, entra);
    await Promise.all(Array.from({ length: 50 }, () => tokens.current()));
    assert.equal(entra.forms.length, 1);
  });

  it("gets another token when the present one is refused", async () => {
    const tokens = tokensFor(credential, entra);
    assert.equal(await tokens.refresh(await tokens.current()), "token-2");
  });

  it("hands out the renewed token from then on", async () => {
    const tokens = tokensFor(credential, entra);
    await tokens.refresh(await tokens.current());
    assert.equal(await tokens.current(), "token-2");
  });

  it("gets one new token for fifty who were refused at once", async () => {
    const tokens = tokensFor(credential, entra);
    const first = await tokens.current();
    await Promise.all(Array.from({ length: 50 }, () => tokens.refresh(first)));
    assert.equal(entra.forms.length, 2);
  });

  it("does not ask again for somebody whose refused token was renewed meanwhile", async () => {
    const tokens = tokensFor(credential, entra);
    const first = await tokens.current();
    await tokens.refresh(first);
    assert.deepEqual([await tokens.refresh(first), entra.forms.length], ["token-2", 2]);
  });

  it("never answers with the refused token, whoever else asks at that moment", async () => {
    const tokens = tokensFor(credential, entra);
    const first = await tokens.current();
    const somebodyElse = tokens.current().then(() => tokens.current());
    assert.equal(await tokens.refresh(first), "token-2");
    await somebodyElse;
  });

  it("renews a token once for all whose calls were refused, each at a moment of its own", async () => {
    const tokens = tokensFor(credential, entra);
    const first = await tokens.current();
    const renewed: Promise<string | undefined>[] = [];
    for (let turn = 0; turn < 500; turn++) {
      renewed.push(tokens.refresh(first));
      await (turn % 100 === 99 ? new Promise(setImmediate) : undefined);
    }
    assert.deepEqual([...new Set(await Promise.all(renewed)), entra.forms.length], ["token-2", 2]);
  });

  it("takes an authority with slashes at its end", async () => {
    assert.equal(
      await tokensFor(credential, entra, { authorityHost: "https://login.example//" }).current(),
      "token-1",
    );
  });
});

describe("tokens that Entra ID does not give", () => {
  async function failure(...answers: Parameters<typeof scriptedEntra>): Promise<AuthenticationError> {
    const entra = scriptedEntra(...answers);
    try {
      await tokensFor(credential, entra).current();
    } catch (error) {
      assert.ok(error instanceof AuthenticationError);
      return error;
    } finally {
      await entra.close();
    }
    return assert.fail("there was a token");
  }

  it("names tenant, application and the way it proved itself", async () => {
    const { message } = await failure(refusal);
    assert.match(
      message,
      new RegExp(`application ${APPLICATION.clientId} of tenant ${APPLICATION.tenantId}.*by client secret`),
    );
  });

  for (const status of [400, 401, 403]) {
    it(`keeps Entra's own words, and nothing else, with ${status}`, async () => {
      assert.match(
        (await failure({ ...refusal, status })).message,
        / \(invalid_client\): AADSTS7000215: Invalid client secret provided\.\n/,
      );
    });
  }

  it("reports a refusal without a description by its code", async () => {
    const { message } = await failure({ status: 400, body: '{"error":"invalid_scope"}' });
    assert.match(message, /by client secret \(invalid_scope\): .*\w/);
  });

  it("takes no answer without a token for one", async () => {
    const { message } = await failure({ status: 200, body: '{"token_type":"Bearer","expires_in":3599}' });
    assert.equal(message, "Microsoft Entra ID answered without a token.");
  });

  it("says which settings to look at", async () => {
    assert.match((await failure(refusal)).message, /devcenter:tenantId, devcenter:clientId/);
  });

  it("does not show the secret", async () => {
    assert.doesNotMatch((await failure(refusal)).message, /s3cret/);
  });

  it("shows no secret, link or control that Entra says back, neither itself nor by its cause", async () => {
    const said = "AADSTS90002: s3cret s3cret-of-ours, https://a.example/?sig=HUSH \u001b[2J\u202eend";
    const body = JSON.stringify({ error: "\u001b[2Jinvalid_client", error_description: said });
    const entra = scriptedEntra({ status: 401, body });
    const tokens = tokensFor({ kind: "client secret", secret: "s3cret-of-ours" }, entra);
    const error = await failureOf(tokens.current());
    await entra.close();
    for (const text of [error.message, (error.cause as Error).message]) {
      assert.doesNotMatch(text, /of-ours|HUSH|\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    }
  });

  it("keeps the cause", async () => {
    assert.ok((await failure(refusal)).cause instanceof Error);
  });

  it("keeps what broke the connection", async () => {
    const network = new MockAgent();
    network.disableNetConnect();
    const broken = { network, forms: [], close: () => network.close() };
    const error = await failureOf(tokensFor(credential, broken).current());
    assert.match(error.message, /gave no token to application .*\n.* gave no answer/);
    assert.ok(error instanceof ConnectionError && error.cause instanceof Error);
    await network.close();
  });

  it("ends with the reason of who stopped the run, not with a refusal", async () => {
    const entra = scriptedEntra();
    const stop = new AbortController();
    const current = tokensFor(credential, entra, { signal: stop.signal }).current();
    const reason = new Error("The run was interrupted.");
    stop.abort(reason);
    assert.equal(await failureOf(current), reason);
    await entra.close();
  });

  for (const [what, answer] of [
    ["a page", { status: 200, body: "<html>proxy</html>" }],
    ["half JSON", { status: 200, body: '{"token_type":' }],
    ["408", { status: 408, body: "{}" }],
    ["429", { status: 429, body: "{}" }],
    ["500", { status: 500, body: "{}" }],
    ["502 and a page", { status: 502, body: "<html>proxy</html>" }],
    ["503", { status: 503, body: "{}" }],
  ] as const) {
    it(`asks again after ${what}`, async () => {
      const entra = scriptedEntra(answer);
      assert.equal(await tokensFor(credential, entra).current(), "token-2");
      await entra.close();
    });
  }

  it("does not take what may pass for a wrong credential", async () => {
    const entra = scriptedEntra(...Array.from({ length: 5 }, () => ({ status: 503, body: "{}" })));
    const error = await failureOf(tokensFor(credential, entra).current());
    assert.ok(error instanceof ConnectionError && !(error instanceof AuthenticationError));
    assert.match(error.message, /gave no token to application .*\n.* answered with 503/);
    assert.equal(entra.forms.length, 5);
    await entra.close();
  });

  it("asks once where the credential is refused", async () => {
    const entra = scriptedEntra(refusal, refusal);
    await failureOf(tokensFor(credential, entra).current());
    assert.equal(entra.forms.length, 1);
    await entra.close();
  });

  it("asks again after a failure", async () => {
    const entra = scriptedEntra(refusal);
    const tokens = tokensFor(credential, entra);
    await assert.rejects(tokens.current());
    assert.equal(await tokens.current(), "token-2");
    await entra.close();
  });
});

describe("a ready token", () => {
  it("is handed out as it is", async () => {
    assert.equal(await staticToken("mine").current(), "mine");
  });

  it("cannot be renewed", async () => {
    assert.equal(await staticToken("mine").refresh("mine"), undefined);
  });
});
