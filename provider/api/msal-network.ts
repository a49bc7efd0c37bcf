import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import type { RequestPolicy } from "./http/request-policy";
import { signInRequest } from "./sign-in-request";

/** MSAL's way over our connections. */
export interface MsalNetwork {
  readonly client: INetworkModule;
  /** Runs MSAL. Where a request of it got no answer, throws our own error: MSAL would make another one of it. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Lets MSAL speak over our connections, under the policy of all requests. */
export function msalNetwork(policy: RequestPolicy, peer: string): MsalNetwork {
  const unanswered: { error?: unknown } = {};

  async function send<T>(
    method: "GET" | "POST",
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    try {
      const { headers = {}, body } = options ?? {};
      const answer = await signInRequest(policy, peer, { url, method, headers, body });
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
