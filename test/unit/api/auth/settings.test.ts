import assert from "node:assert/strict";
import { join } from "node:path";
import { faultsOf, resolved, SIGN_IN } from "../../../../harness/resolved-settings";
import { checkPlainSettings, type Environment } from "../../../../provider/api/auth/settings";

describe("settings: where they come from", () => {
  const others: [key: string, variable: string, ofStack: string, ofEnvironment: string, pick: string][] = [
    ["endpoint", "DEVCENTER_ENDPOINT", "https://stack.example", "https://env.example", "endpoint"],
    ["authorityHost", "AZURE_AUTHORITY_HOST", "https://a.example", "https://b.example", "authorityHost"],
    ["apiVersion", "DEVCENTER_API_VERSION", "v1.0", "v2.0", "apiVersion"],
    ["requestsPerMinute", "DEVCENTER_REQUESTS_PER_MINUTE", "20", "30", "requestsPerMinute"],
    ["requestTimeoutSeconds", "DEVCENTER_REQUEST_TIMEOUT_SECONDS", "5", "6", "requestTimeoutMs"],
    ["retryTimeoutSeconds", "DEVCENTER_RETRY_TIMEOUT_SECONDS", "50", "60", "retryTimeoutMs"],
  ];
  for (const [key, variable, ofStack, ofEnvironment, pick] of others) {
    const picked = (settings: object) => (settings as Record<string, unknown>)[pick];

    it(`prefers devcenter:${key} to ${variable}`, () => {
      const both = resolved({ [`devcenter:${key}`]: ofStack }, { ...SIGN_IN, [variable]: ofEnvironment });
      assert.deepEqual(picked(both), picked(resolved({ [`devcenter:${key}`]: ofStack }, SIGN_IN)));
    });

    it(`takes ${variable} where devcenter:${key} is not set`, () => {
      const fromEnvironment = resolved({}, { ...SIGN_IN, [variable]: ofEnvironment });
      const fromStack = resolved({ [`devcenter:${key}`]: ofEnvironment }, SIGN_IN);
      assert.deepEqual(picked(fromEnvironment), picked(fromStack));
    });
  }

  it("prefers the stack's tenant, application and secret to the environment's", () => {
    const stack = {
      "devcenter:tenantId": "t",
      "devcenter:clientId": "c",
      "devcenter:clientSecret": "s",
    };
    assert.deepEqual(resolved(stack, SIGN_IN).identity, {
      kind: "application",
      tenantId: "t",
      clientId: "c",
      credential: { kind: "client secret", secret: "s" },
    });
  });

  it("takes an empty text for not set", () => {
    const { endpoint } = resolved({ "devcenter:endpoint": "" }, { ...SIGN_IN, DEVCENTER_ENDPOINT: "" });
    assert.equal(endpoint, "https://manage.devcenter.microsoft.com");
  });

  it("has a default for everything but the identity", () => {
    const { identity: _, ...rest } = resolved({}, { ...SIGN_IN, PULUMI_HOME: "home" });
    assert.deepEqual(rest, {
      endpoint: "https://manage.devcenter.microsoft.com",
      authorityHost: "https://login.microsoftonline.com",
      apiVersion: "v2.0",
      requestsPerMinute: undefined,
      retryTimeoutMs: 600_000,
      requestTimeoutMs: 100_000,
      journalDirectory: join("home", "devcenter-journal"),
    });
  });

  it("keeps no journal when told so", () => {
    assert.equal(resolved({ "devcenter:journalDirectory": "none" }, SIGN_IN).journalDirectory, undefined);
  });

  it("drops the slashes at the end of an endpoint", () => {
    assert.equal(
      resolved({ "devcenter:endpoint": "http://127.0.0.1:8080//" }, SIGN_IN).endpoint,
      "http://127.0.0.1:8080",
    );
  });
});

describe("settings: what is missing", () => {
  const missing = faultsOf(() => resolved({}, {})).join("\n");
  const named: [key: string, variable: string][] = [
    ["devcenter:tenantId", "AZURE_TENANT_ID"],
    ["devcenter:clientId", "AZURE_CLIENT_ID"],
    ["devcenter:clientSecret", "AZURE_CLIENT_SECRET"],
  ];
  for (const [key, variable] of named) {
    it(`names ${key} and its variable`, () => {
      assert.ok(missing.includes(`${key} (or ${variable}) is not set`), missing);
    });
  }

  it("names only what is missing", () => {
    for (const [variable, key] of [
      ["AZURE_TENANT_ID", "tenantId"],
      ["AZURE_CLIENT_ID", "clientId"],
    ] as const) {
      const [, ...faults] = faultsOf(() => resolved({}, { ...SIGN_IN, [variable]: "" }));
      assert.deepEqual(faults, [`devcenter:${key} (or ${variable}) is not set`]);
    }
  });

  it("says where an OIDC token would have come from when it is asked for and there is none", () => {
    const text = faultsOf(() => resolved({ "devcenter:useOidc": "true" }, SIGN_IN)).join("\n");
    assert.match(
      text,
      /AZURE_FEDERATED_TOKEN_FILE.*ACTIONS_ID_TOKEN_REQUEST_URL.*ACTIONS_ID_TOKEN_REQUEST_TOKEN/,
    );
  });

  it("never shows a secret that is set", () => {
    const text = faultsOf(() => resolved({ "devcenter:clientSecret": "s3cret" }, {})).join("\n");
    assert.doesNotMatch(text, /s3cret/);
  });
});

describe("settings: what is malformed", () => {
  const bad = {
    "devcenter:endpoint": "manage.devcenter.microsoft.com",
    "devcenter:authorityHost": "http://login.example",
    "devcenter:apiVersion": "v3.0",
    "devcenter:requestsPerMinute": "many",
    "devcenter:requestTimeoutSeconds": "-1",
    "devcenter:useOidc": "yes",
  };
  const faults = faultsOf(() => checkPlainSettings((key) => (bad as Record<string, string>)[key], {}));

  it("tells all of it at once", () => {
    assert.equal(faults.length, 6);
  });

  for (const [key, value] of Object.entries(bad)) {
    it(`says what ${key} should be, and what it is`, () => {
      const fault = faults.find((line) => line.startsWith(key));
      assert.match(fault ?? "", /: expected .+; got /);
      assert.ok(fault?.endsWith(`got ${JSON.stringify(value)}`), fault);
    });
  }

  it("names the variable that a malformed value may come from", () => {
    const [fault] = faultsOf(() => checkPlainSettings(() => undefined, { DEVCENTER_API_VERSION: "2" }));
    assert.match(
      fault ?? "",
      /^devcenter:apiVersion \(or DEVCENTER_API_VERSION\): expected "v1.0" or "v2.0"; got "2"$/,
    );
  });

  for (const value of ["0", "-5", "0.5", "NaN", "Infinity"]) {
    it(`refuses ${value} requests a minute`, () => {
      assert.equal(
        faultsOf(() => checkPlainSettings(() => undefined, { DEVCENTER_REQUESTS_PER_MINUTE: value })).length,
        1,
      );
    });
  }

  it("needs no credential to judge", () => {
    assert.doesNotThrow(() => checkPlainSettings(() => undefined, {}));
  });
});

describe("settings: which credential is preferred", () => {
  const federated = { AZURE_FEDERATED_TOKEN_FILE: "/run/token" };
  const actions = {
    ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions.example",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "r",
  };
  const certificate = { AZURE_CLIENT_CERTIFICATE_PATH: "/run/cert.pem" };

  function kindOf(environment: Environment, stack: Record<string, string> = {}): string {
    const { identity } = resolved(stack, { ...SIGN_IN, ...environment });
    return identity.kind === "application" ? identity.credential.kind : identity.kind;
  }

  it("prefers a ready token to everything else", () => {
    assert.equal(kindOf({ ...federated, DEVCENTER_ACCESS_TOKEN: "t" }), "ready token");
  });
  it("needs nothing beside a ready token", () => {
    assert.deepEqual(resolved({ "devcenter:accessToken": "t" }).identity, {
      kind: "ready token",
      token: "t",
    });
  });
  it("prefers a federated token file to GitHub Actions", () => {
    assert.equal(kindOf({ ...federated, ...actions, ...certificate }), "federated token file");
  });
  it("prefers GitHub Actions to a certificate", () => {
    assert.equal(kindOf({ ...actions, ...certificate }), "GitHub Actions");
  });
  it("prefers a certificate to a secret", () => {
    assert.equal(kindOf(certificate), "certificate");
  });
  it("takes a secret where there is nothing better", () => {
    assert.equal(kindOf({}), "client secret");
  });
  it("leaves OIDC alone when useOidc is false", () => {
    assert.equal(kindOf({ ...federated, ...actions }, { "devcenter:useOidc": "false" }), "client secret");
  });
  it("takes the Actions' variables only together", () => {
    assert.equal(kindOf({ ACTIONS_ID_TOKEN_REQUEST_URL: "https://actions.example" }), "client secret");
  });
  it("keeps the password of a certificate with its path", () => {
    const environment = { ...SIGN_IN, ...certificate, AZURE_CLIENT_CERTIFICATE_PASSWORD: "pw" };
    const { identity } = resolved({}, environment);
    assert.deepEqual(identity.kind === "application" && identity.credential, {
      kind: "certificate",
      path: "/run/cert.pem",
      password: "pw",
    });
  });
});
