import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secretSettings, variables } from "../../../provider/api/auth/setting-names";
import { Provider, type ProviderArgs } from "../../../provider/resources/provider";
import { ReportTemplate } from "../../../provider/resources/report-template";

const every: Required<ProviderArgs> = {
  tenantId: "tenant",
  clientId: "client",
  clientSecret: "hush-secret",
  clientCertificatePath: "app.pem",
  clientCertificatePassword: "hush-password",
  useOidc: false,
  useMsi: true,
  accessToken: "hush-token",
  endpoint: "https://devcenter.example",
  authorityHost: "https://login.example",
  apiVersion: "v1.0",
  requestsPerMinute: 20,
  requestTimeoutSeconds: 5,
  retryTimeoutSeconds: 0,
  journalDirectory: "none",
};

/** Pulumi declares its own class as abstract; programs in JavaScript make one of it. */
class Untyped extends pulumi.ProviderResource {}

describe("an explicit provider", () => {
  const seen: pulumi.runtime.MockResourceArgs[] = [];
  before(() =>
    pulumi.runtime.setMocks({
      newResource: (args) => {
        seen.push(args);
        return { id: "15", state: args.inputs };
      },
      call: () => ({}),
    }),
  );
  beforeEach(() => seen.splice(0));

  const made = (provider: pulumi.Resource) =>
    new Promise((resolve) => provider.urn.apply((urn) => resolve(urn)));

  it("takes every setting there is, and no other", () => {
    assert.deepEqual(Object.keys(every).sort(), Object.keys(variables).sort());
  });

  it("hands them to Pulumi's provider process by the names of the stack's configuration", async () => {
    await made(new Provider("other", every));
    const [provider] = seen;
    assert.equal(provider?.type, "pulumi:providers:pulumi-nodejs");
    const keys = Object.keys(provider?.inputs ?? {}).filter((key) => key.startsWith("devcenter:"));
    assert.deepEqual(
      keys.sort(),
      Object.keys(every)
        .map((key) => `devcenter:${key}`)
        .sort(),
    );
  });

  it("marks the secret ones, and no other", async () => {
    await made(new Provider("other", every));
    const marked = Object.entries(seen[0]?.inputs ?? {}).filter(([, value]) =>
      pulumi.runtime.isRpcSecret(value),
    );
    assert.deepEqual(
      marked.map(([key]) => key).sort(),
      secretSettings.map((key) => `devcenter:${key}`).sort(),
    );
  });

  it("leaves out what is undefined", async () => {
    await made(new Provider("other", { tenantId: "tenant", clientSecret: undefined }));
    assert.ok(!("devcenter:clientSecret" in (seen[0]?.inputs ?? {})));
  });

  it("refuses strangers, all at once, and says what they were meant to be", () => {
    const args = { clientsecret: "x", "devcenter:tenantId": "y", colour: "red" } as ProviderArgs;
    assert.throws(() => new Provider("other", args), {
      __pulumiRunError: true,
      message: `devcenter.Provider other: clientsecret: expected no setting of this name (did you mean clientSecret?); devcenter:tenantId: expected no setting of this name (did you mean tenantId?); colour: expected no setting of this name (a provider has ${Object.keys(every).join(", ")})`,
    });
  });

  it("is the provider of a resource that names it, as an untyped one is", async () => {
    const template = {
      view: "IHVDriver",
      projection: ["DriverName"],
      dateRange: { reportPeriod: "Last7Days" },
    } as const;
    const untyped = new Untyped("pulumi-nodejs", "old", { "devcenter:tenantId": "t" });
    for (const provider of [new Provider("other", every), untyped]) {
      await made(new ReportTemplate("theirs", { ...template, projection: ["DriverName"] }, { provider }));
      assert.match(seen.at(-1)?.provider ?? "", /pulumi:providers:pulumi-nodejs::(other|old)::/);
    }
  });
});
