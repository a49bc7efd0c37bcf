import assert from "node:assert/strict";
import { faultsOf, resolved, SIGN_IN } from "../../../../harness/resolved-settings";
import { checkPlainSettings } from "../../../../provider/api/auth/settings";
import { redact } from "../../../../provider/api/text/redact";

describe("settings: what a token is sent to", () => {
  function endpoint(url: string): string[] {
    return faultsOf(() => checkPlainSettings(() => undefined, { DEVCENTER_ENDPOINT: url }));
  }
  for (const url of [
    "http://manage.devcenter.microsoft.com",
    "http://10.0.0.1:8080",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://127.example",
    "http://[::2]",
  ]) {
    it(`is not ${url}`, () =>
      assert.match(endpoint(url).join(), /devcenter:endpoint.*expected an https URL.*got "http/));
  }
  for (const url of [
    "https://gateway.example",
    "http://localhost:1",
    "http://127.0.0.1:1",
    "http://[::1]:1",
  ]) {
    it(`may be ${url}`, () => assert.deepEqual(endpoint(url), []));
  }
  for (const url of [
    "https://gateway.example/?a=b",
    "https://gateway.example/#a",
    "https://gateway example",
  ]) {
    it(`is not ${url}`, () => assert.match(endpoint(url).join(), /devcenter:endpoint.*expected an http/));
  }
  for (const url of [
    "https://ada:hunter@gateway.example",
    "http://ada:hunter@gateway.example",
    "https://gateway.example/?code=hunter",
    "ada:hunter@gateway.example/?code=hunter",
  ]) {
    it(`is not shown with what may be a secret in it: ${url}`, () => {
      for (const variable of ["DEVCENTER_ENDPOINT", "AZURE_AUTHORITY_HOST"]) {
        const text = faultsOf(() => checkPlainSettings(() => undefined, { [variable]: url })).join();
        assert.match(text, /expected an .*URL.*; got /);
        assert.doesNotMatch(text, /hunter/);
      }
    });
  }
  it("is shown with its scheme and host", () => {
    assert.match(
      endpoint("ftp://ada:hunter@gateway.example/a?b").join(),
      /got "ftp:\/\/…@gateway\.example\/a\?…"$/,
    );
  });
  for (const url of [
    "ftp://gateway.example",
    "xhttps://a.example",
    "httpsx://a.example",
    "a:http://b.example",
  ]) {
    it(`is not ${url}, which is reported once`, () =>
      assert.deepEqual(endpoint(url), [
        `devcenter:endpoint (or DEVCENTER_ENDPOINT): expected an http or https URL; got "${url}"`,
      ]));
  }
  for (const url of ["http://127.0.0.1:1", "xhttps://login.example", "httpsx://login.example"]) {
    it(`is not the authority ${url}`, () => {
      const faults = faultsOf(() => checkPlainSettings(() => undefined, { AZURE_AUTHORITY_HOST: url }));
      assert.match(faults.join(), /^devcenter:authorityHost.*expected an https URL; got "/);
    });
  }
});

describe("settings: the tenant", () => {
  const faults = (tenant: string) =>
    faultsOf(() => checkPlainSettings(() => undefined, { AZURE_TENANT_ID: tenant }));

  for (const tenant of [".", "..", "common", "Organizations", "consumers", "//host/x", "a/b", "a b"]) {
    it(`is not ${tenant}, which is no single one`, () =>
      assert.deepEqual(faults(tenant), [
        `devcenter:tenantId (or AZURE_TENANT_ID): expected a GUID, or a domain such as contoso.onmicrosoft.com; got "${tenant}"`,
      ]));
  }
  for (const tenant of ["common.example", "in-common", "consumers-of-a", ".example", "a.b-c_d"]) {
    it(`may be ${tenant}`, () => assert.deepEqual(faults(tenant), []));
  }
});

describe("settings: times", () => {
  function timeout(text: string): number {
    return resolved({}, { ...SIGN_IN, DEVCENTER_REQUEST_TIMEOUT_SECONDS: text }).requestTimeoutMs;
  }
  it("are whole milliseconds, one at least", () => {
    assert.deepEqual(["1.2345", "0.0005", "2147483"].map(timeout), [1235, 1, 2_147_483_000]);
  });
  for (const text of ["2147484", "0", "Infinity", "NaN", "1e400"]) {
    it(`are no ${text} seconds, which no timer can wait`, () => {
      assert.throws(() => timeout(text), /requestTimeoutSeconds.*above 0, at most 2147483/);
    });
  }
});

describe("settings: the secrets among them", () => {
  it("are known, and so cut out of all that is said, before they are used", () => {
    const secrets = {
      AZURE_CLIENT_SECRET: "Client~secret+of/settings",
      AZURE_CLIENT_CERTIFICATE_PASSWORD: "password of settings",
      DEVCENTER_ACCESS_TOKEN: "token~of~settings",
    };
    faultsOf(() => checkPlainSettings(() => undefined, { ...secrets, DEVCENTER_ENDPOINT: "nowhere" }));
    faultsOf(() =>
      resolved({}, { ...secrets, DEVCENTER_ACCESS_TOKEN: "", AZURE_CLIENT_CERTIFICATE_PATH: "a.pem" }),
    );
    for (const secret of Object.values(secrets)) assert.equal(redact(`a ${secret} b`), "a … b");
  });
});

describe("settings: what is refused of a secret", () => {
  for (const [variable, text] of [
    ["AZURE_CLIENT_SECRET", "the lines of\na refused file"],
    ["DEVCENTER_ACCESS_TOKEN", "words that are no token"],
  ] as const) {
    it(`is not taken for the secret alone: ${variable}`, () => {
      const environment = { AZURE_TENANT_ID: "a", AZURE_CLIENT_ID: "b", [variable]: text };
      assert.match(faultsOf(() => checkPlainSettings(() => undefined, environment)).join(), /in one line/);
      assert.equal(redact(`a ${text} b`), `a ${text} b`);
    });
  }
});

describe("settings: a number", () => {
  for (const variable of [
    "DEVCENTER_RETRY_TIMEOUT_SECONDS",
    "DEVCENTER_REQUEST_TIMEOUT_SECONDS",
    "DEVCENTER_REQUESTS_PER_MINUTE",
  ]) {
    it(`is not made of blanks: ${variable}`, () => {
      const faults = faultsOf(() => checkPlainSettings(() => undefined, { [variable]: "  " }));
      assert.match(faults.join(), new RegExp(`${variable}\\): expected a number.*; got "  "`));
    });
  }
});
