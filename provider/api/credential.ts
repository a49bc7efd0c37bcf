import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ClientAssertionCallback } from "@azure/msal-node";
import { type Dispatcher, request } from "undici";
import { z } from "zod";
import { AuthenticationError } from "./errors/authentication-error";
import { ConfigurationError } from "./errors/configuration-error";

/** How the application proves to Microsoft Entra ID that it is itself, in order of preference. */
export type Credential =
  | { readonly kind: "federated token file"; readonly path: string }
  | { readonly kind: "GitHub Actions"; readonly requestUrl: string; readonly requestToken: string }
  | { readonly kind: "certificate"; readonly path: string; readonly password?: string }
  | { readonly kind: "client secret"; readonly secret: string };

/** The part of MSAL's configuration in which a credential is said. */
export interface Proof {
  clientSecret?: string;
  clientCertificate?: { thumbprintSha256: string; privateKey: string; x5c: string };
  clientAssertion?: ClientAssertionCallback;
}

export async function proofOf(credential: Credential, network: Dispatcher): Promise<Proof> {
  switch (credential.kind) {
    case "client secret":
      return { clientSecret: credential.secret };
    case "certificate":
      return { clientCertificate: await readCertificate(credential.path, credential.password) };
    case "federated token file":
      // Read at every use: the platform renews the file.
      return {
        clientAssertion: async () => (await readNamed(credential.path, "federated token file")).trim(),
      };
    case "GitHub Actions":
      return { clientAssertion: () => askGitHub(credential.requestUrl, credential.requestToken, network) };
  }
}

async function readCertificate(path: string, password: string | undefined) {
  const pem = await readNamed(path, "client certificate");
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
        `${password === undefined ? " (not encrypted, or set devcenter:clientCertificatePassword)" : ""}; ` +
        "the file could not be used so.",
      { cause },
    );
  }
}

async function readNamed(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unreadable";
    throw new ConfigurationError(`The ${what} ${path} could not be read (${code}).`, { cause });
  }
}

const gitHubAnswer = z.looseObject({ value: z.string().min(1) });

async function askGitHub(requestUrl: string, requestToken: string, network: Dispatcher): Promise<string> {
  const url = new URL(requestUrl);
  url.searchParams.set("audience", "api://AzureADTokenExchange");
  try {
    const answer = await request(url, {
      dispatcher: network,
      headers: { authorization: `Bearer ${requestToken}`, accept: "application/json" },
    });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error(`status ${answer.statusCode}`);
    }
    return gitHubAnswer.parse(await answer.body.json()).value;
  } catch (cause) {
    throw new AuthenticationError(
      "GitHub Actions gave no OIDC token. Give the job the permission `id-token: write`.",
      { cause },
    );
  }
}
