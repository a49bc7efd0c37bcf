import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from "@azure/msal-node";
import { type Dispatcher, request } from "undici";
import { type Credential, proofOf } from "./credential";
import { AuthenticationError } from "./errors/authentication-error";
import { DevCenterError } from "./errors/devcenter-error";
import { redact } from "./redact";

/** Where bearer tokens come from. */
export interface TokenSource {
  /** A token that is valid now; fetched once and kept, renewed before its end. */
  current(): Promise<string>;
  /** A token other than the one that the service has just refused; undefined when there can be none. */
  renewed(refused: string): Promise<string | undefined>;
}

/** A token that the user brings, as `az account get-access-token` prints it. It cannot be renewed. */
export function readyToken(token: string): TokenSource {
  return { current: async () => token, renewed: async () => undefined };
}

export interface Application {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly authorityHost: string;
  readonly scope: string;
}

/** Tokens of an Entra ID application by the client-credentials flow, through MSAL and our own connections. */
export function applicationTokens(application: Application, network: Dispatcher): TokenSource {
  let msal: Promise<ConfidentialClientApplication> | undefined;
  let underWay: { readonly skipsCache: boolean; readonly token: Promise<string> } | undefined;

  async function acquire(skipCache: boolean): Promise<string> {
    msal ??= openMsal(application, network);
    const client = await msal;
    try {
      const result: AuthenticationResult | null = await client.acquireTokenByClientCredential({
        scopes: [application.scope],
        skipCache,
      });
      if (!result?.accessToken) throw new AuthenticationError("Microsoft Entra ID answered without a token.");
      return result.accessToken;
    } catch (cause) {
      throw asAuthenticationError(cause, application);
    }
  }

  // MSAL does not join concurrent calls: a hundred resources at once would fetch a hundred tokens.
  function shared(skipCache: boolean): Promise<string> {
    // Whoever wants a new token must not join those who are about to get the old one.
    if (underWay === undefined || (skipCache && !underWay.skipsCache)) {
      const token = acquire(skipCache).finally(() => {
        if (underWay?.token === token) underWay = undefined;
      });
      underWay = { skipsCache: skipCache, token };
    }
    return underWay.token;
  }

  return {
    current: () => shared(false),
    async renewed(refused) {
      const cached = await shared(false);
      return cached === refused ? shared(true) : cached;
    },
  };
}

async function openMsal(
  application: Application,
  network: Dispatcher,
): Promise<ConfidentialClientApplication> {
  const authority = new URL(application.tenantId, `${application.authorityHost.replace(/\/+$/, "")}/`);
  return new ConfidentialClientApplication({
    auth: {
      clientId: application.clientId,
      authority: authority.href,
      knownAuthorities: [authority.host],
      ...(await proofOf(application.credential, network)),
    },
    system: { networkClient: networkClient(network) },
  });
}

function networkClient(network: Dispatcher): INetworkModule {
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

function asAuthenticationError(
  cause: unknown,
  { tenantId, clientId, credential }: Application,
): DevCenterError {
  if (cause instanceof DevCenterError) return cause;
  const { errorCode, message } = cause as { errorCode?: string; message?: string };
  return new AuthenticationError(
    [
      `Microsoft Entra ID gave no token to application ${clientId} of tenant ${tenantId}, which proved itself by ${credential.kind}` +
        `${errorCode ? ` (${errorCode})` : ""}: ${redact(message ?? String(cause))}`,
      "Check devcenter:tenantId, devcenter:clientId and the credential, and that the application is associated with the Partner Center account.",
    ].join("\n"),
    { cause },
  );
}
