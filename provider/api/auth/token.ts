import { AsyncLocalStorage } from "node:async_hooks";
import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  type INetworkModule,
  ManagedIdentityApplication,
} from "@azure/msal-node";
import { AuthenticationError } from "../errors/authentication-error";
import { DevCenterError } from "../errors/devcenter-error";
import { SignInUnavailableError } from "../errors/sign-in-unavailable-error";
import type { RequestPolicy } from "../http/request-policy";
import type { TokenSource } from "../http/token-source";
import { rememberSecret } from "../text/known-secrets";
import { harmlessCause, serviceText } from "../text/service-text";
import { type Credential, clientAuthentication } from "./credential";
import { type MsalNetwork, msalNetwork, TokenRefusal } from "./msal-network";
import { signInAdvice } from "./sign-in-hints";

const entra = "Microsoft Entra ID";

/** A token that the user brings, as `az account get-access-token` prints it. It cannot be renewed. */
export function staticToken(token: string): TokenSource {
  rememberSecret(token);
  return { current: async () => token, refresh: async () => undefined };
}

export interface Application {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly authorityHost: string;
  readonly scope: string;
}

/** Tokens of an Entra ID application by the client-credentials flow, through MSAL and our own connections. */
export function applicationTokens(application: Application, policy: RequestPolicy): TokenSource {
  const network = msalNetwork(policy, { name: entra, setting: "devcenter:authorityHost" });
  let msal: Promise<ConfidentialClientApplication> | undefined;
  return singleFlight(async (skipCache) => {
    msal ??= openMsal(application, policy, network);
    const client = await msal;
    try {
      const scopes = [application.scope];
      const request = { scopes, skipCache };
      return tokenOf(await network.run(() => client.acquireTokenByClientCredential(request)));
    } catch (cause) {
      if (policy.signal?.aborted) throw policy.signal.reason;
      throw asAuthenticationError(cause, application);
    }
  });
}

/** MSAL keeps the network of a process's first managed identity for all others, so it gets one that knows who asks. */
const onMachine = new AsyncLocalStorage<INetworkModule>();
const networkOfWhoAsks: INetworkModule = {
  sendGetRequestAsync: (url, options) => whoAsks().sendGetRequestAsync(url, options),
  sendPostRequestAsync: (url, options) => whoAsks().sendPostRequestAsync(url, options),
};

function whoAsks(): INetworkModule {
  const network = onMachine.getStore();
  if (network === undefined) throw new Error("MSAL asked for a token although there is no network for it.");
  return network;
}

/** Who is not there at once will not be: a machine outside Azure has no managed identity. */
const longestOnMachineMs = 60_000;

/**
 * Tokens of the identity that Azure gives to a machine, a container or a function.
 *
 * @param clientId which of several user-assigned identities; undefined: the only one
 */
export function managedIdentityTokens(
  clientId: string | undefined,
  scope: string,
  policy: RequestPolicy,
): TokenSource {
  const retryTimeoutMs = Math.min(policy.retryTimeoutMs ?? longestOnMachineMs, longestOnMachineMs);
  const issuer = { name: "This machine's managed identity", isOfPlatform: true };
  const network = msalNetwork({ ...policy, retryTimeoutMs }, issuer);
  const msal = new ManagedIdentityApplication({
    ...(clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
    // One policy retries, not two.
    system: { networkClient: networkOfWhoAsks, disableInternalRetries: true },
  });
  return singleFlight(async (forceRefresh) => {
    try {
      const resource = scope.replace(/\/\.default$/, "");
      const acquire = () => msal.acquireToken({ resource, forceRefresh });
      return tokenOf(await network.run(() => onMachine.run(network.client, acquire)));
    } catch (cause) {
      if (cause instanceof DevCenterError || policy.signal?.aborted) throw cause;
      throw new AuthenticationError(
        `This machine's managed identity gave no token (devcenter:useMsi): ${serviceText((cause as Error).message)}`,
        { cause: harmlessCause(cause) },
      );
    }
  });
}

function tokenOf(result: AuthenticationResult | null): string {
  if (!result?.accessToken) throw new AuthenticationError(`${entra} answered without a token.`);
  rememberSecret(result.accessToken);
  return result.accessToken;
}

// MSAL renews a token minutes before its end, but takes half a millisecond to say that it is still good.
const keptMs = 30_000;

/** MSAL does not join concurrent calls: a hundred resources at once would fetch a hundred tokens. */
function singleFlight(acquire: (skipCache: boolean) => Promise<string>): TokenSource {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let underWay: { readonly skipsCache: boolean; readonly token: Promise<string> } | undefined;
  function shared(skipsCache: boolean): Promise<string> {
    // A call that needs a new token must not join one that is about to get the old one.
    if (underWay === undefined || (skipsCache && !underWay.skipsCache)) {
      const token = acquire(skipsCache).finally(() => {
        if (underWay?.token === token) underWay = undefined;
      });
      underWay = { skipsCache, token };
      token.then(
        (text) => {
          kept = { token: text, until: performance.now() + keptMs };
        },
        () => undefined,
      );
    }
    return underWay.token;
  }
  return {
    current: async () => (kept !== undefined && performance.now() < kept.until ? kept.token : shared(false)),
    async refresh(refused) {
      const cached = await shared(false);
      return cached === refused ? shared(true) : cached;
    },
  };
}

async function openMsal(
  application: Application,
  policy: RequestPolicy,
  network: MsalNetwork,
): Promise<ConfidentialClientApplication> {
  const authority = new URL(application.tenantId, `${application.authorityHost.replace(/\/+$/, "")}/`);
  return new ConfidentialClientApplication({
    auth: {
      clientId: application.clientId,
      authority: authority.href,
      knownAuthorities: [authority.host],
      ...(await clientAuthentication(application.credential, policy)),
    },
    system: { networkClient: network.client },
  });
}

function asAuthenticationError(
  cause: unknown,
  { tenantId, clientId, credential }: Application,
): DevCenterError {
  const whom = `${entra} gave no token to application ${clientId} of tenant ${tenantId}, which signs in by ${credential.kind}`;
  if (cause instanceof SignInUnavailableError) {
    return new SignInUnavailableError(`${whom}.\n${cause.message}`, { cause: cause.cause });
  }
  if (cause instanceof DevCenterError) return cause;
  const { code, errorCode, message } = cause as { code?: string; errorCode?: string; message?: string };
  const words = serviceText(message ?? String(cause));
  const oauthCode = cause instanceof TokenRefusal ? code : errorCode;
  return new AuthenticationError(
    [`${whom}${oauthCode ? ` (${serviceText(oauthCode, 100)})` : ""}: ${words}`, signInAdvice(words)].join(
      "\n",
    ),
    { cause: harmlessCause(cause) },
  );
}
