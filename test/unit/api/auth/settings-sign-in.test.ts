import assert from "node:assert/strict";
import { faultsOf, resolved } from "../../../../harness/resolved-settings";
import { failureOf } from "../../../../harness/scripted-service";
import { type Environment, settingsWarning } from "../../../../provider/api/auth/settings";

const application = { AZURE_TENANT_ID: "tenant", AZURE_CLIENT_ID: "client" };
const secret = { AZURE_CLIENT_SECRET: "secret-of-environment" };
const onAzure = { ARM_USE_MSI: "true" };

function identityOf(environment: Environment, stack: Record<string, string> = {}) {
  return resolved(stack, environment).identity;
}

function faults(environment: Environment, stack: Record<string, string> = {}): string {
  return faultsOf(() => identityOf(environment, stack)).join("\n");
}

describe("settings: the managed identity of an Azure machine", () => {
  it("is taken when it is asked for and there is nothing else, by the stack or by the environment", () => {
    const only = { kind: "managed identity", clientId: undefined };
    assert.deepEqual([identityOf(onAzure), identityOf({}, { "devcenter:useMsi": "true" })], [only, only]);
  });

  it("is the one that the client names", () => {
    assert.deepEqual(identityOf({ ...onAzure, ...application }), {
      kind: "managed identity",
      clientId: "client",
    });
  });

  it("gives way to a credential of the application", () => {
    assert.equal(identityOf({ ...onAzure, ...application, ...secret }).kind, "application");
  });

  it("does not stand in for an application of which something is missing", () => {
    assert.match(faults({ ...onAzure, ...secret }), /tenantId .* is not set\n.*clientId .* is not set$/);
  });

  it("is not taken unasked", () => {
    for (const environment of [{}, { ARM_USE_MSI: "false" }]) {
      assert.match(faults(environment), /clientSecret .* is not set/);
    }
  });
});

describe("settings: yes and no", () => {
  for (const [key, name] of [
    ["devcenter:useMsi", "devcenter:useMsi (or ARM_USE_MSI)"],
    ["devcenter:useOidc", "devcenter:useOidc"],
  ] as const) {
    it(`are "true" and "false" of ${key}, and nothing else`, () => {
      assert.equal(
        faults({ ...application, ...secret }, { [key]: "yes" }),
        `${name}: expected "true" or "false"; got "yes"`,
      );
    });
  }
});

describe("settings: what is missing to sign in", () => {
  const missing = async (environment: Environment, stack: Record<string, string> = {}) =>
    ((await failureOf((async () => identityOf(environment, stack))())) as Error & { missing: string[] })
      .missing;

  it("is listed for the commands that set it, a secret only where it would be used", async () => {
    assert.deepEqual(await missing({}), ["tenantId", "clientId", "clientSecret"]);
    assert.deepEqual(await missing({}, { "devcenter:useOidc": "true" }), ["tenantId", "clientId"]);
  });

  it("is nothing where something is malformed", async () => {
    assert.deepEqual(await missing({ DEVCENTER_API_VERSION: "3" }), []);
  });
});

describe("settings: what is unwise about them", () => {
  it("is the version that Microsoft meant to end, and nothing about the other", () => {
    assert.match(settingsWarning({ apiVersion: "v1.0" }) ?? "", /^warning: devcenter:apiVersion is v1\.0/);
    assert.equal(settingsWarning({ apiVersion: "v2.0" }), undefined);
  });
});
