import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import type { Emulator } from "devcenter-emulator";
import { generate } from "selfsigned";
import {
  handlerFailure,
  inputsOf,
  type ProviderProcess,
  startEmulator,
  startProvider,
} from "../../../harness/emulated-handlers";
import { folderOfAllTests } from "../../../harness/test-folder";
import type { Environment } from "../../../provider/api/auth/settings";

describe("signing in to Dev Center", () => {
  let emulator: Emulator;
  let provider: ProviderProcess;
  const folder = folderOfAllTests();
  before(async () => {
    emulator = await startEmulator();
  });
  after(async () => {
    await emulator.close();
  });
  afterEach(async () => {
    await provider.close();
    emulator.reset();
  });

  const create = () => provider.handlers("ReportTemplate").create(inputsOf("ReportTemplate"));
  const tokensIssued = () =>
    emulator.tokenRequests.filter(({ method, status }) => method === "POST" && status === 200).length;

  it("fetches one token for fifty calls at once", async () => {
    provider = startProvider(emulator);
    await Promise.all(Array.from({ length: 50 }, create));
    assert.equal(tokensIssued(), 1);
  });

  it("keeps the token from call to call", async () => {
    provider = startProvider(emulator);
    await create();
    await create();
    assert.equal(tokensIssued(), 1);
  });

  it("fetches another token when the first is no longer taken, after 60 minutes", async () => {
    provider = startProvider(emulator);
    await create();
    emulator.clock.advance(61 * 60_000);
    await create();
    assert.equal(tokensIssued(), 2);
  });

  it("fetches one other token for fifty calls that were refused at once", async () => {
    provider = startProvider(emulator);
    await create();
    emulator.clock.advance(61 * 60_000);
    await Promise.all(Array.from({ length: 50 }, create));
    assert.equal(tokensIssued(), 2);
  });

  it("creates once although the first attempt met a token that was over", async () => {
    provider = startProvider(emulator);
    await create();
    emulator.clock.advance(61 * 60_000);
    await create();
    assert.equal(emulator.state().entities.reportTemplate.length, 2);
  });

  it("tries a new token once only", async () => {
    provider = startProvider(emulator);
    const body = { statusCode: 401, message: "Unauthorized. Access token is missing or invalid." };
    emulator.fail({ times: "always", action: { respond: { status: 401, body } } });
    assert.match(
      (await handlerFailure(create())).message,
      /with 401: Unauthorized.*\nThe access token was refused\./,
    );
    assert.deepEqual([emulator.requests.length, tokensIssued()], [2, 2]);
  });

  it("says what Entra ID said to a wrong secret, without showing it", async () => {
    provider = startProvider(emulator, { AZURE_CLIENT_SECRET: "wrong-hush" });
    const { message } = await handlerFailure(create());
    assert.match(
      message,
      /^report template: could not be created\.\nMicrosoft Entra ID gave no token .* by client secret/,
    );
    assert.match(message, /AADSTS7000215/);
    assert.doesNotMatch(message, /wrong-hush/);
  });

  it("says what Entra ID said to a wrong tenant", async () => {
    provider = startProvider(emulator, { AZURE_TENANT_ID: "99999999-1111-4222-8333-444444444444" });
    assert.match((await handlerFailure(create())).message, /gave no token .* of tenant 99999999-/);
  });

  it("sends nothing to Dev Center without a token", async () => {
    provider = startProvider(emulator, { AZURE_CLIENT_SECRET: "wrong-hush" });
    await handlerFailure(create());
    assert.equal(emulator.requests.length, 0);
  });

  it("does not trust a token endpoint whose authority it does not know", async () => {
    provider = startProvider(emulator, {}, { trusted: false });
    assert.match((await handlerFailure(create())).message, /gave no token/);
  });

  it("says everything that is missing at the first call, not in preview", async () => {
    provider = startProvider(emulator, { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "", AZURE_CLIENT_SECRET: "" });
    const inputs = inputsOf("ReportTemplate");
    assert.deepEqual((await provider.handlers("ReportTemplate").check({}, inputs)).failures, []);
    assert.match(
      (await handlerFailure(create())).message,
      /devcenter:tenantId.*devcenter:clientId.*devcenter:clientSecret/s,
    );
  });

  it("says what is malformed in preview already", async () => {
    provider = startProvider(emulator, { DEVCENTER_API_VERSION: "3" });
    const { message } = await handlerFailure(
      provider.handlers("ReportTemplate").check({}, inputsOf("ReportTemplate")),
    );
    assert.match(message, /devcenter:apiVersion \(or DEVCENTER_API_VERSION\): expected/);
  });

  describe("by every credential", () => {
    async function signsInBy(environment: Environment): Promise<void> {
      provider = startProvider(emulator, { AZURE_CLIENT_SECRET: "", ...environment });
      await create();
      assert.equal(tokensIssued(), 1);
    }

    it("takes a certificate", async () => {
      const { cert, private: key } = await generate([{ name: "commonName", value: "test" }], {
        algorithm: "sha256",
      });
      const path = folder("certificate.pem");
      writeFileSync(path, `${key}\n${cert}`);
      await signsInBy({ AZURE_CLIENT_CERTIFICATE_PATH: path });
    });

    it("takes the token of a federated identity", async () => {
      const claims = {
        iss: "https://issuer.example",
        sub: "me",
        aud: "api://AzureADTokenExchange",
        exp: 4_000_000_000,
      };
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const path = folder("federated");
      writeFileSync(path, `${part({ alg: "none" })}.${part(claims)}.c2lnbmF0dXJl\n`);
      await signsInBy({ AZURE_FEDERATED_TOKEN_FILE: path });
    });

    it("takes the configuration of the stack before the environment", async () => {
      provider = startProvider(emulator, { AZURE_CLIENT_SECRET: "wrong" });
      const handlers = provider.handlers("ReportTemplate");
      const stack: Record<string, string> = { "devcenter:clientSecret": emulator.credentials.clientSecret };
      const config = {
        get: (key: string) => stack[key],
        require: (key: string) => stack[key] ?? assert.fail(key),
      };
      await handlers.configure?.({ config });
      await handlers.create(inputsOf("ReportTemplate"));
      assert.equal(tokensIssued(), 1);
    });
  });
});
