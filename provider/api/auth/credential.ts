import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ClientAssertionCallback } from "@azure/msal-node";
import { z } from "zod";
import { AuthenticationError } from "../errors/authentication-error";
import { ConfigurationError } from "../errors/configuration-error";
import { isPrivateWay } from "../http/link";
import type { RequestPolicy } from "../http/request-policy";
import { rememberSecret } from "../text/known-secrets";
import { strayCharacter } from "../text/stray-characters";
import { type SignInAnswer, signInRequest } from "./sign-in-request";

/** How the application proves to Microsoft Entra ID that it is itself, in order of preference. */
export type Credential =
  | { readonly kind: "federated token file"; readonly path: string }
  | { readonly kind: "GitHub Actions"; readonly requestUrl: string; readonly requestToken: string }
  | { readonly kind: "certificate"; readonly path: string; readonly password?: string }
  | { readonly kind: "client secret"; readonly secret: string };

/** The part of MSAL's configuration in which a credential is said. */
export interface ClientAuthentication {
  clientSecret?: string;
  clientCertificate?: { thumbprintSha256: string; privateKey: string; x5c: string };
  clientAssertion?: ClientAssertionCallback;
}

const certificateVariable = "devcenter:clientCertificatePath (AZURE_CLIENT_CERTIFICATE_PATH)";
const tokenFileVariable = "AZURE_FEDERATED_TOKEN_FILE";

export async function clientAuthentication(
  credential: Credential,
  policy: RequestPolicy,
): Promise<ClientAuthentication> {
  switch (credential.kind) {
    case "client secret":
      rememberSecret(credential.secret);
      return { clientSecret: credential.secret };
    case "certificate":
      return { clientCertificate: await readCertificate(credential.path, credential.password) };
    case "federated token file":
      // Read at every use: the platform renews the file.
      return {
        clientAssertion: () => readToken(credential.path),
      };
    case "GitHub Actions":
      return { clientAssertion: () => askGitHub(credential, policy) };
  }
}

async function readCertificate(path: string, password: string | undefined) {
  const pem = await readNamed(path, "client certificate", certificateVariable);
  try {
    const privateKey = createPrivateKey({
      key: pem,
      ...(password === undefined ? {} : { passphrase: password }),
    });
    return {
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(":", ""),
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      x5c: pem,
    };
  } catch (cause) {
    throw new ConfigurationError(
      "devcenter:clientCertificatePath: expected a PEM file with one certificate and its private key" +
        "; got a file that cannot be used." +
        (password === undefined ? " If the key is encrypted, set devcenter:clientCertificatePassword." : ""),
      { cause },
    );
  }
}

async function readToken(path: string): Promise<string> {
  const token = (await readNamed(path, "federated token file", tokenFileVariable)).trim();
  const fault = token === "" ? "that is empty" : strayCharacter(token);
  if (fault === undefined) return remembered(token);
  throw new ConfigurationError(`${tokenFileVariable}: expected a file with one token; got one ${fault}.`);
}

async function readNamed(path: string, what: string, setting: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unreadable";
    throw new ConfigurationError(`The ${what} ${path} could not be read (${code}). Check ${setting}.`, {
      cause,
    });
  }
}

function remembered(secret: string): string {
  rememberSecret(secret);
  return secret;
}

const gitHubAnswer = z.looseObject({ value: z.string().min(1) });

async function askGitHub(
  { requestUrl, requestToken }: Extract<Credential, { kind: "GitHub Actions" }>,
  policy: RequestPolicy,
): Promise<string> {
  rememberSecret(requestToken);
  if (!isPrivateWay(requestUrl)) {
    throw new ConfigurationError(
      "ACTIONS_ID_TOKEN_REQUEST_URL: expected an https URL, for it is sent a token; got another, and nothing was sent.",
    );
  }
  const url = new URL(requestUrl);
  url.searchParams.set("audience", "api://AzureADTokenExchange");
  const headers = { authorization: `Bearer ${requestToken}`, accept: "application/json" };
  return remembered(assertionIn(await signInRequest(policy, { name: "GitHub Actions" }, { url, headers })));
}

function assertionIn({ status, json }: SignInAnswer): string {
  const answer = gitHubAnswer.safeParse(json);
  if (status === 200 && answer.success) return answer.data.value;
  throw new AuthenticationError(
    `GitHub Actions gave no OIDC token (it answered with ${status}). Give the job the permission \`id-token: write\`.`,
  );
}
