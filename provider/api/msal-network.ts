import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import { type Dispatcher, request } from "undici";

/** Lets MSAL speak over our connections: one pool, one proxy, one set of certificate authorities for everything. */
export function msalNetwork(network: Dispatcher): INetworkModule {
  async function send<T>(
    method: "GET" | "POST",
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const answer = await request(url, {
      dispatcher: network,
      method,
      headers: options?.headers ?? {},
      body: options?.body ?? null,
    });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(headers),
      body: (await answer.body.json()) as T,
    };
  }
  return {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
}
