import assert from "node:assert/strict";
import { brokenBy, someCreation, someRead } from "../../../harness/scripted-service";
import { checkMistakes } from "./check-mistakes";
import { asked, credential, discovery, listTemplates, refusal, settings, signIn } from "./mistakes-told";

/** A mistake that users make, how to make it, and the exact text that they read then. */
type Row = readonly [mistake: string, told: () => Promise<string>, text: string];

const complete = { AZURE_TENANT_ID: "contoso.com", AZURE_CLIENT_ID: "app", AZURE_CLIENT_SECRET: "hush-hush" };
const orElse =
  "\n  (or a certificate: devcenter:clientCertificatePath; or workload identity federation; or an Azure machine's own identity: devcenter:useMsi; or a ready token: devcenter:accessToken)";
const noSecret = `devcenter:clientSecret (or AZURE_CLIENT_SECRET) is not set: pulumi config set --secret devcenter:clientSecret <value>${orElse}`;
const cannot = "The provider cannot sign in to the Hardware Dev Center.\n";

const ofSettings: Row[] = [
  [
    "no credentials at all",
    () => settings({}),
    `${cannot}devcenter:tenantId (or AZURE_TENANT_ID) is not set: pulumi config set devcenter:tenantId <value>\ndevcenter:clientId (or AZURE_CLIENT_ID) is not set: pulumi config set devcenter:clientId <value>\n${noSecret}`,
  ],
  ["no secret", () => settings({ AZURE_TENANT_ID: "a", AZURE_CLIENT_ID: "b" }), cannot + noSecret],
  [
    "useOidc in a job without the permission",
    () => settings({ AZURE_TENANT_ID: "a", AZURE_CLIENT_ID: "b" }, { "devcenter:useOidc": "true" }),
    `${cannot}devcenter:useOidc is true, but neither AZURE_FEDERATED_TOKEN_FILE nor ACTIONS_ID_TOKEN_REQUEST_URL with ACTIONS_ID_TOKEN_REQUEST_TOKEN is set: a job of GitHub Actions gets the latter by \`permissions: id-token: write\``,
  ],
  [
    "a tenant's name with a space",
    () => settings({ ...complete, AZURE_TENANT_ID: "my tenant" }),
    'devcenter:tenantId (or AZURE_TENANT_ID): expected a GUID, or a domain such as contoso.onmicrosoft.com; got "my tenant"',
  ],
  [
    "an application's ID with a line break",
    () => settings({ ...complete, AZURE_CLIENT_ID: "app\n" }),
    'devcenter:clientId (or AZURE_CLIENT_ID): expected the application\'s ID, a GUID; got "app\\n"',
  ],
  [
    "a secret with a line break at its end",
    () => settings({ ...complete, AZURE_CLIENT_SECRET: "hush-hush\n" }),
    "devcenter:clientSecret (or AZURE_CLIENT_SECRET): expected a secret in one line; got one that ends with a line break. Set it again without the line break: use printf instead of echo.",
  ],
  [
    "a ready token with a line break",
    () => settings({ DEVCENTER_ACCESS_TOKEN: "hush\nhush" }),
    "devcenter:accessToken (or DEVCENTER_ACCESS_TOKEN): expected a token in one line; got one that holds a line break. Set it again without the line break: use printf instead of echo.",
  ],
  [
    "a ready token with its scheme",
    () => settings({ DEVCENTER_ACCESS_TOKEN: "Bearer hush" }),
    "devcenter:accessToken (or DEVCENTER_ACCESS_TOKEN): expected a token in one line; got one that holds a space.",
  ],
  [
    "endpoint, version and authority, all wrong",
    () =>
      settings({
        ...complete,
        DEVCENTER_ENDPOINT: "localhost:8080",
        DEVCENTER_API_VERSION: "2.0",
        AZURE_AUTHORITY_HOST: "http://login.example",
      }),
    'devcenter:endpoint (or DEVCENTER_ENDPOINT): expected an http or https URL; got "localhost:8080"\ndevcenter:authorityHost (or AZURE_AUTHORITY_HOST): expected an https URL; got "http://login.example"\ndevcenter:apiVersion (or DEVCENTER_API_VERSION): expected "v1.0" or "v2.0"; got "2.0"',
  ],
  [
    "a certificate that is not there",
    () => credential({ kind: "certificate", path: "/nowhere/app.pem" }),
    "The client certificate /nowhere/app.pem could not be read (ENOENT). Check devcenter:clientCertificatePath (AZURE_CLIENT_CERTIFICATE_PATH).",
  ],
  [
    "a certificate without its key",
    () => credential({ kind: "certificate", path: __filename }),
    "devcenter:clientCertificatePath: expected a PEM file with one certificate and its private key; got a file that cannot be used. If the key is encrypted, set devcenter:clientCertificatePassword.",
  ],
  [
    "a federated token that is not there",
    () => credential({ kind: "federated token file", path: "/nowhere/token" }),
    "The federated token file /nowhere/token could not be read (ENOENT). Check AZURE_FEDERATED_TOKEN_FILE.",
  ],
];

const whom =
  "Microsoft Entra ID gave no token to application 55555555-6666-4777-8888-999999999999 of tenant 00000000-1111-4222-8333-444444444444, which signs in by client secret";
const noAnswer = `${whom}.\nMicrosoft Entra ID gave no answer: `;
const at = (code: string, more: object) => Object.assign(brokenBy(code), more);

const ofSignIn: Row[] = [
  [
    "a wrong secret",
    () => signIn(refusal(7000215, "invalid_client", "Invalid client secret provided.")),
    `${whom} (invalid_client): AADSTS7000215: Invalid client secret provided.\nMicrosoft Entra ID knows the application (devcenter:tenantId, devcenter:clientId), but not this secret. Set devcenter:clientSecret (AZURE_CLIENT_SECRET) to the value of a key that has not expired, not to its ID.`,
  ],
  [
    "an application that the tenant does not have",
    () => signIn(refusal(700016, "unauthorized_client", "Application 'x' was not found.")),
    `${whom} (unauthorized_client): AADSTS700016: Application 'x' was not found.\nCheck devcenter:clientId (AZURE_CLIENT_ID) and devcenter:tenantId (AZURE_TENANT_ID): the application must be registered in this tenant.`,
  ],
  [
    "a refusal that has no advice of its own",
    () => signIn(refusal(53003, "access_denied", "Access has been blocked.")),
    `${whom} (access_denied): AADSTS53003: Access has been blocked.\nCheck devcenter:tenantId, devcenter:clientId and the credential, and that the application is associated with the Partner Center account.`,
  ],
  [
    "a wrong tenant",
    () => discovery(refusal(90002, "invalid_tenant", "Tenant '9' not found.")),
    `${whom} (invalid_tenant): AADSTS90002: Tenant '9' not found.\nCheck devcenter:tenantId (AZURE_TENANT_ID): the tenant of the application, as a GUID or as a domain.`,
  ],
  [
    "a host whose name is not known",
    () => discovery(at("ENOTFOUND", { hostname: "login.example" })),
    `${noAnswer}the connection to login.example failed (ENOTFOUND). The name of the host could not be resolved: check devcenter:authorityHost and the DNS of this machine; behind a proxy, set HTTPS_PROXY.`,
  ],
  [
    "a proxy that is not there",
    () => discovery(at("ECONNREFUSED", { address: "127.0.0.1", port: 3128 })),
    `${noAnswer}the connection to the proxy 127.0.0.1:3128, on the way to login.example, failed (ECONNREFUSED). Check HTTPS_PROXY and NO_PROXY.`,
  ],
  [
    "a proxy whose name is not known",
    () => discovery(at("ENOTFOUND", { hostname: "proxy.contoso.com" })),
    `${noAnswer}the connection to the proxy proxy.contoso.com, on the way to login.example, failed (ENOTFOUND). Check HTTPS_PROXY and NO_PROXY.`,
  ],
  [
    "a proxy that wants a password",
    () => discovery(new Error("Proxy response (407) !== 200 when HTTP Tunneling")),
    `${noAnswer}the proxy on the way to login.example answered with 407. It wants a user and a password: HTTPS_PROXY=http://<user>:<password>@<host>:<port>.`,
  ],
  [
    "a proxy that refuses everybody",
    () => discovery(new Error("Proxy response (403) !== 200 when HTTP Tunneling")),
    `${noAnswer}the proxy on the way to login.example answered with 403. Check HTTPS_PROXY, and whether the proxy lets this host through.`,
  ],
  [
    "a certificate that is not trusted",
    () => discovery(brokenBy("UNABLE_TO_GET_ISSUER_CERT_LOCALLY")),
    `${noAnswer}the connection to login.example failed (UNABLE_TO_GET_ISSUER_CERT_LOCALLY). Its certificate is not trusted: if your company or a proxy signs certificates, set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of its authority.`,
  ],
  [
    "a certificate of another name",
    () => discovery(brokenBy("ERR_TLS_CERT_ALTNAME_INVALID")),
    `${noAnswer}the connection to login.example failed (ERR_TLS_CERT_ALTNAME_INVALID). Its certificate is for another name: check devcenter:authorityHost, and the proxies on the way.`,
  ],
];

const create = (client: Parameters<typeof listTemplates>[0]) => client.call(someCreation);
const body404 = { statusCode: 404, message: "Resource not found" };
const path = "analytics/driver/reporttemplate";

const ofService: Row[] = [
  [
    "a ready token that is over",
    () =>
      asked((client) => client.call(someRead), {
        status: 401,
        body: { statusCode: 401, message: "Access token is missing or invalid." },
      }),
    "Dev Center refused GET /v2.0/things/1 with 401: Access token is missing or invalid.\nThe access token was refused. Check the credential, and that its application is associated with the Partner Center account.",
  ],
  [
    "an endpoint where nothing listens",
    () => asked(create, brokenBy("ECONNREFUSED")),
    "POST /v2.0/things: the connection to devcenter.example failed (ECONNREFUSED). Nothing listens there: check devcenter:endpoint and the firewall; behind a proxy, set HTTPS_PROXY.\nThe request did not reach Dev Center.",
  ],
  [
    "an endpoint whose name is not known",
    () => asked(create, brokenBy("ENOTFOUND")),
    "POST /v2.0/things: the connection to devcenter.example failed (ENOTFOUND). The name of the host could not be resolved: check devcenter:endpoint and the DNS of this machine; behind a proxy, set HTTPS_PROXY.\nThe request did not reach Dev Center.",
  ],
  [
    "an endpoint with a path too much",
    () => asked(listTemplates, { status: 404, body: body404 }, "https://devcenter.example/api"),
    `Dev Center refused GET /${path} with 404: Resource not found\nThe request went to https://devcenter.example/api/${path}. Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is the address alone, such as https://manage.devcenter.microsoft.com, without a path.`,
  ],
  [
    "an endpoint that is not Microsoft's and has no reports",
    () => asked(listTemplates, { status: 404, body: body404 }),
    `Dev Center refused GET /${path} with 404: Resource not found\nThis account's service does not offer the driver-failure reporting API (its public pages were withdrawn in September 2019). Nothing was changed.\nThe request went to https://devcenter.example/${path}. Check devcenter:endpoint (DEVCENTER_ENDPOINT): it is not Microsoft's.`,
  ],
  [
    "a second initial submission, refused in small letters",
    () => {
      const fault = { code: "RequestInvalidForCurrentState", message: "Initial submission already exists" };
      return asked(create, { status: 422, body: { statusCode: 422, ...fault, errors: [fault] } });
    },
    'Dev Center refused POST /v2.0/things with 422 RequestInvalidForCurrentState: Initial submission already exists\nA product has one initial submission: declare this one with type: "derived", or import the one that is there.',
  ],
];

describe("what is said of the mistakes that users make", () => {
  for (const [mistake, told, text] of [...ofSettings, ...ofSignIn, ...ofService, ...checkMistakes]) {
    it(mistake, async () => assert.equal(await told(), text));
  }

  it("is never said of a secret itself", async () => {
    for (const [, told] of [...ofSettings, ...ofSignIn]) assert.doesNotMatch(await told(), /hush/);
  });
});
