import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { ConfidentialClientApplication, type INetworkModule } from "@azure/msal-node";
import type { Emulator } from "devcenter-emulator";
import { Agent, request } from "undici";
import { at, call, startAtNoon } from "./dev-center-client";

const scopes = ["https://manage.devcenter.microsoft.com/.default"];
const hourMs = 60 * 60_000;

function networkOver(agent: Agent): INetworkModule {
  const send = async <T>(method: "GET" | "POST", url: string, headers = {}, body?: string) => {
    const answer = await request(url, { method, headers, body, dispatcher: agent });
    const plain = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    );
    return { headers: plain, status: answer.statusCode, body: (await answer.body.json()) as T };
  };
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options?.headers),
    sendPostRequestAsync: (url, options) => send("POST", url, options?.headers, options?.body),
  };
}

describe("token endpoint of the emulator", () => {
  let emulator: Emulator;
  let agent: Agent;
  before(async () => {
    emulator = await startAtNoon({ accessToken: undefined });
    agent = new Agent({ connect: { ca: emulator.ca } });
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await agent.close();
    await emulator.close();
  });

  function application(proof: object = { clientSecret: emulator.credentials.clientSecret }) {
    const { tenantId, clientId } = emulator.credentials;
    return new ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${emulator.authorityHost}/${tenantId}`,
        knownAuthorities: [new URL(emulator.authorityHost).host],
        ...proof,
      },
      system: { networkClient: networkOver(agent) },
    });
  }

  async function tokenOf(app: ConfidentialClientApplication, wanted = scopes): Promise<string> {
    const result = await app.acquireTokenByClientCredential({ scopes: wanted });
    return String(result?.accessToken);
  }

  async function statusWith(token: string): Promise<number> {
    const headers = { authorization: `Bearer ${token}` };
    return (await call(emulator, "GET", "/v2.0/my/hardware/products", { headers })).status;
  }

  it("gives MSAL a token the service takes", async () => {
    assert.equal(await statusWith(await tokenOf(application())), 200);
  });

  it("takes a federated assertion from MSAL", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      iss: "https://issuer.example",
      sub: "repo:x",
      aud: "api://AzureADTokenExchange",
      exp: 4e9,
    };
    const clientAssertion = `${part({ alg: "RS256" })}.${part(claims)}.c2ln`;
    assert.equal(await statusWith(await tokenOf(application({ clientAssertion }))), 200);
  });

  it("takes an assertion MSAL signed with a certificate's key", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const clientCertificate = { thumbprintSha256: "ab".repeat(32), privateKey: pem };
    assert.equal(await statusWith(await tokenOf(application({ clientCertificate }))), 200);
  });

  it("refuses a wrong secret the way Entra does", async () => {
    await assert.rejects(tokenOf(application({ clientSecret: "wrong" })), /AADSTS7000215/);
  });

  it("refuses a malformed assertion", async () => {
    await assert.rejects(tokenOf(application({ clientAssertion: "no-jwt" })), /AADSTS50027/);
  });

  it("refuses another scope", async () => {
    await assert.rejects(tokenOf(application(), ["https://graph.microsoft.com/.default"]), /AADSTS70011/);
  });

  it("refuses a tenant it does not know", async () => {
    const response = await request(`${emulator.authorityHost}/elsewhere/oauth2/v2.0/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
      dispatcher: agent,
    });
    assert.match(await response.body.text(), /AADSTS90002/);
  });

  it("lets a token expire after 60 minutes", async () => {
    const token = await tokenOf(application());
    const before = await statusWith(token);
    emulator.clock.advance(hourMs);
    assert.deepEqual([before, await statusWith(token)], [200, 401]);
  });

  it("answers an empty token with the gateway's failure", async () => {
    const headers = { authorization: "Bearer " };
    const { status, body } = await call(emulator, "GET", "/v2.0/my/hardware/products", { headers });
    assert.deepEqual([status, at(body, "message")], [500, "Internal server error"]);
  });

  it("records its requests without any credential", async () => {
    await tokenOf(application());
    const recorded = JSON.stringify(emulator.tokenRequests);
    assert.deepEqual(
      [emulator.tokenRequests.length > 0, recorded.includes(emulator.credentials.clientSecret)],
      [true, false],
    );
  });

  it("applies faults to token requests", async () => {
    emulator.fail({
      match: { endpoint: "authority", path: "oauth2/v2.0/token" },
      action: {
        respond: { status: 400, body: { error: "invalid_client", error_description: "AADSTS7000222" } },
      },
    });
    await assert.rejects(tokenOf(application()), /AADSTS7000222/);
  });
});
