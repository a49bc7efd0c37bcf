import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { z } from "zod";
import type { RequestPolicy } from "../http/request-policy";
import { type Issuer, type SignInAnswer, signInRequest } from "./sign-in-request";

/** MSAL's way over our connections. */
export interface MsalNetwork {
  readonly client: INetworkModule;
  /**
   * Runs MSAL. Where a request of it got no answer, or a refusal, throws our own error: MSAL would make another one of
   * it, in which a wrong tenant, a name that does not resolve and an untrusted certificate are the same.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** The issuer's own words about why there is no token. */
export class TokenRefusal extends Error {
  /** @param code of OAuth, such as `invalid_client` */
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

const refusalShape = z.looseObject({ error: z.string(), error_description: z.string() });

/** Lets MSAL speak over our connections, under the policy of all requests. */
export function msalNetwork(policy: RequestPolicy, peer: Issuer): MsalNetwork {
  const unanswered: { error?: unknown } = {};

  async function send<T>(
    method: "GET" | "POST",
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    try {
      const { headers = {}, body } = options ?? {};
      const answer = await signInRequest(policy, peer, { url, method, headers, body });
      const refusal = refusalIn(answer);
      if (refusal !== undefined) unanswered.error = refusal;
      const given = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      return { status: answer.status, headers: Object.fromEntries(given), body: answer.json as T };
    } catch (error) {
      unanswered.error = error;
      throw error;
    }
  }
  return {
    client: {
      sendGetRequestAsync: (url, options) => send("GET", url, options),
      sendPostRequestAsync: (url, options) => send("POST", url, options),
    },
    async run(work) {
      delete unanswered.error;
      try {
        return await work();
      } catch (error) {
        throw unanswered.error ?? error;
      }
    },
  };
}

function refusalIn({ status, json }: SignInAnswer): TokenRefusal | undefined {
  const refusal = status < 400 ? undefined : refusalShape.safeParse(json).data;
  return refusal && new TokenRefusal(refusal.error, refusal.error_description);
}
