import { MockAgent } from "undici";
import type { Credential } from "../provider/api/auth/credential";
import { applicationTokens } from "../provider/api/auth/token";
import { standingClock } from "./scripted-service";

const AUTHORITY_HOST = "https://login.example";
const TENANT = "00000000-1111-4222-8333-444444444444";
const CLIENT = "55555555-6666-4777-8888-999999999999";

/** What Microsoft Entra ID answers to one request for a token: the ordinary when nothing is said. */
export interface EntraAnswer {
  readonly status: number;
  readonly body: string;
  /** What its clock shows; nothing when not given. */
  readonly date?: string;
}

/**
 * A Microsoft Entra ID that issues `token-1`, `token-2`, … over undici's MockAgent, and keeps the forms it was sent.
 * Its network is also where a test can add other hosts.
 */
export function scriptedEntra(...answers: EntraAnswer[]) {
  const network = new MockAgent();
  network.disableNetConnect();
  const pool = network.get(AUTHORITY_HOST);
  const authority = `${AUTHORITY_HOST}/${TENANT}`;
  const json = { headers: { "content-type": "application/json" } };
  const forms: URLSearchParams[] = [];
  pool
    .intercept({ path: `/${TENANT}/v2.0/.well-known/openid-configuration` })
    .reply(
      200,
      {
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      },
      json,
    )
    .persist();
  pool
    .intercept({ path: /\/oauth2\/v2\.0\/token/, method: "POST" })
    .reply(({ body }) => {
      forms.push(new URLSearchParams(String(body)));
      const { status, body: text, date } = answers[forms.length - 1] ?? issued(forms.length);
      const headers = { ...json.headers, ...(date === undefined ? {} : { date }) };
      return { statusCode: status, data: text, responseOptions: { headers } };
    })
    .persist();
  return { network, forms, close: () => network.close() };
}

/** The answer that gives this token. */
export function issued(number: number): EntraAnswer {
  const token = { token_type: "Bearer", expires_in: 3599, access_token: `token-${number}` };
  return { status: 200, body: JSON.stringify(token) };
}

/** The tokens of the one application that exists in the scripted tenant. */
export function tokensFor(
  credential: Credential,
  entra: ReturnType<typeof scriptedEntra>,
  { authorityHost = AUTHORITY_HOST, signal }: { authorityHost?: string; signal?: AbortSignal } = {},
) {
  const scope = "https://manage.devcenter.microsoft.com/.default";
  const application = { tenantId: TENANT, clientId: CLIENT, authorityHost, scope, credential };
  return applicationTokens(application, { network: entra.network, clock: standingClock(), signal });
}

export const APPLICATION = { tenantId: TENANT, clientId: CLIENT };
