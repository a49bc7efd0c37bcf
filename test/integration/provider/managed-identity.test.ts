import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import { variablesOfEachTest } from "../../../harness/environment";
import { serverOfAllTests } from "../../../harness/local-server";
import { failureOf, standingClock } from "../../../harness/scripted-service";
import { resolveSettings } from "../../../provider/api/auth/settings";
import { managedIdentityTokens } from "../../../provider/api/auth/token";
import { openDevCenter } from "../../../provider/api/dev-center";
import { AuthenticationError } from "../../../provider/api/errors/authentication-error";
import { SignInUnavailableError } from "../../../provider/api/errors/sign-in-unavailable-error";
import { openNetwork } from "../../../provider/api/http/dispatcher";

const scope = "https://manage.devcenter.microsoft.com/.default";

describe("the managed identity of a machine", () => {
  let asked: URL[];
  /** What is answered first; after that, a token. */
  let faults: ((response: ServerResponse) => void)[];
  let network: Dispatcher;
  let clients = 0;

  const server = serverOfAllTests((request, response) => {
    asked.push(new URL(request.url ?? "", "http://127.0.0.1"));
    response.setHeader("content-type", "application/json");
    const fault = faults.shift();
    if (fault !== undefined) return fault(response);
    const expires_on = Math.floor(Date.now() / 1000) + 3600;
    response.end(JSON.stringify({ access_token: "of-the-machine", expires_on, token_type: "Bearer" }));
  });
  // What an Azure App Service offers to the code in it.
  variablesOfEachTest(() => ({
    IDENTITY_ENDPOINT: server.url("/token"),
    IDENTITY_HEADER: "proof-of-the-machine",
  }));
  beforeEach(() => {
    [asked, faults] = [[], []];
    network = openNetwork({ requestTimeoutMs: 5_000 });
  });
  afterEach(() => network.destroy());

  /** Of an identity that no test before has asked for: MSAL keeps tokens for the whole process. */
  function open(over = network, signal?: AbortSignal) {
    const client = `00000000-0000-0000-0000-${String(++clients).padStart(12, "0")}`;
    return {
      client,
      tokens: managedIdentityTokens(client, scope, { network: over, clock: standingClock(), signal }),
    };
  }
  const refuses =
    (status: number, body: object = {}) =>
    (response: ServerResponse): void =>
      void response.writeHead(status).end(JSON.stringify(body));

  it("gives a token for the Dev Center, once for all who ask", async () => {
    const { client, tokens } = open();
    assert.deepEqual(
      await Promise.all([tokens.current(), tokens.current()]),
      Array(2).fill("of-the-machine"),
    );
    assert.deepEqual(
      asked.map(({ searchParams }) => [searchParams.get("resource"), searchParams.get("client_id")]),
      [["https://manage.devcenter.microsoft.com", client]],
    );
  });

  it("is asked again while it starts", async () => {
    faults = [refuses(503), refuses(500), (response) => response.destroy()];
    assert.equal(await open().tokens.current(), "of-the-machine");
    assert.equal(asked.length, 4);
  });

  it("may pass when it gives no answer: nothing is wrong with the settings", async () => {
    faults = Array(5).fill(refuses(503));
    const failure = await failureOf(open().tokens.current());
    assert.ok(failure instanceof SignInUnavailableError);
    assert.match(failure.message, /^This machine's managed identity answered with 503\. Try again later\./);
    assert.equal(asked.length, 5);
  });

  it("reports in clean words why there is no token, and asks once", async () => {
    const error_description = "Identity not found\u001b[2J, see https://a.example/?sig=HUSH";
    faults = [refuses(400, { error: "invalid_request", error_description })];
    const failure = await failureOf(open().tokens.current());
    assert.ok(failure instanceof AuthenticationError);
    assert.match(
      failure.message,
      /^This machine's managed identity gave no token \(devcenter:useMsi\): .*Identity not found, see https:\/\/a\.example\/…$/,
    );
    assert.equal(asked.length, 1);
  });

  it("answers each who asks over the connections of his own", async () => {
    const first = openNetwork({ requestTimeoutMs: 5_000 });
    await open(first).tokens.current();
    await first.destroy();
    const stop = new AbortController();
    stop.abort(new Error("The run was interrupted."));
    assert.match((await failureOf(open(network, stop.signal).tokens.current())).message, /interrupted/);
    assert.equal(await open().tokens.current(), "of-the-machine");
  });

  it("signs every request in where the settings ask for it", async () => {
    const clientId = open().client;
    const settings = resolveSettings(() => undefined, {
      DEVCENTER_ENDPOINT: server.url(""),
      ARM_USE_MSI: "true",
      AZURE_CLIENT_ID: clientId,
    });
    const devCenter = openDevCenter(settings, { network, clock: standingClock() });
    await failureOf(devCenter.products.get("1"));
    assert.deepEqual(
      asked.slice(0, 2).map(({ pathname }) => pathname),
      ["/token", "/v2.0/my/hardware/products/1"],
    );
    assert.equal(asked[0]?.searchParams.get("client_id"), clientId);
  });
});
