import type { Emulator } from "devcenter-emulator";

/** The environment of a program that signs in to an emulator by client secret. A user's own credentials play no part. */
export function emulatorSettings({
  url,
  authorityHost,
  caFile,
  credentials,
}: Emulator): Record<string, string> {
  return {
    DEVCENTER_ENDPOINT: url,
    AZURE_AUTHORITY_HOST: authorityHost,
    AZURE_TENANT_ID: credentials.tenantId,
    AZURE_CLIENT_ID: credentials.clientId,
    AZURE_CLIENT_SECRET: credentials.clientSecret,
    NODE_EXTRA_CA_CERTS: caFile,
    // These would win over the client secret.
    DEVCENTER_ACCESS_TOKEN: "",
    AZURE_FEDERATED_TOKEN_FILE: "",
    AZURE_CLIENT_CERTIFICATE_PATH: "",
    ACTIONS_ID_TOKEN_REQUEST_URL: "",
    NO_PROXY: "127.0.0.1,localhost",
  };
}
