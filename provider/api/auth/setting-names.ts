/** Every setting with the environment variable that may give it; no library is needed to know their names. */
export const variables = {
  tenantId: "AZURE_TENANT_ID",
  clientId: "AZURE_CLIENT_ID",
  clientSecret: "AZURE_CLIENT_SECRET",
  clientCertificatePath: "AZURE_CLIENT_CERTIFICATE_PATH",
  clientCertificatePassword: "AZURE_CLIENT_CERTIFICATE_PASSWORD",
  useOidc: undefined,
  useMsi: "ARM_USE_MSI",
  accessToken: "DEVCENTER_ACCESS_TOKEN",
  endpoint: "DEVCENTER_ENDPOINT",
  authorityHost: "AZURE_AUTHORITY_HOST",
  apiVersion: "DEVCENTER_API_VERSION",
  requestsPerMinute: "DEVCENTER_REQUESTS_PER_MINUTE",
  requestTimeoutSeconds: "DEVCENTER_REQUEST_TIMEOUT_SECONDS",
  retryTimeoutSeconds: "DEVCENTER_RETRY_TIMEOUT_SECONDS",
  journalDirectory: "DEVCENTER_JOURNAL_DIRECTORY",
} as const;

export type SettingName = keyof typeof variables;

/** Those whose values are secrets. */
export const secretSettings: readonly SettingName[] = [
  "clientSecret",
  "clientCertificatePassword",
  "accessToken",
];

/** A setting as messages call it, with its variable. */
export function nameOfSetting(key: SettingName): string {
  const variable = variables[key];
  return `devcenter:${key}${variable === undefined ? "" : ` (or ${variable})`}`;
}

/** That a setting is missing. */
export function notSet(key: SettingName): string {
  return `${nameOfSetting(key)} is not set`;
}
