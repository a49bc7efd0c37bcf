import assert from "node:assert/strict";
import {
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
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

  /** How often a machine is asked that never has a token and answers so. */
  async function asked(answer: ScriptedAnswer, retryTimeoutMs?: number): Promise<number> {
    const { network, sent, close } = scriptedService(...Array.from({ length: 30 }, () => answer));
    const policy = {
      network,
      clock: standingClock(),
      ...(retryTimeoutMs !== undefined && { retryTimeoutMs }),
    };
    await failureOf(managedIdentityTokens(undefined, "scope/.default", policy).current());
    await close();
    return sent.length;
  }

  it("is asked by one policy: MSAL does not ask again by its own", async () => {
    assert.equal(await asked({ status: 404, body: { error: "not_found", error_description: "None." } }), 1);
  });

  it("is waited for a minute at most, and not longer than devcenter:retryTimeoutSeconds", async () => {
    const busy = (seconds: string) => ({ status: 503, body: "{}", headers: { "retry-after": seconds } });
    assert.deepEqual(
      [await asked(busy("90")), await asked(busy("90"), 600_000), await asked(busy("30"), 10_000)],
      [1, 1, 1],
    );
  });
});

describe("the managed identity of a Cloud Shell", () => {
  const names = ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT"];
  const kept = names.map((name) => [name, process.env[name]] as const);
  let loaded: [file: string, module: NodeModule | undefined][];
  /** As in a process of its own: MSAL finds out once what it runs on. */
  let freshTokens: typeof managedIdentityTokens;
  before(() => {
    for (const name of names) delete process.env[name];
    process.env.MSI_ENDPOINT = `${ENDPOINT}/cloud-shell`;
    loaded = Object.entries(require.cache).filter(([file]) => /msal|api.auth/.test(file));
    for (const [file] of loaded) delete require.cache[file];
    freshTokens = require("../../../../provider/api/auth/token").managedIdentityTokens;
  });
  after(() => {
    Object.assign(require.cache, Object.fromEntries(loaded));
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("gives a token, asked by POST as it wants", async () => {
    const body = { access_token: "of-the-shell", expires_on: "4000000000", token_type: "Bearer" };
    const { network, sent, close } = scriptedService({ status: 200, body });
    const tokens = freshTokens(undefined, "scope/.default", { network, clock: standingClock() });
    assert.equal(await tokens.current(), "of-the-shell");
    await close();
    assert.deepEqual(
      sent.map(({ verb, path }) => [verb, path]),
      [["POST", "/cloud-shell"]],
    );
  });
});
