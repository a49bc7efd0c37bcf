import assert from "node:assert/strict";
import { ENDPOINT, failureOf, scriptedService, standingClock } from "../../../../harness/scripted-service";
import { managedIdentityTokens } from "../../../../provider/api/auth/token";
import { AuthenticationError } from "../../../../provider/api/errors/authentication-error";

// What an Azure App Service offers to the code in it.
const surroundings = { IDENTITY_ENDPOINT: `${ENDPOINT}/token`, IDENTITY_HEADER: "header" };

describe("a managed identity that gives no token", () => {
  const kept = Object.keys(surroundings).map((name) => [name, process.env[name]] as const);
  before(() => void Object.assign(process.env, surroundings));
  after(() => {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("is quoted without links, secrets and controls, and asked once", async () => {
    const said = "No identity. See https://a.example/?sig=HUSH, Bearer HUSH \u001b[2J\u202eend";
    const body = { statusCode: 400, message: said, error: "invalid_request", error_description: said };
    const answer = { status: 400, body, headers: { "content-type": "application/json" } };
    const { network, sent, close } = scriptedService(answer, answer);
    const tokens = managedIdentityTokens(undefined, "scope/.default", { network, clock: standingClock() });
    const error = await failureOf(tokens.current());
    assert.ok(error instanceof AuthenticationError);
    assert.match(
      error.message,
      /^This machine's managed identity gave no token \(devcenter:useMsi\): .*No identity/,
    );
    for (const text of [error.message, (error.cause as Error).message]) {
      assert.doesNotMatch(text, /HUSH|\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    }
    assert.equal(sent.length, 1);
    await close();
  });
});
