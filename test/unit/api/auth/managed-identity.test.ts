import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { variablesOfEachTest } from "../../../../harness/environment";
import {
  ENDPOINT,
  failureOf,
  type ScriptedAnswer,
  scriptedService,
  standingClock,
} from "../../../../harness/scripted-service";
import { managedIdentityTokens } from "../../../../provider/api/auth/token";
import { AuthenticationError } from "../../../../provider/api/errors/authentication-error";
import { SignInUnavailableError } from "../../../../provider/api/errors/sign-in-unavailable-error";

// What an Azure App Service offers to the code in it.
const surroundings = { IDENTITY_ENDPOINT: `${ENDPOINT}/token`, IDENTITY_HEADER: "proof-of-the-machine" };

describe("a managed identity that gives no token", () => {
  variablesOfEachTest(() => surroundings);

  it("is quoted without links, secrets and controls, and asked once", async () => {
    const proof = surroundings.IDENTITY_HEADER;
    const said = `No identity for ${proof}. See https://a.example/?sig=HUSH, Bearer HUSH \u001b[2J\u202eend`;
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
      assert.doesNotMatch(text, /HUSH|proof-of|\p{Bidi_Control}|(?!\n)\p{Cc}/u);
    }
    assert.equal(sent.length, 1);
    await close();
  });

  /** How often a machine is asked that never has a token and answers so, and what is said then. */
  async function asked(
    answer: ScriptedAnswer,
    options: { retryTimeoutMs?: number; signal?: AbortSignal } = {},
  ) {
    const { network, sent, close } = scriptedService(...Array.from({ length: 30 }, () => answer));
    const policy = { network, clock: standingClock(), ...options };
    const error = await failureOf(managedIdentityTokens(undefined, "scope/.default", policy).current());
    await close();
    return { error, sent };
  }
  const busy = (seconds: string) => ({ status: 503, body: "{}", headers: { "retry-after": seconds } });

  it("is asked by one policy: MSAL does not ask again by its own", async () => {
    const body = { error: "not_found", error_description: "None." };
    const { sent } = await asked({ status: 404, body });
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/token?api-version=2019-08-01&resource=scope"],
    );
  });

  it("is waited for a minute at most, and not longer than devcenter:retryTimeoutSeconds", async () => {
    const counts = [
      await asked(busy("90")),
      await asked(busy("90"), { retryTimeoutMs: 600_000 }),
      await asked(busy("30"), { retryTimeoutMs: 10_000 }),
    ].map(({ sent }) => sent.length);
    assert.deepEqual(counts, [1, 1, 1]);
  });

  it("is not called a fault of the settings while it is not there", async () => {
    const { error } = await asked(busy("90"));
    assert.ok(error instanceof SignInUnavailableError);
    assert.match(error.message, /^This machine's managed identity answered with 503\. Try again later\./);
  });

  it("ends with the reason of who stopped the run", async () => {
    const reason = new Error("The run was interrupted.");
    const { error, sent } = await asked(busy("1"), { signal: AbortSignal.abort(reason) });
    assert.deepEqual([error, sent], [reason, []]);
  });

  it("is the one whose client is named", async () => {
    const expires_on = Math.floor(Date.now() / 1000) + 3600;
    const body = { access_token: "of-the-machine", expires_on, token_type: "Bearer" };
    const { network, sent, close } = scriptedService({ status: 200, body });
    // MSAL keeps tokens for the whole process.
    const client = randomUUID();
    const tokens = managedIdentityTokens(client, "scope/.default", { network, clock: standingClock() });
    assert.equal(await tokens.current(), "of-the-machine");
    await close();
    assert.deepEqual(
      sent.map(({ path }) => new URL(path, ENDPOINT).searchParams.get("client_id")),
      [client],
    );
  });
});

describe("the managed identity of a Cloud Shell", () => {
  variablesOfEachTest(() => ({
    IDENTITY_ENDPOINT: undefined,
    IDENTITY_HEADER: undefined,
    MSI_ENDPOINT: `${ENDPOINT}/cloud-shell`,
  }));
  let loaded: [file: string, module: NodeModule | undefined][];
  /** As in a process of its own: MSAL finds out once what it runs on. */
  let freshTokens: typeof managedIdentityTokens;
  beforeEach(() => {
    loaded = Object.entries(require.cache).filter(([file]) => /msal|api.auth/.test(file));
    for (const [file] of loaded) delete require.cache[file];
    freshTokens = require("../../../../provider/api/auth/token").managedIdentityTokens;
  });
  afterEach(() => void Object.assign(require.cache, Object.fromEntries(loaded)));

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

  it("is asked over plain http at an address of its own network", async () => {
    process.env.MSI_ENDPOINT = "http://169.254.130.2:8081/token";
    const { network, sent, close } = scriptedService();
    const policy = { network, clock: standingClock(), retryTimeoutMs: 0 };
    const error = await failureOf(freshTokens(undefined, "scope/.default", policy).current());
    await close();
    assert.match(error.message, /^This machine's managed identity gave no answer/);
    assert.deepEqual(
      sent.map(({ path }) => path),
      ["/token"],
    );
  });
});
